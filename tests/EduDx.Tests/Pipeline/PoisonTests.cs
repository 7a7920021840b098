using EduDx.History;
using EduDx.Live.Attendance;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;
using EduDx.Tests.Ingest;

namespace EduDx.Tests.Pipeline;

public sealed class PoisonTests
{
    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(3, 8)]
    [InlineData(1, 2)]
    public void Halves_lose_nothing_and_both_are_smaller(int scans, int outcomes)
    {
        var batch = new HistoryBatch();
        for (var i = 0; i < scans; i++) batch.Scans.Add(new(i, (UInt128)i, 0, 0, 0, 0, 0, false, 1, 0));
        for (var i = 0; i < outcomes; i++) batch.Outcomes.Add(new(default, default, i, 0, 0, 0, false, default));
        var halves = Poison.Halves(batch).ToArray();
        Assert.Equal([false, true], halves.Select(h => h.IsLast));
        Assert.Equal(batch.Scans, halves.SelectMany(h => h.Part.Scans));
        Assert.Equal(batch.Outcomes, halves.SelectMany(h => h.Part.Outcomes));
        Assert.All(halves, h => Assert.InRange(h.Part.Scans.Count + h.Part.Outcomes.Count, 1, scans + outcomes - 1));
    }

    [Fact]
    public void The_refused_row_is_kept_under_its_school()
    {
        var batch = new HistoryBatch();
        batch.Scans.Add(new(5, 7, 0, SmallCity.School.Node.Key, 0, 0, 42, false, 1, 0));
        var record = Poison.Record(batch, "refused: why", SmallCity.Model);
        Assert.Equal((RejectReason.HistoryRefused, "history/thcs-phu-xuan-1", "refused: why"), (record.Reason, record.Topic, record.Detail));
        Assert.Contains("\"Person\":42", System.Text.Encoding.UTF8.GetString(record.Payload), StringComparison.Ordinal);
        batch = new HistoryBatch();
        batch.Outcomes.Add(new(new(2026, 9, 7), default, 420, 0, 12345, 0, false, default(StateCounts)));
        Assert.Equal("history/12345", Poison.Record(batch, "why", SmallCity.Model).Topic);
    }
}
