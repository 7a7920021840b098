namespace EduDx.FirmwareSim.City;

/// <summary>The rows of <c>sessions.csv</c> that are valid on one day; the nearest node with a row decides.</summary>
public sealed class SessionTable
{
    private readonly Dictionary<(string Node, bool Staff), Dictionary<string, SessionTimes>> _rows = [];

    /// <summary>Reads the rows.</summary>
    public static SessionTable Read(string folder, DateOnly day)
    {
        var table = new SessionTable();
        using var csv = new CsvFileReader(folder, CityFiles.Sessions, CityFiles.SessionsHeader);
        while (csv.Read())
        {
            if (!csv.IsValidOn(day, 8)) continue;
            var key = (csv[0], csv[1] == "staff");
            if (!table._rows.TryGetValue(key, out var sessions)) table._rows.Add(key, sessions = new(StringComparer.Ordinal));
            sessions[csv[2]] = new SessionTimes(csv.Minutes(3), csv.Minutes(4), csv.Minutes(5), csv.Whole(6), csv.Whole(7));
        }
        return table;
    }

    /// <summary>A pupils' session: the nearest of <paramref name="path"/> (class first, city last) that has it.</summary>
    public SessionTimes? OfPupils(string session, params ReadOnlySpan<string> path)
    {
        foreach (var node in path)
        {
            if (_rows.TryGetValue((node, false), out var sessions) && sessions.TryGetValue(session, out var times)) return times;
        }
        return null;
    }

    /// <summary>The staff's sessions: those of the nearest of <paramref name="path"/> (campus first) that has any.</summary>
    public IReadOnlyDictionary<string, SessionTimes>? OfStaff(params ReadOnlySpan<string> path)
    {
        foreach (var node in path)
        {
            if (_rows.TryGetValue((node, true), out var sessions)) return sessions;
        }
        return null;
    }
}
