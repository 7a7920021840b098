using System.Globalization;
using EduDx.Contracts.Frames;
using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.Devices;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Days;

/// <summary>Sends a day over real connections at the pace of the server's clock and returns when everything is acknowledged.</summary>
public sealed class DaySender(DayPlan plan, DayChannels channels, FloodKeeper floods, DayOutbox outbox, MalformedEvents malformed, TimeProvider time)
{
    private const long SliceMs = 5_000;

    /// <summary>Sends what happens in [<paramref name="fromMs"/>, <paramref name="toMs"/>), and answers how many events that were.</summary>
    public async Task<long> RunAsync(ClockAnswer clock, long fromMs, long toMs, CancellationToken stop)
    {
        var sending = channels.Run(stop);
        var (happened, events, anchor, report) = (new List<Event>(), 0L, (Now: clock.Now.ToUnixTimeMilliseconds(), Real: time.GetTimestamp()), 0L);
        // A server that is on in the middle of the day hears the day from there: what should have been on already is switched on now.
        var begin = Math.Max(fromMs, Now() / SliceMs * SliceMs);
        IDayActor[] actors = [.. plan.All];
        foreach (var actor in actors) actor.StartNotBefore(begin);
        for (var slice = begin; slice < toMs || outbox.Waiting > 0; slice += SliceMs)
        {
            while (Now() < slice + SliceMs) await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp((slice + SliceMs - Now()) / clock.Speed, 1, 1000)), time, stop).ConfigureAwait(false);
            happened.Clear();
            if (slice < toMs)
            {
                await floods.TurnAsync(slice, stop).ConfigureAwait(false);
                foreach (var actor in actors) actor.Emit(slice, slice + SliceMs, happened);
            }
            events += happened.Count;
            var deliver = outbox.Turn(happened, slice + SliceMs);
            malformed.AddTo(deliver);
            foreach (var e in deliver) await channels.SendAsync(e, stop).ConfigureAwait(false);
            if (time.GetElapsedTime(report).TotalSeconds < 5) continue;
            report = time.GetTimestamp();
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Local(slice)} (server {Local(Now())}): {channels.Progress.Acknowledged} acknowledged, {channels.Progress.Rejected} rejected, {channels.Progress.Retries} retries"));
        }
        channels.Complete();
        await sending.ConfigureAwait(false);
        return events;

        long Now() => anchor.Now + (long)(time.GetElapsedTime(anchor.Real).TotalMilliseconds * clock.Speed);
    }

    private static string Local(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(MorningPlan.Offset).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
