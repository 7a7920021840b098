using System.Globalization;
using EduDx.Contracts.Topics;
using EduDx.FirmwareSim.Commands;

namespace EduDx.FirmwareSim.City;

/// <summary>Reads the import files of a city as they are on one day.</summary>
public sealed class SimCityReader
{
    private readonly string _folder;
    private readonly DateOnly _day;
    private readonly SessionTable _sessions;
    private readonly Dictionary<string, SimSchool> _schools = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimCampus> _campuses = new(StringComparer.Ordinal);
    private readonly List<(string Id, SimCampus Campus, string Sessions)> _classes = [];
    private readonly List<SimSource> _sources = [];
    private readonly List<SimGroup> _groups = [];
    private readonly Dictionary<string, int> _groupOfNode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SessionTimes[]> _classSessions = new(StringComparer.Ordinal);
    private readonly List<SimPerson> _persons = [];

    private SimCityReader(string folder, DateOnly day)
    {
        _folder = folder;
        _day = day;
        _sessions = SessionTable.Read(folder, day);
    }

    /// <summary>Reads the city.</summary>
    public static SimCity Read(string folder, DateOnly day)
    {
        var reader = new SimCityReader(folder, day);
        reader.ReadNodes();
        reader.ReadKiosks();
        reader.AddClasses();
        reader.ReadPupils();
        reader.ReadStaff();
        reader.AddOffices();
        var persons = reader._persons.ToArray();
        return new SimCity
        {
            Day = day,
            Schools = [.. reader._schools.Values],
            Groups = reader._groups,
            Persons = persons,
            Sources = [.. reader._sources],
            Devices = EquipmentReader.Read(folder, day, reader._schools, reader._campuses, reader._sources.Where(s => s.Kind == SourceKind.Kiosk)),
            ClassSessions = reader._classSessions,
            Dishes = DishReader.Dishes(folder),
            Allergies = DishReader.Allergies(folder, day, persons),
        };
    }

    private void ReadNodes()
    {
        var calendar = SchoolCalendar.Read(_folder);
        using var csv = new CsvFileReader(_folder, CityFiles.Nodes, CityFiles.NodesHeader);
        while (csv.Read())
        {
            if (!csv.IsValidOn(_day, 11)) continue;
            switch (csv[1])
            {
                case "school":
                    string[] path = [csv[0], csv[3], CityFiles.CityId];
                    _schools.Add(csv[0], new SimSchool
                    {
                        Id = csv[0], Commune = csv[3], IsKindergarten = csv[4] == "kindergarten",
                        Open = calendar.IsSchoolDay(_day, path), OpenYesterday = calendar.IsSchoolDay(_day.AddDays(-1), path),
                    });
                    break;
                case "campus":
                    var campus = new SimCampus
                    {
                        Id = csv[0], Index = _campuses.Count, School = Find(_schools, csv[3], csv), Latitude = Degrees(csv[7]), Longitude = Degrees(csv[8]),
                    };
                    campus.School.Campuses.Add(campus);
                    _campuses.Add(campus.Id, campus);
                    break;
                case "class":
                    _classes.Add((csv[0], Find(_campuses, csv[3], csv), csv[10]));
                    break;
            }
        }
    }

    private void ReadKiosks()
    {
        using var csv = new CsvFileReader(_folder, CityFiles.Kiosks, CityFiles.KiosksHeader);
        while (csv.Read())
        {
            if (!csv.IsValidOn(_day, 7)) continue;
            var campus = Find(_campuses, csv[2], csv);
            campus.Kiosks.Add(_sources.Count);
            _sources.Add(new SimSource(csv[0], SourceKind.Kiosk, csv[1], campus));
        }
    }

    private void AddClasses()
    {
        foreach (var (id, campus, words) in _classes)
        {
            var source = _sources.Count;
            _sources.Add(new SimSource(campus.School.Id, SourceKind.Class, id[(campus.School.Id.Length + 1)..], campus));
            string[] path = [id, campus.Id, campus.School.Id, campus.School.Commune, CityFiles.CityId];
            _classSessions[id] = [.. words.Split('+').Select(w => _sessions.OfPupils(w, path)).OfType<SessionTimes>()];
            campus.Sessions.AddRange(_classSessions[id].Except(campus.Sessions));
            var word = words.StartsWith("morning", StringComparison.Ordinal) ? "morning" : words;
            var session = _sessions.OfPupils(word, path) ?? throw new UsageException($"{_folder}: class {id} has no row for '{word}' in {CityFiles.Sessions}");
            var second = words == "morning+afternoon" ? _sessions.OfPupils("afternoon", path) : null;
            AddGroup(new SimGroup { Node = id, Staff = false, Campus = campus, Session = session, Second = second, Periods = second is null ? word : words, Source = source });
        }
    }

