using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.Devices;

namespace EduDx.FirmwareSim.Days;

/// <summary>Tells the server about the floods of a day at their times, and writes down when it says that schools were closed and reopened. A server that is being restarted is asked again, and asked first whether it has heard already.</summary>
public sealed class FloodKeeper(DayPlan plan, ServerApi api, TimeSpan patience, TimeProvider time)
{
    private const string By = "firmware-sim";
    private readonly Dictionary<Flood, long> _closed = [];
    private readonly HashSet<Flood> _reopened = [];

    /// <summary>Does what is due at <paramref name="nowMs"/>.</summary>
    public async Task TurnAsync(long nowMs, CancellationToken stop)
    {
        foreach (var flood in plan.Floods)
        {
            if (nowMs >= flood.ClosesMs && !_closed.ContainsKey(flood))
            {
                var card = await UntilHeardAsync(flood, "inForce", () => api.CloseAsync(
                    new ClosureAction { Nodes = [.. flood.Schools.Select(s => s.Id)], Status = "flooded", Reason = flood.Reason, By = By }, stop), stop).ConfigureAwait(false);
                _closed[flood] = card.Id;
                foreach (var school in flood.Schools) school.Closed = (MinuteOf(card.At), 24 * 60);
                await Console.Error.WriteLineAsync($"flood: {flood.Schools.Length} schools are closed ({flood.Reason})").ConfigureAwait(false);
            }
            if (flood.ReopensMs is not { } reopens || nowMs < reopens || !_reopened.Add(flood)) continue;
            var opened = await UntilHeardAsync(flood, "reopened", () => api.ReopenAsync(_closed[flood], new ClosureStepAction { By = By }, stop), stop).ConfigureAwait(false);
            // The minute in which it was reopened still counts as closed.
            foreach (var school in flood.Schools) school.Closed = (school.Closed!.Value.From, MinuteOf(opened.EndedAt!.Value.AddMinutes(1).AddTicks(-1)));
            await Console.Error.WriteLineAsync($"flood: {flood.Schools.Length} schools are reopened ({flood.Reason})").ConfigureAwait(false);
        }
    }

    private int MinuteOf(DateTimeOffset at) => (int)((at.ToUnixTimeMilliseconds() - plan.MidnightMs) / 60_000);

    private async Task<ClosureCard> UntilHeardAsync(Flood flood, string state, Func<Task<ClosureCard>> tell, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                // An answer may have been lost with the server: an action that is there already is not told again.
                var known = (await api.ClosuresAsync(stop).ConfigureAwait(false)).Closures.FirstOrDefault(c => c.Reason == flood.Reason && c.State == state);
                return known ?? await tell().ConfigureAwait(false);
            }
            catch (ServerException) when (time.GetElapsedTime(began) < patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), time, stop).ConfigureAwait(false);
            }
        }
    }
}
