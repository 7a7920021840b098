using System.Text.Json;
using EduDx.History;
using EduDx.Live.City;
using EduDx.Ops.Ingest;

namespace EduDx.Ops.Pipeline;

/// <summary>Splitting a batch that the store refuses, down to the row that it refuses.</summary>
internal static class Poison
{
    /// <summary>Two halves of a batch of at least two rows.</summary>
    public static IEnumerable<(HistoryBatch Part, bool IsLast)> Halves(HistoryBatch batch)
    {
        var (first, second) = (new HistoryBatch(), new HistoryBatch());
        var (half, before) = (batch.Rows / 2, batch.Scans.Count + batch.Outcomes.Count);
        for (var i = 0; i < batch.Scans.Count; i++) (i < half ? first : second).Scans.Add(batch.Scans[i]);
        for (var i = 0; i < batch.Outcomes.Count; i++) (batch.Scans.Count + i < half ? first : second).Outcomes.Add(batch.Outcomes[i]);
        for (var i = 0; i < batch.Figures.Count; i++) (before + i < half ? first : second).Figures.Add(batch.Figures[i]);
        yield return (first, false);
        yield return (second, true);
    }

    /// <summary>The single row of <paramref name="batch"/> as the rejected list keeps it.</summary>
    public static RejectedRecord Record(HistoryBatch batch, string why, CityModel city)
    {
        var (school, row) = batch.Scans.Count > 0
            ? (batch.Scans[0].School, JsonSerializer.SerializeToUtf8Bytes(batch.Scans[0] with { Id = 0 }))
            : batch.Outcomes.Count > 0
                ? (batch.Outcomes[0].School, JsonSerializer.SerializeToUtf8Bytes(batch.Outcomes[0]))
                : batch.Figures.Count > 0
                    ? (batch.Figures[0].School, JsonSerializer.SerializeToUtf8Bytes(batch.Figures[0]))
                    : (0, "{}"u8.ToArray());
        var name = city.NodeByKey.TryGetValue(school, out var node) ? city.Nodes[node].Id : school.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new RejectedRecord(RejectReason.HistoryRefused, PayloadFormat.Json, 0, $"history/{name}", why, row);
    }
}
