using System.Globalization;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Devices;
using EduDx.FirmwareSim.Ledger;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Commands;

/// <summary><c>firmware-sim morning</c>: sends a morning of arrivals and writes down what truly happened.</summary>
public static class MorningCommand
{
    /// <summary>What the command does.</summary>
    public const string Summary = "sends one morning of arrivals over MQTT and gRPC and writes the ledger of what truly happened";

    /// <summary>Its options.</summary>
    public static IReadOnlyList<CommandOption> Options { get; } =
    [
        new("--city", "DIR", null, "folder written by firmware-sim city; the server must have imported it"),
        new("--seed", "N", "7", "seed of the morning; the same city, seed, day and faults send the same events with the same ids"),
        new("--day", "YYYY-MM-DD", "", "day of the morning; by default the latest Monday to Friday with school that the server can take"),
        new("--speed", "N|max", "60", "simulated seconds a second, 0.1 to 100000: by the server's clock while that morning is on, by an own clock when it is past; max: as fast as acknowledged"),
        ServerOptions.Server, ServerOptions.Mqtt, ServerOptions.Grpc, ServerOptions.Ca, ServerOptions.Token,
        new("--grpc-share", "X", "0.3", "share of the sources that publish over gRPC, 0 to 1"),
        new("--connections", "N", "64", "MQTT connections that the sources share, 1 to 5000"),
        new("--streams", "N", "4", "gRPC streams that the sources share, 1 to 100"),
        ServerOptions.Secrets,
        new("--window", "N", "32", "unacknowledged messages an MQTT connection, 1 to 1000"),
        new("--duplicates", "PCT", "", "percent of the events that are sent a second time (default: the scenario's, 2)"),
        new("--reorder", "PCT", "", "percent of the events that arrive behind newer ones (default: the scenario's, 5)"),
        new("--malformed", "PCT", "", "payloads that must be rejected, percent of the scans (default: the scenario's, 0)"),
        new("--faults", "FILE", "", "scenario file in the form of Scenarios/morning.json (default: built in)"),
        new("--heartbeat", "SECONDS", "60", "time between two heartbeats of a kiosk, 5 to 3600"),
        new("--scale", "PCT", "100", "percent of the schools that take part; the others stay silent"),
        new("--ledger", "DIR", "", "folder for the ledger, written when everything is acknowledged"),
        new("--give-up", "SECONDS", "120", "stop when nothing was acknowledged for this long"),
        new("--tokens", null, null, "everybody shows a signed card, which the server issues first"),
        new("--dry-run", null, null, "send nothing; --day is required, the ledger is written"),
    ];

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(CommandLine line, TimeProvider time, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var folder = line.Text("--city");
        double? speed = line.Text("--speed") == "max" ? null : line.Number("--speed", 0.1, 100_000);
        var send = ReadSendOptions(line);
        var dry = line.Has("--dry-run");
        using var api = ServerOptions.Api(line, time);
        var clock = dry ? null : await api.WaitForClockAsync(send.GiveUp, stop).ConfigureAwait(false);
        var day = line.TextOrNull("--day") is { } text ? ReadDay(text)
            : clock is not null ? MorningClock.DefaultDay(clock, speed is null, SchoolCalendar.Read(folder))
            : throw new UsageException("morning: --dry-run needs --day");
        if (clock is not null) MorningClock.Check(day, clock, speed is null);

        var plan = MorningPlanner.Plan(
            SimCityReader.Read(folder, day), ReadScenario(line), line.Whole("--seed", 0, int.MaxValue), line.Whole("--heartbeat", 5, 3600), line.Number("--scale", 0.1, 100) / 100);
        Console.Error.WriteLine(Invariant(
            $"morning of {day:yyyy-MM-dd}: {plan.Events.Length} events, {plan.Events.Count(e => e.IsScan)} of them scans, {plan.Malformed} malformed, {plan.Duplicates} repeats; planned in {time.GetElapsedTime(began).TotalSeconds:0.0} s"));
        if (line.Has("--tokens") && !dry) plan.Tokens = await CardTokens.FetchAsync(plan.City, api, stop).ConfigureAwait(false);
        if (clock is not null) await SendAsync(plan, send, api, speed, time, stop).ConfigureAwait(false);
        if (line.TextOrNull("--ledger") is { } ledger) WriteLedger(plan, ledger);
        return 0;
    }

