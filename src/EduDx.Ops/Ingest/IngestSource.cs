using System.Text;
using EduDx.Contracts.Topics;
using EduDx.Live.City;

namespace EduDx.Ops.Ingest;

/// <summary>A source as the registry knows it.</summary>
/// <param name="Kind">What publishes.</param>
/// <param name="School">Position of the school in the model.</param>
/// <param name="SchoolKey">Registry key of the school.</param>
/// <param name="Key">Registry key of the kiosk, device, room or class, of the campus of a kitchen; 0 for the office.</param>
/// <param name="Place">The fence that a position is held against.</param>
internal readonly record struct IngestSource(SourceKind Kind, int School, int SchoolKey, int Key, Place? Place)
{
    // "school/source", each at most 40 bytes.
    private const int MaxPath = 81;

    /// <summary>Finds the source of a topic; allocates nothing.</summary>
    public static bool TryFind(CityModel city, in SourceTopic topic, out IngestSource source)
    {
        source = default;
        var school = city.SchoolIds.Find(topic.School);
        if (school < 0) return false;
        var model = city.Schools[school];
        Span<byte> path = stackalloc byte[MaxPath];
        topic.School.CopyTo(path);
        path[topic.School.Length] = (byte)'/';
        topic.Source.CopyTo(path[(topic.School.Length + 1)..]);
        path = path[..(topic.School.Length + 1 + topic.Source.Length)];
        switch (topic.Kind)
        {
            case SourceKind.Kiosk when city.KioskIds.Find(path) is >= 0 and var at:
                var kiosk = model.Kiosks[city.KioskRefs[at].Slot];
                source = new IngestSource(topic.Kind, school, model.Node.Key, kiosk.Key, model.Campuses[kiosk.Campus].Place ?? kiosk.Place);
                return true;
            case SourceKind.Class when city.ClassIds.Find(path) is >= 0 and var at:
                source = new IngestSource(topic.Kind, school, model.Node.Key, model.Groups[city.ClassRefs[at].Slot].Node.Key, null);
                return true;
            case SourceKind.Device when city.DeviceIds.Find(path) is >= 0 and var at:
                source = new IngestSource(topic.Kind, school, model.Node.Key, model.Devices[city.DeviceRefs[at].Slot].Key, null);
                return true;
            case SourceKind.Room when city.RoomIds.Find(path) is >= 0 and var at:
                source = new IngestSource(topic.Kind, school, model.Node.Key, model.Rooms[city.RoomRefs[at].Slot].Key, null);
                return true;
            case SourceKind.Kitchen when FindCampus(model, topic.Source) is { } campus:
                source = new IngestSource(topic.Kind, school, model.Node.Key, campus.Node.Key, null);
                return true;
            case SourceKind.Office:
                source = new IngestSource(topic.Kind, school, model.Node.Key, 0, null);
                return true;
            default:
                return false;
        }
    }

    // A kitchen is named as its campus is: chinh of mn-vy-da.chinh.
    private static CampusModel? FindCampus(SchoolModel school, ReadOnlySpan<byte> name)
    {
        foreach (var campus in school.Campuses)
        {
            var id = campus.Node.Id.AsSpan(school.Node.Id.Length + 1);
            if (id.Length == name.Length && System.Text.Ascii.Equals(name, id)) return campus;
        }
        return null;
    }

    /// <summary>What to tell a source that the registry does not know.</summary>
    public static string Unknown(in SourceTopic topic) =>
        $"the registry has no {topic.Kind.ToString().ToLowerInvariant()} '{Encoding.ASCII.GetString(topic.Source)}' in the school '{Encoding.ASCII.GetString(topic.School)}': import it, then send this event again";
}
