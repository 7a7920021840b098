using EduDx.Live.City;
using EduDx.Registry.Storage;

namespace EduDx.Registry.Loading;

/// <summary>Builds the model of a day with plain readers: a few arrays for each table, nothing tracked.</summary>
internal sealed partial class CityLoader(RegistryContext context, DateOnly day, CancellationToken cancel)
{
    private readonly List<SlotRef> _kioskRefs = [];
    private readonly List<string> _kioskIds = [];
    private readonly List<SlotRef> _classRefs = [];
    private readonly List<string> _classIds = [];

    /// <summary>Builds the model.</summary>
    public CityModel Load(Meta meta)
    {
        var (nodes, roster, care, schools, personRefs) = Read();
        var (personIds, refs, byKey) = Persons(roster, personRefs, meta.LastPersonKey);
        var (cards, cardPersons) = Cards(byKey);
        return new()
        {
            Version = meta.Version,
            Day = day,
            Nodes = nodes.Nodes,
            Schools = [.. schools],
            SchoolIds = new([.. schools.Select(s => s.Node.Id)]),
            KioskIds = new(_kioskIds),
            KioskRefs = [.. _kioskRefs],
            DeviceIds = new(_deviceIds),
            DeviceRefs = [.. _deviceRefs],
            RoomIds = new(_roomIds),
            RoomRefs = [.. _roomRefs],
            DeviceTypes = [.. _types.Values.OrderBy(t => t.Id, StringComparer.Ordinal)],
            Dishes = care.Dishes,
            Allergens = care.Allergens,
            ClassIds = new(_classIds),
            ClassRefs = [.. _classRefs],
            PersonIds = personIds,
            PersonRefs = refs,
            Cards = cards,
            CardPersons = cardPersons,
            PersonByKey = byKey,
            NodeByKey = nodes.ByKey,
            NodeById = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(nodes.Nodes, n => n.Id, n => n.Index),
        };
    }

    /// <summary>Some of the schools alone.</summary>
    /// <param name="asked">Registry keys of the schools; a school that does not stand on the day is left out.</param>
    public List<SchoolModel> Schools(IReadOnlySet<int> asked) => Read(asked).Schools;

    private (NodeSet Nodes, RosterLoader Roster, CareLoader Care, List<SchoolModel> Schools, SlotRef[] PersonRefs) Read(IReadOnlySet<int>? asked = null)
    {
        var nodes = new NodeLoader(context, day).Load();
        var sessions = new SessionLoader(context, nodes, day);
        var calendar = new CalendarLoader(context, nodes);
        var kiosks = KioskLoader.Load(context, nodes, day);
        var devices = DeviceLoader.Load(context, nodes, day);
        LoadTypes();
        var roster = new RosterLoader(context, nodes, day, asked is null ? null : Places(nodes, asked));
        roster.Load();
        var care = CareLoader.Load(context, day);
        cancel.ThrowIfCancellationRequested();

        var members = ByPlace(roster, nodes.Nodes.Length);
        var personRefs = new SlotRef[roster.Keys.Count];
        Array.Fill(personRefs, new SlotRef(-1, -1));
        var schools = new List<SchoolModel>();
        foreach (var node in nodes.Nodes)
        {
            if (node.Kind != NodeKind.School || node.Children.Length == 0 || asked?.Contains(node.Key) == false) continue;
            schools.Add(School(schools.Count, node, nodes, sessions, calendar, kiosks.GetValueOrDefault(node.Index, []), devices.GetValueOrDefault(node.Index, []), roster, members, personRefs, care));
        }
        return (nodes, roster, care, schools, personRefs);
    }

    // Campuses and classes, to which persons belong.
    private static List<int> Places(NodeSet nodes, IReadOnlySet<int> schools) =>
        [.. nodes.Nodes.Where(n => n.Kind > NodeKind.School && schools.Contains(nodes.SchoolOf(n)!.Key)).Select(n => n.Key)];

    // Persons without a timetable on the day have no place in the model: their positions are taken out.
    private static (Utf8Index Ids, SlotRef[] Refs, int[] ByKey) Persons(RosterLoader roster, SlotRef[] personRefs, int lastKey)
    {
        var byKey = new int[lastKey + 1];
        Array.Fill(byKey, -1);
        var refs = new List<SlotRef>(personRefs.Length);
        var ids = new List<string>(personRefs.Length);
        for (var i = 0; i < personRefs.Length; i++)
        {
            if (personRefs[i].School < 0) continue;
            byKey[roster.Keys[i]] = refs.Count;
            refs.Add(personRefs[i]);
            ids.Add(roster.Pseudonyms[i]);
        }
        return (new(ids), [.. refs], byKey);
    }

    // Where the past of a card has two holders on one day, the later issue holds it.
    private (Utf8Index Codes, int[] Persons) Cards(int[] byKey)
    {
        var sql = new TableSql(context, typeof(Card));
        using var select = sql.OnDay(
            $"SELECT {sql.Columns([nameof(Card.Code), nameof(Card.PersonKey), nameof(Card.From)], "c")} FROM {sql.Table} c", "c", day);
        var (codes, persons, since) = (new List<string>(), new List<int>(), new List<int>());
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            var person = byKey[reader.GetInt32(1)];
            if (person < 0) continue;
            var (code, from) = (reader.GetString(0), reader.GetInt32(2));
            if (seen.TryAdd(code, codes.Count))
            {
                codes.Add(code);
                persons.Add(person);
                since.Add(from);
            }
            else if (since[seen[code]] < from)
            {
                (persons[seen[code]], since[seen[code]]) = (person, from);
            }
        }
        return (new(codes), [.. persons]);
    }

    /// <summary>Positions in the roster, grouped by node.</summary>
    private sealed record Members(int[] Starts, int[] Persons);

    private static Members ByPlace(RosterLoader roster, int nodes)
    {
        var starts = new int[nodes + 1];
        foreach (var place in roster.Places) starts[place + 1]++;
        for (var i = 0; i < nodes; i++) starts[i + 1] += starts[i];
        var next = starts.AsSpan(0, nodes).ToArray();
        var persons = new int[roster.Places.Count];
        for (var i = 0; i < persons.Length; i++) persons[next[roster.Places[i]]++] = i;
        return new(starts, persons);
    }
}
