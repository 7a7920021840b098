using System.Globalization;
using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Days;
using EduDx.FirmwareSim.Devices;
using EduDx.FirmwareSim.Ledger;
using Grpc.Net.Client;

namespace EduDx.FirmwareSim.Commands;

/// <summary><c>firmware-sim day</c>: devices and meeting rooms through a day, with faults, and the ledger of what is true.</summary>
public static class DayCommand
{
    private const long SliceMs = 5_000;

    /// <summary>What the command does.</summary>
    public const string Summary = "sends a day of devices and meeting rooms on the server's simulated clock, with faults, and writes its ledger";

    /// <summary>Its options.</summary>
    public static IReadOnlyList<CommandOption> Options { get; } =
    [
        new("--city", "DIR", null, "folder written by firmware-sim city; the server must have imported it"),
        new("--seed", "N", "7", "seed of the day; the same city, seed, day and faults send the same events with the same ids"),
        new("--day", "YYYY-MM-DD", "", "day; by default that of the server's clock"),
        new("--from", "HH:MM", "06:00", "the first event"),
        new("--to", "HH:MM", "18:30", "the last event"),
        new("--server", "URL", "http://127.0.0.1:8080", "HTTP address of the server, for its clock"),
        new("--mqtt", "HOST:PORT", "127.0.0.1:1883", "MQTT broker"),
        new("--grpc", "URL", "http://127.0.0.1:8081", "gRPC address of the server"),
        new("--mqtt-share", "X", "0.1", "share of the devices that publish over MQTT, 0 to 1; the others send through gateways over gRPC"),
        new("--connections", "N", "8", "MQTT connections, 1 to 1000"),
        new("--streams", "N", "4", "gRPC streams, 1 to 100"),
        new("--duplicates", "PCT", "2", "percent of the events that are sent a second time"),
        new("--reorder", "PCT", "5", "percent of the events that arrive up to 20 s behind newer ones"),
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
        using var api = new ServerApi(line.Address("--server"), time);
        var clock = await api.WaitForClockAsync(TimeSpan.FromSeconds(line.Number("--give-up", 1, 86_400)), stop).ConfigureAwait(false);
        var day = DateOnly.FromDateTime(clock.Now.ToOffset(Scenarios.MorningPlan.Offset).DateTime);
        if (line.TextOrNull("--day") is { } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", out day)) throw new UsageException($"day: --day is '{text}'; write YYYY-MM-DD");
        var (from, to) = (Minutes(line, "--from"), Minutes(line, "--to"));
        if (to <= from) throw new UsageException("day: --to must be after --from");
        var seed = line.Whole("--seed", 0, int.MaxValue);
        var plan = DayPlanner.Plan(
            SimCityReader.Read(line.Text("--city"), day), seed, from, to, line.Number("--scale", 0.1, 100) / 100, line.Has("--only-kiosks") ? KioskChoice.Alone : line.Has("--without-kiosks") ? KioskChoice.None : KioskChoice.Too, DayFaults.Parse(line.TextOrNull("--fault")));
        Console.Error.WriteLine($"day of {day:yyyy-MM-dd}: {plan.Actors.Length} devices, {plan.Rooms.Count()} of them rooms; {plan.Expected.Count} alarms expected");
        await SendAsync(plan, line, api, clock, from, to, time, stop).ConfigureAwait(false);
        if (line.TextOrNull("--ledger") is { } folder) DayLedger.Write(folder, plan, plan.MidnightMs + to * 60_000L);
        return 0;
    }

    private static async Task SendAsync(DayPlan plan, CommandLine line, ServerApi api, Contracts.Frames.ClockAnswer clock, int from, int to, TimeProvider time, CancellationToken stop)
    {
        var broker = line.Text("--mqtt").Split(':');
        if (broker.Length != 2 || !ushort.TryParse(broker[1], out var port)) throw new UsageException($"day: --mqtt is '{line.Text("--mqtt")}'; give HOST:PORT");
        var (share, began, progress) = (line.Number("--mqtt-share", 0, 1), time.GetTimestamp(), new SendProgress(time, 0));
        using var channel = GrpcChannel.ForAddress(line.Address("--grpc"));
        var streams = Enumerable.Range(0, line.Whole("--streams", 1, 100)).Select(i => new EventStream(new Ingest.IngestClient(channel), i, progress, time)).ToArray();
        var publishers = Enumerable.Range(0, share > 0 ? line.Whole("--connections", 1, 1000) : 0).Select(i => new EventPublisher(i, (broker[0], port), progress, time)).ToArray();
        var sending = streams.Select(s => s.RunAsync(stop)).Concat(publishers.Select(p => p.RunAsync(stop))).ToArray();
        var outbox = new DayOutbox(plan.Seed, line.Number("--duplicates", 0, 100) / 100, line.Number("--reorder", 0, 100) / 100);
        var (happened, events, anchor, report) = (new List<Event>(), 0L, (Now: clock.Now.ToUnixTimeMilliseconds(), Real: time.GetTimestamp()), 0L);
        var end = plan.MidnightMs + to * 60_000L;
        // A server that is on in the middle of the day hears the day from there: what should have been on already is switched on now.
        var begin = Math.Max(plan.MidnightMs + from * 60_000L, Now() / SliceMs * SliceMs);
        foreach (var actor in plan.Actors) actor.StartNotBefore(begin);
        for (var slice = begin; slice < end || outbox.Waiting > 0; slice += SliceMs)
        {
            while (Now() < slice + SliceMs) await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp((slice + SliceMs - Now()) / clock.Speed, 1, 1000)), time, stop).ConfigureAwait(false);
            happened.Clear();
            if (slice < end)
            {
                foreach (var actor in plan.Actors) actor.Emit(slice, slice + SliceMs, happened);
            }
            events += happened.Count;
            foreach (var e in outbox.Turn(happened, slice + SliceMs))
            {
                var number = Lane(e);
                if (publishers.Length > 0 && number % 1000 < share * 1000) await publishers[number % publishers.Length].SendAsync(e, stop).ConfigureAwait(false);
                else await streams[number % streams.Length].SendAsync(e, stop).ConfigureAwait(false);
            }
            if (time.GetElapsedTime(report).TotalSeconds < 5) continue;
            report = time.GetTimestamp();
            Console.Error.WriteLine(Invariant($"{DateTimeOffset.FromUnixTimeMilliseconds(slice).ToOffset(Scenarios.MorningPlan.Offset):HH:mm:ss} (server {DateTimeOffset.FromUnixTimeMilliseconds(Now()).ToOffset(Scenarios.MorningPlan.Offset):HH:mm:ss}): {progress.Acknowledged} acknowledged, {progress.Rejected} rejected, {progress.Retries} retries"));
        }
        foreach (var stream in streams) stream.Complete();
        foreach (var publisher in publishers) publisher.Complete();
        await Task.WhenAll(sending).ConfigureAwait(false);
        foreach (var publisher in publishers) publisher.Dispose();
        var seconds = time.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(Invariant($"day: {events} events, {outbox.Duplicates} repeats, {progress.Acknowledged} acknowledged, {progress.Rejected} rejected, {progress.Retries} retries, {seconds:0.0} s, {progress.Acknowledged / Math.Max(seconds, 0.001):0} events/s"));
        if (progress.FirstReason is { } why) Console.Error.WriteLine($"the first rejection: {why}");

        long Now() => anchor.Now + (long)(time.GetElapsedTime(anchor.Real).TotalMilliseconds * clock.Speed);
    }

    // A device keeps its lane, so that its own events stay in order but for those that are meant to be late.
    private static int Lane(Event e)
    {
        var hash = 2166136261u;
        foreach (var c in e.School) hash = (hash ^ c) * 16777619;
        foreach (var c in e.Source) hash = (hash ^ c) * 16777619;
        return (int)(hash & 0x7FFFFFFF);
    }

    private static int Minutes(CommandLine line, string option) => TimeOnly.TryParseExact(line.Text(option), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? time.Hour * 60 + time.Minute
        : throw new UsageException($"day: {option} is '{line.Text(option)}'; write HH:MM");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
