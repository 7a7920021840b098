using EduDx.Live.City;

namespace EduDx.Registry.Loading;

/// <summary>Everything that reports its own health, in the order that <see cref="SchoolModel.Devices"/> promises.</summary>
internal sealed partial class CityLoader
{
    private readonly List<SlotRef> _deviceRefs = [];
    private readonly List<string> _deviceIds = [];
    private readonly List<SlotRef> _roomRefs = [];
    private readonly List<string> _roomIds = [];
    private Dictionary<string, DeviceType> _types = [];

    private void LoadTypes()
    {
        _types = DeviceTypes.Load(context).ToDictionary(t => t.Id, StringComparer.Ordinal);
        _types.TryAdd(DeviceTypes.Kiosk.Id, DeviceTypes.Kiosk);
        _types.TryAdd(DeviceTypes.Room.Id, DeviceTypes.Room);
    }

    private (DeviceModel[] Devices, RoomModel[] Rooms) Devices(int index, Node node, List<KioskLoader.Row> kiosks, List<DeviceLoader.Row> rows, List<GroupModel> groups)
    {
        var rooms = rows.FindAll(r => r.Kind == DeviceKind.Room);
        var others = rows.FindAll(r => r.Kind == DeviceKind.Device);
        var roomSlots = rooms.Index().ToDictionary(r => r.Item.Key, r => r.Index);
        var devices = new List<DeviceModel>(kiosks.Count + rows.Count);
        foreach (var kiosk in kiosks)
        {
            devices.Add(new(DeviceKind.Kiosk, kiosk.Key, kiosk.Source, kiosk.Name, _types[DeviceTypes.Kiosk.Id], Campus(kiosk.CampusNode), -1, -1));
        }
        foreach (var row in others)
        {
            _deviceIds.Add($"{node.Id}/{row.Source}");
            _deviceRefs.Add(new(index, devices.Count));
            var group = row.ClassKey == 0 ? -1 : groups.FindIndex(g => g.Node.Key == row.ClassKey && !g.IsStaff);
            devices.Add(new(DeviceKind.Device, row.Key, row.Source, row.Name, _types[row.Type], Campus(row.CampusNode), group, roomSlots.GetValueOrDefault(row.RoomKey, -1)));
        }
        var models = new RoomModel[rooms.Count];
        for (var r = 0; r < rooms.Count; r++)
        {
            var row = rooms[r];
            _roomIds.Add($"{node.Id}/{row.Source}");
            _roomRefs.Add(new(index, r));
            int[] equipment = [.. devices.Index().Where(d => d.Item.Kind == DeviceKind.Device && d.Item.Room == r).Select(d => d.Index)];
            models[r] = new(row.Key, row.Source, row.Name, Campus(row.CampusNode), row.Capacity, devices.Count + r, equipment);
        }
        for (var r = 0; r < rooms.Count; r++)
        {
            devices.Add(new(DeviceKind.Room, rooms[r].Key, rooms[r].Source, rooms[r].Name, _types[rooms[r].Type], models[r].Campus, -1, r));
        }
        return ([.. devices], models);

        int Campus(int campusNode) => Array.IndexOf(node.Children, campusNode);
    }
}
