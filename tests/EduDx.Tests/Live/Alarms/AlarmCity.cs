using System.Collections.Frozen;
using EduDx.Live.City;
using EduDx.Tests.Live.Attendance;
using EduDx.Tests.Live.Devices;

namespace EduDx.Tests.Live.Alarms;

/// <summary>A city of some schools in some communes, by hand; devices as <see cref="Stations"/> has them.</summary>
internal static class AlarmCity
{
    /// <summary>Makes it. Keys: city 1, communes 2 and up, schools 100 and up.</summary>
    /// <param name="schools">How many schools.</param>
    /// <param name="aCommune">Schools a commune.</param>
    /// <param name="more">More projectors in each school.</param>
    public static CityModel Of(int schools, int aCommune, int more = 0)
    {
        var communes = (schools + aCommune - 1) / aCommune;
        var nodes = new List<Node> { new(0, 1, "hue", NodeKind.City, "Huế", -1) };
        for (var c = 0; c < communes; c++) nodes.Add(new(nodes.Count, 2 + c, $"commune-{c}", NodeKind.Commune, $"Phường {c}", 0));
        var models = new List<SchoolModel>();
        for (var s = 0; s < schools; s++)
        {
            var plain = Stations.School(100 + s);
            var node = new Node(nodes.Count, 100 + s, $"school-{100 + s}", NodeKind.School, $"Trường {s}", 1 + s / aCommune);
            nodes.Add(node);
            var extra = Enumerable.Range(0, more).Select(i => new DeviceModel(DeviceKind.Device, (100 + s) * 1000 + i, $"x{i}", $"Máy {i}", Stations.ProjectorType, 0, -1, -1));
            models.Add(new SchoolModel
            {
                Index = s, Node = node, Commune = nodes[1 + s / aCommune], Campuses = plain.Campuses, Groups = plain.Groups, PersonKeys = plain.PersonKeys, PersonGroups = plain.PersonGroups,
                Kiosks = plain.Kiosks, Calendar = plain.Calendar, Rooms = plain.Rooms,
                // One kiosk key a school: keys are unique in the city.
                Devices = [.. plain.Devices.Select(d => d.Kind == DeviceKind.Kiosk ? d with { Key = 5_000 + s } : d), .. extra],
            });
        }
        return new CityModel
        {
            Version = 1, Day = Schools.Monday, Nodes = [.. nodes], Schools = [.. models], SchoolIds = new([]), KioskIds = new([]), KioskRefs = [], ClassIds = new([]), ClassRefs = [],
            PersonIds = new([]), PersonRefs = [], Cards = new([]), CardPersons = [], PersonByKey = [],
            NodeByKey = nodes.ToFrozenDictionary(n => n.Key, n => n.Index), NodeById = nodes.ToFrozenDictionary(n => n.Id, n => n.Index),
            DeviceTypes = [Stations.KioskType, Stations.ProjectorType, Stations.SensorType, Stations.FridgeType, Stations.ScreenType, Stations.RoomType],
        };
    }
}
