using EduDx.Live.City;
using EduDx.Tests.FirmwareSim;

namespace EduDx.Tests.Registry;

/// <summary>The devices and rooms of the reference city on the register.</summary>
public sealed class ReferenceEquipmentTests(WrittenCity written) : StoreFixture, IClassFixture<WrittenCity>
{
    [Fact]
    public async Task The_reference_city_has_ten_thousand_devices_and_six_hundred_rooms_each_with_its_equipment()
    {
        Assert.True((await Store.ImportFolderAsync(written.Folder, Today, default)).Applied);
        var city = await City(Today);
        Assert.Equal((10_000, 600, 12_600), (city.DeviceIds.Count, city.RoomIds.Count, city.Schools.Sum(s => s.Devices.Length)));
        Assert.Equal(190, city.Schools.Sum(s => s.Devices.Count(d => d.Type.Id == "fridge")));
        Assert.All(city.Schools.SelectMany(s => s.Rooms), room => Assert.Equal(4, room.Equipment.Length));
        Assert.All(city.Schools, s => Assert.All(s.Devices, (d, i) => Assert.True(d.Campus >= 0 && (d.Kind != DeviceKind.Room || s.Rooms[d.Room].Controller == i))));
    }
}
