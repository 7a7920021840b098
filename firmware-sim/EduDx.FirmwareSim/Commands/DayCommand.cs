using System.Globalization;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Days;
using EduDx.FirmwareSim.Devices;
using EduDx.FirmwareSim.Ledger;

namespace EduDx.FirmwareSim.Commands;

/// <summary><c>firmware-sim day</c>: devices and meeting rooms, and with <c>--people</c> everybody, through a day, with faults, and the ledger of what is true.</summary>
public static class DayCommand
{
    /// <summary>What the command does.</summary>
    public const string Summary = "sends a day of devices, meeting rooms and people on the server's simulated clock, with faults, and writes its ledger";

    /// <summary>Its options.</summary>
    public static IReadOnlyList<CommandOption> Options { get; } =
    [
        new("--city", "DIR", null, "folder written by firmware-sim city; the server must have imported it"),
        new("--seed", "N", "7", "seed of the day; the same city, seed, day and faults send the same events with the same ids"),
        new("--day", "YYYY-MM-DD", "", "day; by default that of the server's clock"),
        new("--from", "HH:MM", "05:30", "the first event; the first staff come before 6:00"),
        new("--to", "HH:MM", "18:30", "the last event"),
        ServerOptions.Server, ServerOptions.Mqtt, ServerOptions.Grpc, ServerOptions.Ca, ServerOptions.Token,
        new("--mqtt-share", "X", "0.1", "share of the devices that publish over MQTT, 0 to 1; the others send through gateways over gRPC"),
        new("--connections", "N", "8", "MQTT connections, 1 to 1000"),
        ServerOptions.Secrets,
        new("--streams", "N", "4", "gRPC streams, 1 to 100"),
        new("--duplicates", "PCT", "2", "percent of the events that are sent a second time"),
        new("--reorder", "PCT", "5", "percent of the events that arrive up to 20 s behind newer ones"),
        new("--malformed", "PCT", "0", "events that must be kept and rejected, percent of those that are sent"),
        new("--people", null, null, "also the people: scans, rolls and corrections of both sessions, kitchens, meals and naps"),
        new("--fault", "NAME[:ARG],...", "", "what goes wrong: " + DayFaults.Help),
        new("--without-kiosks", null, null, "leave the kiosks to firmware-sim morning"),
        new("--only-kiosks", null, null, "the kiosks alone; with --from 08:00 they go on where firmware-sim morning ends"),
        new("--scale", "PCT", "100", "percent of the schools that take part; the others stay silent"),
        new("--ledger", "DIR", "", "folder for the ledger, written when everything is acknowledged"),
        new("--give-up", "SECONDS", "120", "stop when the server's clock does not answer for this long"),
    ];

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(CommandLine line, TimeProvider time, CancellationToken stop)
    {
        using var api = ServerOptions.Api(line, time);
        var clock = await api.WaitForClockAsync(TimeSpan.FromSeconds(line.Number("--give-up", 1, 86_400)), stop).ConfigureAwait(false);
        var day = DateOnly.FromDateTime(clock.Now.ToOffset(Scenarios.MorningPlan.Offset).DateTime);
        if (line.TextOrNull("--day") is { } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", out day)) throw new UsageException($"day: --day is '{text}'; write YYYY-MM-DD");
        var (from, to) = (Minutes(line, "--from"), Minutes(line, "--to"));
        if (to <= from) throw new UsageException("day: --to must be after --from");
        var seed = line.Whole("--seed", 0, int.MaxValue);
        var (kiosks, people) = (line.Has("--only-kiosks") ? KioskChoice.Alone : line.Has("--without-kiosks") ? KioskChoice.None : KioskChoice.Too, line.Has("--people"));
        if (people && kiosks != KioskChoice.Too) throw new UsageException("day: --people needs the kiosks too; leave --only-kiosks and --without-kiosks out");
        var plan = DayPlanner.Plan(SimCityReader.Read(line.Text("--city"), day), seed, from, to, line.Number("--scale", 0.1, 100) / 100, kiosks, DayFaults.Parse(line.TextOrNull("--fault"), people), people);
        Console.Error.WriteLine($"day of {day:yyyy-MM-dd}: {plan.Actors.Length} devices, {plan.Rooms.Count()} of them rooms; {plan.People?.Events.Count(e => e.IsScan) ?? 0} scans of people; {plan.Expected.Count} alarms expected");
        // Planning took a while.
        clock = await api.WaitForClockAsync(TimeSpan.FromSeconds(line.Number("--give-up", 1, 86_400)), stop).ConfigureAwait(false);
        var counts = await SendAsync(plan, line, api, clock, from, to, time, stop).ConfigureAwait(false);
        if (line.TextOrNull("--ledger") is { } folder) DayLedger.Write(folder, plan, counts, plan.MidnightMs + to * 60_000L);
        return 0;
    }

    private static async Task<DayCounts> SendAsync(DayPlan plan, CommandLine line, ServerApi api, Contracts.Frames.ClockAnswer clock, int from, int to, TimeProvider time, CancellationToken stop)
    {
        var secrets = SourceSecrets.Load(line.TextOrNull("--secrets"));
        using var channels = new DayChannels(
            line.Address("--grpc"), ServerOptions.Trust(line), line.Whole("--streams", 1, 100), ServerOptions.Broker(line), line.Whole("--connections", 1, 1000), line.Number("--mqtt-share", 0, 1), secrets, time);
        var outbox = new DayOutbox(plan.Seed, line.Number("--duplicates", 0, 100) / 100, line.Number("--reorder", 0, 100) / 100);
        var malformed = new MalformedEvents(plan.Seed, line.Number("--malformed", 0, 100) / 100, known: secrets is not null);
        var floods = new FloodKeeper(plan, api, TimeSpan.FromSeconds(line.Number("--give-up", 1, 86_400)), time);
        var began = time.GetTimestamp();
        var events = await new DaySender(plan, channels, floods, outbox, malformed, time)
            .RunAsync(clock, plan.MidnightMs + from * 60_000L, plan.MidnightMs + to * 60_000L, stop).ConfigureAwait(false);
        var (progress, seconds) = (channels.Progress, time.GetElapsedTime(began).TotalSeconds);
        Console.WriteLine(Invariant($"day: {events} events, {outbox.Duplicates} repeats, {malformed.Made} malformed, {progress.Acknowledged} acknowledged, {progress.Rejected} rejected, {progress.Retries} retries, {seconds:0.0} s, {progress.Acknowledged / Math.Max(seconds, 0.001):0} events/s"));
        if (progress.FirstReason is { } why) Console.Error.WriteLine($"the first rejection: {why}");
        return new DayCounts(events, malformed.Made);
    }

    private static int Minutes(CommandLine line, string option) => TimeOnly.TryParseExact(line.Text(option), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? time.Hour * 60 + time.Minute
        : throw new UsageException($"day: {option} is '{line.Text(option)}'; write HH:MM");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
