using System.Collections.Concurrent;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Faults;

/// <summary>
/// The judge of a drill: numbered scans, which of them the server has acknowledged, and whether its figures say the same. A number that was
/// acknowledged and is not in the figures is lost; more scans in the figures than numbers were sent means that one counted twice.
/// </summary>
internal sealed class ScanLedger
{
    private static readonly DateTimeOffset Start = Said.At("2026-11-23T06:20:00");

    private readonly ConcurrentDictionary<int, bool> _acknowledged = new();
    private int _next;

    /// <summary>Numbers handed out; each was sent at least once or is about to be.</summary>
    public int Sent => Volatile.Read(ref _next);

    /// <summary>Distinct numbers that were acknowledged.</summary>
    public int Acknowledged => _acknowledged.Count;

    public bool IsAcknowledged(int number) => _acknowledged.ContainsKey(number);

    public IReadOnlyCollection<int> AcknowledgedNumbers => [.. _acknowledged.Keys];

    /// <summary>The next numbers, for one message.</summary>
    public int[] Take(int count)
    {
        var end = Interlocked.Add(ref _next, count);
        return [.. Enumerable.Range(end - count, count)];
    }

    public void Acknowledge(int[] numbers)
    {
        foreach (var number in numbers) _acknowledged[number] = true;
    }

    /// <summary>The message of some numbers: the same bytes on every retry.</summary>
    public static string Message(int[] numbers) => numbers.Length == 1 ? Event(numbers[0]) : Said.Array(numbers.Select(Event));

    // The times begin anew after 20 minutes: those of 1.5 million scans would run more than five minutes ahead of the server's clock, and be rejected.
    public static string Event(int number) => Said.Scan(number, Said.Card(1 + number % 16), Start.AddMilliseconds(number % 1_200_000));

    /// <summary>Waits until <paramref name="more"/> further numbers are acknowledged.</summary>
    public async Task MoreAsync(int more, TimeSpan? limit = null)
    {
        var target = Acknowledged + more;
        await Until.Async(() => Task.FromResult(Acknowledged), n => n >= target, $"{target} scans are acknowledged", limit ?? TimeSpan.FromSeconds(30));
    }

    /// <summary>In the middle of a drill: everything acknowledged before is in the live figures, and nothing is there that was not sent.</summary>
    public async Task HoldsAsync(ServerProcess server, int acknowledgedBefore)
    {
        var live = await LiveScansAsync(server);
        Assert.True(live >= acknowledgedBefore, $"{acknowledgedBefore} scans were acknowledged and {live} are there: {acknowledgedBefore - live} are lost");
        Assert.True(live <= Sent, $"{Sent} scans were sent and {live} are there: some count twice");
    }

    /// <summary>At the end, when every number is acknowledged: live figures and history hold each once.</summary>
    /// <param name="server">The server.</param>
    /// <param name="limit">How long its figures may take.</param>
    /// <param name="others">Stored events that are no scans of this ledger.</param>
    /// <param name="rejected">Events that others sent to be rejected.</param>
    /// <returns>The verdict as a line of figures.</returns>
    public async Task<string> JudgeAsync(ServerProcess server, TimeSpan? limit = null, int others = 0, int rejected = 0)
    {
        Assert.Equal(Sent, Acknowledged);
        var counters = await server.DrainedAsync(limit ?? TimeSpan.FromSeconds(60));
        Assert.Equal(rejected, counters.Rejected);
        Assert.True(counters.Stored - others >= Acknowledged, $"{Acknowledged} scans were acknowledged and {counters.Stored - others} are stored");
        Assert.Equal(Acknowledged, await LiveScansAsync(server));
        Assert.Equal(Acknowledged, (await server.HistoryAsync("scans", more: "&bucket=1d")).Rows.Sum(r => r.Values["scans"]));
        return $"{Acknowledged} scans acknowledged, 0 lost, 0 counted twice; {counters.Stored - others - Acknowledged} came more than once";
    }

    // The classes of the school have different periods, and each shows its own.
    private static async Task<long> LiveScansAsync(ServerProcess server) =>
        (await server.LiveAsync("thcs-phu-xuan-1")).Scans + (await server.LiveAsync("thcs-phu-xuan-1", "&session=afternoon")).Scans;
}
