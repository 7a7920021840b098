using EduDx.Live.City;
using EduDx.Registry.Storage;

namespace EduDx.Registry.Loading;

/// <summary>Finds the sessions of a group: those of the nearest node, from the group upwards, that has them. Equal timetables share one array.</summary>
internal sealed class SessionLoader
{
    private readonly NodeSet _nodes;
    private readonly Dictionary<(int Node, bool Staff), Session[]> _rows = [];
    private readonly Dictionary<(Session First, Session? Second), Session[]> _shared = [];

    /// <summary>Reads the session times of a day.</summary>
    public SessionLoader(RegistryContext context, NodeSet nodes, DateOnly day)
    {
        _nodes = nodes;
        var sql = new TableSql(context, typeof(SessionTime));
        string[] columns =
        [
            nameof(SessionTime.NodeKey), nameof(SessionTime.Staff), nameof(SessionTime.Kind), nameof(SessionTime.Opens), nameof(SessionTime.Starts),
            nameof(SessionTime.Ends), nameof(SessionTime.LateAfter), nameof(SessionTime.AbsentAfter),
        ];
        using var select = sql.OnDay($"SELECT {sql.Columns(columns, "s")} FROM {sql.Table} s", "s", day);
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            if (!nodes.ByKey.TryGetValue(reader.GetInt32(0), out var node)) continue;
            var session = new Session(
                (SessionKind)reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5), reader.GetInt32(6), reader.GetInt32(7));
            var key = (node, reader.GetBoolean(1));
            _rows[key] = [.. _rows.GetValueOrDefault(key, []), session];
        }
    }

    /// <summary>Sessions of a class; empty when one of them has no times on the day.</summary>
    public Session[] OfClass(Node node)
    {
        var bits = _nodes.Sessions[node.Index];
        var found = new List<Session>(2);
        for (var kind = SessionKind.Morning; kind <= SessionKind.Day; kind++)
        {
            if ((bits >> ((int)kind - 1) & 1) == 0) continue;
            if (Nearest(node, kind) is not { } session) return [];
            found.Add(session);
        }
        return Share(found);
    }

    /// <summary>Sessions of the staff of a campus; empty when there are none on the day.</summary>
    public Session[] OfStaff(Node campus)
    {
        for (var node = campus; ; node = _nodes.Nodes[node.Parent])
        {
            if (_rows.TryGetValue((node.Index, true), out var rows)) return Share([.. rows.OrderBy(s => s.Opens)]);
            if (node.Parent < 0) return [];
        }
    }

    private Session? Nearest(Node node, SessionKind kind)
    {
        for (; ; node = _nodes.Nodes[node.Parent])
        {
            if (_rows.TryGetValue((node.Index, false), out var rows) && Array.Find(rows, s => s.Kind == kind) is { } session) return session;
            if (node.Parent < 0) return null;
        }
    }

    private Session[] Share(List<Session> sessions)
    {
        if (sessions.Count == 0) return [];
        var key = (sessions[0], sessions.Count > 1 ? sessions[1] : null);
        if (!_shared.TryGetValue(key, out var shared)) _shared[key] = shared = [.. sessions];
        return shared;
    }
}
