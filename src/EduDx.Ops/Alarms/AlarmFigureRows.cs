using EduDx.Live.Alarms;
using EduDx.Live.City;
using EduDx.Live.Figures;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;

namespace EduDx.Ops.Alarms;

/// <summary>Alarms by hour and node: <see cref="FigureSeries.Alarms"/>.</summary>
public sealed class AlarmFigureRows(AlarmEngine engine, CityHolder holder) : IFigureSource
{
    private const long HourMs = 3_600_000;

    // What was cleared longer ago leaves the book: its hours are not counted again from what is left of them.
    private const int Hours = 20;

    /// <inheritdoc/>
    public void Collect(List<FigureRow> rows)
    {
        var city = holder.Current;
        if (city.Nodes.Length == 0) return;
        var sums = new Dictionary<(long Hour, int Node), long[]>();
        var newest = 0L;
        foreach (var alarm in engine.Book.Alarms.Values)
        {
            foreach (var step in alarm.History)
            {
                newest = Math.Max(newest, step.AtMs);
                var values = Of(step.AtMs, alarm.Node);
                if (step.What is "raised" or "reopened") values[0]++;
                if (step.What is "raised" or "reopened" && alarm.Head.Severity == Severity.Critical) values[1]++;
                if (step.What == "cleared") values[2]++;
                if (step.What == "acknowledged") values[3]++;
            }
        }
        foreach (var ((hour, key), values) in sums)
        {
            if (hour < newest - Hours * HourMs || !values.AsSpan().ContainsAnyExcept(0L)) continue;
            var (commune, school) = PlaceOf(city, key);
            rows.Add(new FigureRow(FigureSeries.Alarms, hour, Subject.NodeKind, key, commune, school, values));
        }

        long[] Of(long atMs, int node)
        {
            var key = (atMs / HourMs * HourMs, node);
            if (!sums.TryGetValue(key, out var values)) sums[key] = values = new long[4];
            return values;
        }
    }

    private static (int Commune, int School) PlaceOf(CityModel city, int key)
    {
        var (commune, school) = (0, 0);
        if (!city.NodeByKey.TryGetValue(key, out var index)) return (commune, school);
        for (Node? node = city.Nodes[index]; node is not null; node = node.Parent < 0 ? null : city.Nodes[node.Parent])
        {
            if (node.Kind == NodeKind.School) school = node.Key;
            if (node.Kind == NodeKind.Commune) commune = node.Key;
        }
        return (commune, school);
    }
}
