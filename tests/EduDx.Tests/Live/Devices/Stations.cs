using System.Text;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Tests.Live.Attendance;

namespace EduDx.Tests.Live.Devices;

/// <summary>A school with devices and a room, and canonical events of them, built by hand.</summary>
internal static class Stations
{
    public const int Kiosk = 0;
    public const int Projector = 1;
    public const int Sensor = 2;
    public const int Fridge = 3;
    public const int Screen = 4;
    public const int Room = 5;

    public static readonly DeviceType KioskType = new("kiosk", "Ki-ốt", "Kiosk", DutyHours.School, 30, 3, [new("battery_pct", 0)]);
    public static readonly DeviceType ProjectorType = new("projector", "Máy chiếu", "Projector", DutyHours.School, 30, 3, [new("on", 0), new("temp_c", 0)]);
    public static readonly DeviceType SensorType = new(
        "air-sensor", "Cảm biến", "Sensor", DutyHours.School, 30, 3,
        [new("temp_c", 300), new("humidity_pct", 300), new("co2_ppm", 300), new("noise_db", 300), new("light_lx", 300), new("pm25_ugm3", 300)]);
    public static readonly DeviceType FridgeType = new("fridge", "Tủ lạnh", "Fridge", DutyHours.Always, 30, 3, [new("temp_c", 300), new("door_open", 0)]);
    public static readonly DeviceType ScreenType = new("room-screen", "Màn hình", "Screen", DutyHours.School, 30, 3, [new("on", 0)]);
    public static readonly DeviceType RoomType = new("room", "Phòng họp", "Room", DutyHours.School, 30, 3, [new("co2_ppm", 0)]);

    public static readonly long Midnight = LocalTime.StartMs(Schools.Monday);

    /// <summary>One school of one class, with one device of each type.</summary>
    public static SchoolModel School(int key = 10)
    {
        var plain = Schools.OneClass(pupils: 2);
        return new SchoolModel
        {
            Index = 0, Node = plain.Node with { Key = key, Id = $"school-{key}" }, Commune = plain.Commune, Campuses = plain.Campuses, Groups = plain.Groups, PersonKeys = plain.PersonKeys,
            PersonGroups = plain.PersonGroups, Kiosks = plain.Kiosks, Calendar = plain.Calendar,
            Devices =
            [
                new(DeviceKind.Kiosk, plain.Kiosks[0].Key, "k0", "Cổng", KioskType, 0, -1, -1),
                new(DeviceKind.Device, key * 100 + 1, "d1", "Máy chiếu", ProjectorType, 0, 0, -1),
                new(DeviceKind.Device, key * 100 + 2, "d2", "Cảm biến", SensorType, 0, 0, -1),
                new(DeviceKind.Device, key * 100 + 3, "d3", "Tủ lạnh", FridgeType, 0, -1, -1),
                new(DeviceKind.Device, key * 100 + 4, "d4", "Màn hình", ScreenType, 0, -1, 0),
                new(DeviceKind.Room, key * 100 + 5, "r1", "Phòng họp", RoomType, 0, -1, 0),
            ],
            Rooms = [new(key * 100 + 5, "r1", "Phòng họp", 0, 20, Room, [Screen])],
        };
    }

    /// <summary>Milliseconds of a local time of the Monday.</summary>
    public static long At(int hour, int minute, int second = 0) => Midnight + ((hour * 60 + minute) * 60 + second) * 1000L;

    public static byte[] Status(SchoolModel school, int slot, long at, int id, bool online, long? received = null, uint boot = 1, ulong seq = 0)
    {
        var bytes = New(EventType.Status, school, slot, at, id, received, boot, seq);
        bytes[EventHeader.Size] = (byte)(online ? 1 : 2);
        bytes[EventHeader.Size + 1] = 0;
        return bytes[..(EventHeader.Size + 2)];
    }

    public static byte[] Telemetry(SchoolModel school, int slot, long at, int id, long? received = null, uint boot = 1, ulong seq = 0, params (string Name, double Value)[] metrics)
    {
        var bytes = New(EventType.Telemetry, school, slot, at, id, received, boot, seq);
        bytes[EventHeader.Size] = (byte)metrics.Length;
        var end = EventHeader.Size + 1;
        foreach (var (name, value) in metrics)
        {
            bytes[end] = (byte)name.Length;
            Encoding.ASCII.GetBytes(name, bytes.AsSpan(end + 1));
            BitConverter.TryWriteBytes(bytes.AsSpan(end + 1 + name.Length), value);
            end += 9 + name.Length;
        }
        return bytes[..end];
    }

    public static byte[] Occupancy(SchoolModel school, int slot, long at, int id, int people, double co2 = double.NaN)
    {
        var bytes = New(EventType.Occupancy, school, slot, at, id, null, 1, 0);
        return bytes[..new OccupancyBody(people, co2).Write(bytes)];
    }

    public static byte[] Meeting(SchoolModel school, int slot, long at, int id, string meeting, MeetingState state, long starts = 0, long ends = 0, int invited = -1, int checkedIn = -1, PaperlessStep paperless = default)
    {
        var bytes = New(EventType.Meeting, school, slot, at, id, null, 1, 0);
        return bytes[..new MeetingBody { StartsMs = starts, EndsMs = ends, Invited = invited, CheckedIn = checkedIn, State = state, Paperless = paperless, Meeting = Encoding.UTF8.GetBytes(meeting) }.Write(bytes)];
    }

    public static byte[] Scan(SchoolModel school, int slot, long at, int id, byte verdict)
    {
        var bytes = New(EventType.Scan, school, slot, at, id, null, 1, 0);
        return bytes[..new ScanBody(1000, ScanDirection.In, ScanMode.Kiosk, verdict, 5, 1).Write(bytes)];
    }

    private static byte[] New(EventType type, SchoolModel school, int slot, long at, int id, long? received, uint boot, ulong seq)
    {
        var bytes = new byte[1024];
        var device = school.Devices[slot];
        new EventHeader(type, (byte)device.Kind, school.Node.Key, device.Key, boot, seq, at, received ?? at, (UInt128)id).Write(bytes);
        return bytes;
    }
}