    private static async Task SendAsync(MorningPlan plan, SendOptions options, ServerApi api, double? speed, TimeProvider time, CancellationToken stop)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        // Asked again: planning took a while.
        var clock = await api.WaitForClockAsync(options.GiveUp, stop).ConfigureAwait(false);
        var (pacer, follows) = MorningClock.Choose(plan, clock, speed, time);
        Console.Error.WriteLine(Invariant(
            $"pace: {(speed is null ? "as fast as acknowledged" : follows ? $"the server's clock, {clock.Now.ToOffset(MorningPlan.Offset):yyyy-MM-dd HH:mm:ss} at {clock.Speed} times" : $"own clock at {speed} times, the morning is past on the server's")}"));
        var sender = new MorningSender(plan, options, pacer, time);
        var began = time.GetTimestamp();
        var beside = Task.WhenAll(
            follows ? MorningClock.FollowAsync(pacer, api, plan, time, done.Token) : Task.CompletedTask,
            ReportAsync(sender.Progress, pacer, speed is not null, began, time, done.Token));
        try
        {
            await sender.RunAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
            await beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        var seconds = time.GetElapsedTime(began).TotalSeconds;
        var p = sender.Progress;
        Console.WriteLine(Invariant(
            $"morning: {plan.Events.Length} events, {p.Acknowledged} acknowledged with repeats, {p.Rejected} rejected, {p.Retries} retries, {seconds:0.0} s, {p.Acknowledged / Math.Max(seconds, 0.001):0} events/s"));
    }

    private static async Task ReportAsync(SendProgress progress, Pacer pacer, bool paced, long began, TimeProvider time, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2), time);
        var last = 0L;
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
        {
            var now = progress.Acknowledged;
            var at = paced ? $" at {TimeSpan.FromMilliseconds(Math.Max(0, pacer.NowMs)):hh\\:mm\\:ss}" : "";
            Console.Error.WriteLine(Invariant(
                $"{time.GetElapsedTime(began).TotalSeconds,6:0} s{at}: {now}/{progress.Total} acknowledged ({(now - last) / 2}/s), {progress.Rejected} rejected, {progress.Retries} retries"));
            last = now;
        }
    }

    private static void WriteLedger(MorningPlan plan, string folder)
    {
        var meta = new LedgerMeta
        {
            Seed = plan.Seed, Day = plan.City.Day, Events = plan.Events.Length - plan.Malformed, Duplicates = plan.Duplicates, Malformed = plan.Malformed,
        };
        var truths = TruthKeeper.Compute(plan);
        LedgerFiles.Write(folder, meta, truths);
        var sum = new Contracts.Frames.AttendanceFigures();
        foreach (var truth in truths) sum.Add(truth.Figures);
        Console.WriteLine($"ledger: {truths.Count} groups in {folder}: {string.Join(", ", FigureNames.All.Select(n => $"{n} {FigureNames.Value(sum, n)}"))}");
    }

    private static Scenario ReadScenario(CommandLine line)
    {
        var scenario = Scenario.Load(line.TextOrNull("--faults"));
        return scenario with
        {
            Duplicates = Share("--duplicates", scenario.Duplicates),
            Reorder = Share("--reorder", scenario.Reorder),
            Malformed = Share("--malformed", scenario.Malformed),
        };

        double Share(string name, double otherwise) => line.TextOrNull(name) is null ? otherwise : line.Number(name, 0, 100) / 100;
    }

    private static SendOptions ReadSendOptions(CommandLine line) =>
        new()
        {
            Mqtt = ServerOptions.Broker(line),
            Trust = ServerOptions.Trust(line),
            Grpc = line.Address("--grpc"),
            GrpcShare = line.Number("--grpc-share", 0, 1),
            Connections = line.Whole("--connections", 1, 5000),
            Streams = line.Whole("--streams", 1, 100),
            Secrets = SourceSecrets.Load(line.TextOrNull("--secrets")),
            Window = line.Whole("--window", 1, 1000),
            GiveUp = TimeSpan.FromSeconds(line.Number("--give-up", 1, 86_400)),
        };

    private static DateOnly ReadDay(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day)
        ? day
        : throw new UsageException($"morning: --day is '{text}'; write YYYY-MM-DD");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
