using EduDx.Load.Report;

namespace EduDx.Tests.Load;

/// <summary>What the load program judges itself by.</summary>
public sealed class GateTests
{
    [Fact]
    public void A_figure_that_was_not_measured_reaches_no_gate_and_says_so()
    {
        Figure[] figures = [new("ingest_vs_mosquitto", null), new("bytes_vs_bare", null), new("ingest_vs_bare", 1.5), new("ingest_vs_waiting", double.NaN), new("ingest_vs_nats", null)];
        Assert.Equal(["ingest_vs_mosquitto: not measured", "bytes_vs_bare: not measured", "ingest_vs_waiting: NaN"], Gate.Missed(figures).Select(f => f.ToString()));
        var table = Gate.Table(figures);
        Assert.Contains("| durable ingest against Mosquitto without persistence | not measured | at least 2 | **no** |", table, StringComparison.Ordinal);
        Assert.Contains("which does not sync | not measured |  |  |", table, StringComparison.Ordinal);
        Assert.Contains("| 1.50 | at least 1 | yes |", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_that_the_file_does_not_know_is_no_gate_that_cannot_be_missed()
    {
        Figure[] figures = [new("ingest_vs_baer", 0.1)];
        Assert.Contains("has no 'ingest_vs_baer'", Assert.Throws<InvalidOperationException>(() => Gate.Missed(figures)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Gate.Table(figures));
    }

    [Fact]
    public void A_time_that_is_no_measurement_gives_no_rate()
    {
        Assert.Equal(500, Rates.PerSecond(1_000, 2, "it"));
        foreach (var seconds in new[] { 0, 0.001, -0.5, double.NaN })
        {
            Assert.Contains("no measurement", Assert.Throws<InvalidOperationException>(() => Rates.PerSecond(1_000, seconds, "it")).Message, StringComparison.Ordinal);
        }
    }
}
