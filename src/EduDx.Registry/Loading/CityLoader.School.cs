using EduDx.Live.City;

namespace EduDx.Registry.Loading;

internal sealed partial class CityLoader
{
    private SchoolModel School(
        int index, Node node, NodeSet nodes, SessionLoader sessions, CalendarLoader calendar, List<KioskLoader.Row> kiosks, List<DeviceLoader.Row> deviceRows,
        RosterLoader roster, Members members, SlotRef[] personRefs, CareLoader care)
    {
        var campuses = Array.ConvertAll(node.Children, c => new CampusModel(nodes.Nodes[c], nodes.Places[c]));
        var groups = new List<GroupModel>();
        var (keys, groupOf, rows) = (new List<int>(), new List<ushort>(), new List<int>());

        var classes = campuses.SelectMany((c, i) => c.Node.Children.Select(n => (Node: nodes.Nodes[n], Campus: i)))
            .OrderBy(c => c.Node.Id, StringComparer.Ordinal);
        foreach (var (child, campus) in classes)
        {
            var times = sessions.OfClass(child);
            // A day before the timetable was entered: the class is in the tree, and there is nothing to count it by.
            if (times.Length == 0) continue;
            _classIds.Add($"{node.Id}/{child.Id.AsSpan(node.Id.Length + 1)}");
            _classRefs.Add(new(index, groups.Count));
            AddGroup(child, campus, isStaff: false, times);
        }
        for (var campus = 0; campus < campuses.Length; campus++)
        {
            var place = campuses[campus].Node;
            if (members.Starts[place.Index] == members.Starts[place.Index + 1]) continue;
            var times = sessions.OfStaff(place);
            if (times.Length > 0) AddGroup(place, campus, isStaff: true, times);
        }

        for (var slot = 0; slot < kiosks.Count; slot++)
        {
            _kioskIds.Add($"{node.Id}/{kiosks[slot].Source}");
            _kioskRefs.Add(new(index, slot));
        }
        var (devices, rooms) = Devices(index, node, kiosks, deviceRows, groups);
        return new()
        {
            Index = index,
            Node = node,
            Commune = nodes.Nodes[node.Parent],
            Campuses = campuses,
            Groups = [.. groups],
            PersonKeys = [.. keys],
            PersonGroups = [.. groupOf],
            Kiosks = [.. kiosks.Select(k => new KioskModel(k.Key, k.Source, Array.IndexOf(node.Children, k.CampusNode), k.Place))],
            Devices = devices,
            Rooms = rooms,
            Calendar = calendar.Of(node),
            Teaches = rows.Exists(r => roster.Teaches[r] >= 0) ? [.. rows.Select(r => groups.FindIndex(g => !g.IsStaff && g.Node.Index == roster.Teaches[r]))] : [],
            Births = node.Level == "kindergarten" ? [.. rows.Select(r => roster.Births[r])] : [],
            Allergens = keys.Exists(k => care.AllergensOf.ContainsKey(k)) ? [.. keys.Select(k => care.AllergensOf.GetValueOrDefault(k))] : [],
        };

        void AddGroup(Node of, int campus, bool isStaff, Session[] times)
        {
            var first = keys.Count;
            for (var i = members.Starts[of.Index]; i < members.Starts[of.Index + 1]; i++)
            {
                personRefs[members.Persons[i]] = new(index, keys.Count);
                keys.Add(roster.Keys[members.Persons[i]]);
                rows.Add(members.Persons[i]);
                groupOf.Add((ushort)groups.Count);
            }
            groups.Add(new(of, campus, isStaff, first, keys.Count - first, times));
        }
    }
}
