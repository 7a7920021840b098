using EduDx.Contracts.Frames;
using EduDx.Live.City;
using EduDx.Log;

namespace EduDx.Ops.Hub;

/// <summary>The view <c>system</c>.</summary>
public sealed partial class SystemHealth
{
    private readonly DateTimeOffset _since = time.GetUtcNow().ToOffset(LocalTime.Offset);
    private readonly StepCounts _rates = new(time);
    private int _viewers;

    /// <summary>Counts a viewer who came (1) or went (-1).</summary>
    public void Viewer(int change) => Interlocked.Add(ref _viewers, change);

    /// <summary>Takes the rate's next step when it is due; called once a second or oftener.</summary>
    public void Sample()
    {
        lock (_gate) _rates.Take(metrics.AcceptedTotal);
    }

    internal SystemFrame Frame(FrameScope at, SystemLine line)
    {
        var disk = new DriveInfo(Path.GetFullPath(options.Data));
        double[] rates;
        lock (_gate) rates = _rates.Counts;
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
