using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Devices;
using EduDx.FirmwareSim.Ledger;

namespace EduDx.FirmwareSim.Commands;

/// <summary><c>firmware-sim verify</c>: holds the server's figures against a ledger.</summary>
public static class VerifyCommand
{
    private const int Shown = 50;

    /// <summary>What the command does.</summary>
    public const string Summary = "compares every figure of the server with a ledger; exit code 0 only when none differs";

    /// <summary>Its options.</summary>
    public static IReadOnlyList<CommandOption> Options { get; } =
    [
        new("--ledger", "DIR", null, "folder written by firmware-sim morning or day --ledger"),
        ServerOptions.Server, ServerOptions.Ca, ServerOptions.Token,
        new("--history", null, null, "compare the history store too"),
        new("--city", "DIR", "", "also check that the ledger covers every group of this city"),
        new("--wait", "SECONDS", "60", "longest wait for the server to have drained"),
    ];

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(CommandLine line, TimeProvider time, CancellationToken stop)
    {
        using var api = ServerOptions.Api(line, time);
        var comparison = new FigureComparison();
        var (folder, patience) = (line.Text("--ledger"), TimeSpan.FromSeconds(line.Number("--wait", 0, 86_400)));
        if (DayLedger.IsIn(folder)) await VerifyDayAsync(DayLedger.Read(folder), api, line.Has("--history"), comparison, patience, time, stop).ConfigureAwait(false);
        else await VerifyMorningAsync(folder, line, api, comparison, patience, time, stop).ConfigureAwait(false);

        foreach (var difference in comparison.Lines.Take(Shown)) Console.WriteLine(difference);
        if (comparison.Lines.Count > Shown)
        {
            var file = Path.Combine(folder, "differences.txt");
            await File.WriteAllLinesAsync(file, comparison.Lines, stop).ConfigureAwait(false);
            Console.WriteLine($"... and {comparison.Differences - Shown} more, all in {file}");
        }
        Console.WriteLine($"verify: {comparison.Compared} figures compared, {comparison.Differences} differences");
        return comparison is { Differences: 0, Compared: > 0 } ? 0 : 1;
    }

    private static async Task VerifyDayAsync(DayLedger ledger, ServerApi api, bool history, FigureComparison comparison, TimeSpan patience, TimeProvider time, CancellationToken stop)
    {
        var meta = new LedgerMeta { Seed = ledger.Seed, Day = ledger.Day, Events = ledger.Events, Malformed = ledger.Malformed };
        await CheckCountersAsync(api, meta, comparison, patience, time, stop).ConfigureAwait(false);
        await new DayVerifier(ledger, api, comparison).LiveAsync(stop).ConfigureAwait(false);
        if (history) await new DayHistoryVerifier(ledger, api, comparison).RunAsync(stop).ConfigureAwait(false);
        if (ledger.People is { } people) await new PeopleVerifier(people, api, ledger.Day, comparison).RunAsync(history, stop).ConfigureAwait(false);
        await new AlarmVerifier(ledger, api, comparison).RunAsync(stop).ConfigureAwait(false);
    }

    private static async Task VerifyMorningAsync(string ledger, CommandLine line, ServerApi api, FigureComparison comparison, TimeSpan patience, TimeProvider time, CancellationToken stop)
    {
        var (meta, groups) = LedgerFiles.Read(ledger);
        var truths = new NodeTruths(groups);
        if (line.TextOrNull("--city") is { } folder) CheckCity(SimCityReader.Read(folder, meta.Day), groups, comparison);

        await CheckCountersAsync(api, meta, comparison, patience, time, stop).ConfigureAwait(false);
        await new LiveVerifier(truths, api, meta.Day, comparison).RunAsync(stop).ConfigureAwait(false);
        if (line.Has("--history")) await new HistoryVerifier(truths, groups, api, meta.Day, comparison).RunAsync(stop).ConfigureAwait(false);
    }

    private static async Task CheckCountersAsync(ServerApi api, LedgerMeta meta, FigureComparison comparison, TimeSpan patience, TimeProvider time, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        CountersAnswer? counters = null;
        while (true)
        {
            try
            {
                counters = await api.CountersAsync(stop).ConfigureAwait(false);
                if (counters.Drained) break;
            }
            catch (ServerException) when (time.GetElapsedTime(began) < patience)
            {
                // Perhaps it is being restarted.
            }
            if (time.GetElapsedTime(began) >= patience) break;
            await Task.Delay(TimeSpan.FromMilliseconds(250), time, stop).ConfigureAwait(false);
        }
        if (counters is not { Drained: true }) comparison.Differ($"counters: the server has not drained within {patience.TotalSeconds:0} s; give it longer with --wait, or look at its lags");
        if (counters is null) return;
        comparison.Figure("counters", "received", counters.Stored + counters.Rejected + counters.InFlight, counters.Received);
        // The server may hold other days: at least what this ledger speaks of must be there.
        if (counters.Stored < meta.Events) comparison.Differ($"counters: stored is {counters.Stored}, the ledger alone has {meta.Events} distinct events");
        if (counters.Rejected < meta.Malformed) comparison.Differ($"counters: rejected is {counters.Rejected}, the ledger alone has {meta.Malformed} malformed payloads");
    }

    private static void CheckCity(SimCity city, List<GroupTruth> groups, FigureComparison comparison)
    {
        var known = groups.Select(g => (g.Node, g.Staff)).ToHashSet();
        foreach (var group in city.Groups.Where(g => g.In(Period.Morning) is not null))
        {
            if (!known.Contains((group.Node, group.Staff))) comparison.Differ($"ledger: {group.Node} of the city is missing; the ledger is of another city");
        }
    }
}
