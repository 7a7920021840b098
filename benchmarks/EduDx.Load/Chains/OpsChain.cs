namespace EduDx.Load.Chains;

/// <summary>The server, whole. An event counts once both the live figures and the embedded history have it.</summary>
internal sealed class OpsChain(OpsPeer ops) : Chain("edudx", "the server: log with fsync, live figures, DuckDB")
{
    public override int Port => ops.Port;

    // It was started for its clock, which the events go by.
    public override Task StartAsync() => Task.CompletedTask;

    public override Task RestAsync() => ops.SettleAsync();

    public override async Task<long> ReadableAsync()
    {
        var counters = await ops.CountersAsync();
        return Math.Min(counters.LiveOffset, counters.HistoryOffset);
    }

    /// <summary>Distinct scans that the history API answers for the schools.</summary>
    public async Task<long> AnsweredAsync(IEnumerable<string> schools, DateTimeOffset at)
    {
        await ops.SettleAsync();
        long answered = 0;
        foreach (var school in schools.Distinct()) answered += await ops.ScansAsync(school, DateOnly.FromDateTime(at.DateTime));
        return answered;
    }

    public override ValueTask DisposeAsync() => ops.DisposeAsync();
}
