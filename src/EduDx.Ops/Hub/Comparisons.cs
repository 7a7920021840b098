using System.Collections.Concurrent;
using EduDx.Contracts.Frames;
using EduDx.History;
using EduDx.Live.City;

namespace EduDx.Ops.Hub;

/// <summary>
/// The same weekday of the last four weeks, from history. Asked for in the background and kept: a frame never waits for the store. That there is no such day yet is
/// no answer: it is asked again after a minute, because history may only be on its way.
/// </summary>
public sealed partial class Comparisons(IHistoryStore store, TimeProvider time, ILogger<Comparisons> logger) : BackgroundService
{
    private const int Weeks = 4;
    private const int MaxKept = 4096;
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(int Node, DateOnly Day, Period Period), Comparison> _kept = new();
    // When history had nothing, by the clock that cannot be set.
    private readonly ConcurrentDictionary<(int Node, DateOnly Day, Period Period), long> _nothing = new();
    private readonly System.Threading.Channels.Channel<(Node Node, DateOnly Day, Period Period)> _asked =
        System.Threading.Channels.Channel.CreateBounded<(Node, DateOnly, Period)>(
            new System.Threading.Channels.BoundedChannelOptions(256) { FullMode = System.Threading.Channels.BoundedChannelFullMode.DropWrite });

    /// <summary>The comparison, or null while it is not known or history has no such day.</summary>
    public Comparison? For(Node node, DateOnly day, Period period)
    {
        // Campuses have no figures of their own in history.
        if (node.Kind == NodeKind.Campus) return null;
        if (_kept.TryGetValue((node.Key, day, period), out var known)) return known;
        if (IsDue(node, day, period)) _asked.Writer.TryWrite((node, day, period));
        return null;
    }

    private bool IsDue(Node node, DateOnly day, Period period) =>
        !_kept.ContainsKey((node.Key, day, period)) && !(_nothing.TryGetValue((node.Key, day, period), out var asked) && time.GetElapsedTime(asked) < AskAgain);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (node, day, period) in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            if (!IsDue(node, day, period)) continue;
            if (_kept.Count >= MaxKept) _kept.Clear();
            if (_nothing.Count >= MaxKept) _nothing.Clear();
            try
            {
                if (await QueryAsync(node, day, period, stoppingToken) is { } answer) _kept[(node.Key, day, period)] = answer;
                else _nothing[(node.Key, day, period)] = time.GetTimestamp();
            }
            catch (HistoryUnavailableException e)
            {
                // Asked again with the next frame.
                NotNow(e.Message);
            }
        }
    }

    private async Task<Comparison?> QueryAsync(Node node, DateOnly day, Period period, CancellationToken cancel)
    {
        SessionKind[] sessions = period == Period.Morning ? [SessionKind.Morning, SessionKind.Day] : [SessionKind.Afternoon, SessionKind.Day];
        var rows = await store.QueryAsync(new SeriesQuery(
            Series.Attendance, node.Kind, node.Key, null, LocalTime.StartMs(day.AddDays(-7 * Weeks)), LocalTime.StartMs(day),
            new Bucket(1, BucketUnit.Day), Staff: false, sessions), cancel);
        var same = rows.Where(r => LocalTime.DayOf(r.BucketMs).DayOfWeek == day.DayOfWeek && IsKnown(r.Counts)).Select(r => r.Counts).ToArray();
        if (same.Length == 0) return null;
        return new Comparison
        {
            Days = same.Length,
            PresentPct = Math.Round(Median(same.Select(c => 100.0 * (c.Present + c.Late) / (c.Enrolled - c.Off))), 1),
            Absent = (int)Median(same.Select(c => (double)c.Absent + c.Excused)),
            Late = (int)Median(same.Select(c => (double)c.Late)),
        };
    }

    // A day that was mostly off or mostly unknown compares with nothing.
    private static bool IsKnown(in Live.Attendance.StateCounts counts) => counts.Enrolled > 0 && (counts.Off + counts.Unknown) * 2 < counts.Enrolled;

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    [LoggerMessage(401, LogLevel.Debug, "No comparison with past weeks yet: {Why}")]
    private partial void NotNow(string why);
}
