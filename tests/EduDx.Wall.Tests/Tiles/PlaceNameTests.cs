using EduDx.Wall.Tiles;

namespace EduDx.Wall.Tests.Tiles;

public sealed class PlaceNameTests
{
    [Theory]
    [InlineData("Phường Vỹ Dạ", "Vỹ Dạ")]
    [InlineData("Trường Tiểu học Vĩnh Ninh", "TH Vĩnh Ninh")]
    [InlineData("Mầm non Hoa Mai", "MN Hoa Mai")]
    [InlineData("THCS Thống Nhất", "THCS Thống Nhất")]
    public void Names_are_short_where_room_is(string name, string shorter) => Assert.Equal(shorter, PlaceName.Short(name));
}
