using EduDx.Live.City;
using EduDx.Registry.Storage;

namespace EduDx.Registry.Loading;

/// <summary>The calendar of a school: its own rules and those of the nodes above it. Schools without rules of their own share arrays.</summary>
internal sealed class CalendarLoader
{
    private readonly NodeSet _nodes;
    private readonly Dictionary<int, List<CalendarRule>> _rules = [];
    private readonly Dictionary<int, CalendarRule[]> _resolved = [];

    /// <summary>Reads all rules, also those of past days: the days around the model's are asked for too.</summary>
    public CalendarLoader(RegistryContext context, NodeSet nodes)
    {
        _nodes = nodes;
        var sql = new TableSql(context, typeof(CalendarEntry));
        string[] columns =
        [
            nameof(CalendarEntry.NodeKey), nameof(CalendarEntry.From), nameof(CalendarEntry.To), nameof(CalendarEntry.Kind),
            nameof(CalendarEntry.Weekdays), nameof(CalendarEntry.Reason),
        ];
        using var select = sql.Command($"SELECT {sql.Columns(columns)} FROM {sql.Table} ORDER BY {sql.Column(nameof(CalendarEntry.Row))}", 0);
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            if (!nodes.ByKey.TryGetValue(reader.GetInt32(0), out var node)) continue;
            if (!_rules.TryGetValue(node, out var rules)) _rules[node] = rules = [];
            rules.Add(new(reader.Day(1), reader.Day(2), (CalendarKind)reader.GetInt32(3), (byte)reader.GetInt32(4), reader.GetString(5)));
        }
    }

    /// <summary>Rules of a node and of those above it, nearest first.</summary>
    public CalendarRule[] Of(Node node)
    {
        if (_resolved.TryGetValue(node.Index, out var resolved)) return resolved;
        var above = node.Parent < 0 ? [] : Of(_nodes.Nodes[node.Parent]);
        return _resolved[node.Index] = _rules.TryGetValue(node.Index, out var own) ? [.. own, .. above] : above;
    }
}