    private void AddGroup(SimGroup group)
    {
        _groupOfNode.Add(group.Node, _groups.Count);
        _groups.Add(group);
        group.Campus.School.Groups.Add(group);
    }

    private void ReadPupils()
    {
        using var csv = new CsvFileReader(_folder, CityFiles.Pupils, CityFiles.PupilsHeader);
        var rows = new List<SimPerson>();
        while (csv.Read())
        {
            if (csv.IsValidOn(_day, 5) && _groupOfNode.TryGetValue(csv[3], out var group)) rows.Add(new SimPerson(csv[0], csv[4], group, csv[2].Length == 0 ? default : csv.Day(2)));
        }
        AddPersons(rows);
    }

    private void ReadStaff()
    {
        using var csv = new CsvFileReader(_folder, CityFiles.Staff, CityFiles.StaffHeader);
        var rows = new List<(SimPerson Person, SimSchool School, string Class)>();
        while (csv.Read())
        {
            if (!csv.IsValidOn(_day, 6)) continue;
            var campus = Find(_campuses, csv[3], csv);
            if (!_groupOfNode.TryGetValue(campus.Id, out var group)) group = AddStaffGroup(campus);
            rows.Add((new SimPerson(csv[0], csv[5], group), campus.School, csv[4]));
        }
        var first = _persons.Count;
        rows.Sort((a, b) => a.Person.Group != b.Person.Group ? a.Person.Group.CompareTo(b.Person.Group) : string.CompareOrdinal(a.Person.Id, b.Person.Id));
        AddPersons([.. rows.Select(r => r.Person)]);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].School.Head < 0) rows[i].School.Head = first + i;
            if (_groupOfNode.TryGetValue(rows[i].Class, out var taught) && taught >= 0) _groups[taught].Teachers.Add(first + i);
        }
    }

    private int AddStaffGroup(SimCampus campus)
    {
        var sessions = _sessions.OfStaff(campus.Id, campus.School.Id, campus.School.Commune, CityFiles.CityId);
        var session = sessions?.GetValueOrDefault("morning") ?? sessions?.GetValueOrDefault("day");
        if (session is null)
        {
            _groupOfNode.Add(campus.Id, -1);
            return -1;
        }
        var (whole, second) = (!sessions!.ContainsKey("morning"), sessions.GetValueOrDefault("afternoon"));
        AddGroup(new SimGroup
        {
            Node = campus.Id, Staff = true, Campus = campus, Session = session, Second = whole ? null : second, Source = -1,
            Periods = whole ? "day" : second is null ? "morning" : "morning+afternoon",
        });
        return _groups.Count - 1;
    }

    private void AddPersons(List<SimPerson> rows)
    {
        rows.Sort((a, b) => a.Group != b.Group ? a.Group.CompareTo(b.Group) : string.CompareOrdinal(a.Id, b.Id));
        foreach (var person in rows)
        {
            if (person.Group >= 0)
            {
                var group = _groups[person.Group];
                if (group.PersonCount++ == 0) group.FirstPerson = _persons.Count;
            }
            _persons.Add(person);
        }
    }

    private void AddOffices()
    {
        foreach (var school in _schools.Values)
        {
            school.Office = _sources.Count;
            _sources.Add(new SimSource(school.Id, SourceKind.Office, "main", null));
        }
    }

    private static T Find<T>(Dictionary<string, T> map, string id, CsvFileReader csv) =>
        map.TryGetValue(id, out var found) ? found : throw new UsageException($"{csv.Where}: '{id}' is not in {CityFiles.Nodes}, or stands after this row");

    private static double Degrees(string text) => text.Length == 0 ? 0 : double.Parse(text, CultureInfo.InvariantCulture);
}
