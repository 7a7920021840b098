using EduDx.Contracts.Frames;
using EduDx.Live.City;
using EduDx.Log;

namespace EduDx.Ops.Hub;

/// <summary>The view <c>system</c>.</summary>
public sealed partial class SystemHealth
{
    private static readonly TimeSpan RateStep = TimeSpan.FromSeconds(2);
    private const int RateSteps = 60;

    private readonly DateTimeOffset _since = time.GetUtcNow().ToOffset(LocalTime.Offset);
    private readonly Queue<double> _rates = new();
    private long _stepStart = time.GetTimestamp();
    private long _stepAccepted;
    private int _viewers;

    /// <summary>Counts a viewer who came (1) or went (-1).</summary>
    public void Viewer(int change) => Interlocked.Add(ref _viewers, change);

    /// <summary>Takes the rate's next step when it is due; called once a second or oftener.</summary>
    public void Sample()
    {
        lock (_gate)
        {
            var elapsed = time.GetElapsedTime(_stepStart);
            if (elapsed < RateStep) return;
            var accepted = metrics.AcceptedTotal;
            _rates.Enqueue(Math.Round((accepted - _stepAccepted) / elapsed.TotalSeconds, 1));
            while (_rates.Count > RateSteps) _rates.Dequeue();
            (_stepStart, _stepAccepted) = (time.GetTimestamp(), accepted);
        }
    }

    internal SystemFrame Frame(FrameScope at, SystemLine line)
    {
        var disk = new DriveInfo(Path.GetFullPath(options.Data));
        double[] rates;
        lock (_gate) rates = [.. _rates];
        return new SystemFrame
        {
            Scope = at.Node.Id,
            Name = at.Node.Name,
            AsOf = LocalTime.At(at.NowMs),
            Offset = at.Offset,
            Date = at.Day,
            Path = at.Path,
            System = line,
            Counters = Counters(),
            RejectedBy = Counts(metrics.RejectedByReason),
            FlaggedBy = Counts(metrics.FlaggedByReason),
            Losses = Counts(metrics.Losses),
            Rates = rates,
            HistoryStore = history.StoreName,
            HistoryTrouble = history.Trouble,
            DiskFreeBytes = disk.AvailableFreeSpace,
            DiskBytes = disk.TotalSize,
            DiskFloorBytes = (long)options.Log.DiskFloorMiB << 20,
            Viewers = Volatile.Read(ref _viewers),
            Sessions = options.Mqtt.Broker is null ? metrics.Sessions : null,
            CertificateUntil = certificate is null ? null : LocalTime.At(certificate.NotAfter.ToUnixTimeMilliseconds()),
            MemoryBytes = Environment.WorkingSet,
            ListeningSince = _since,
        };
    }

    private static NamedCount[] Counts(IReadOnlyDictionary<string, long> counts) =>
        [.. counts.Where(c => c.Value > 0).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => new NamedCount(c.Key, c.Value))];
}
