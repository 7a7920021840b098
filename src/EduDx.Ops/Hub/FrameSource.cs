using System.Collections.Concurrent;
using System.Text.Json;
using EduDx.Contracts.Frames;
using EduDx.Live.City;
using EduDx.Ops.Access;
using EduDx.Ops.Clock;

namespace EduDx.Ops.Hub;

/// <summary>
/// One encoder for each (view, scope) that someone watches. It looks often whether the figures moved, at most four times a second
/// builds and encodes the frame, once, and puts it where all its viewers find the newest. It waits for no viewer.
/// </summary>
public sealed class FrameSource(FrameBuilder builder, SystemHealth health, TimeProvider time, OpsOptions options) : BackgroundService
{
    // A look costs next to nothing while nothing moves. What moves after a quiet moment waits this long, and not the length of a frame.
    // Short also because it is what a frame is late by: with it four frames a second are 3.9.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan FrameEvery = TimeSpan.FromMilliseconds(250);

    // Also without an event time moves figures on, and the system line.
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<FrameRequest, Watched> _watched = new();

    /// <summary>Watches for one viewer. Dispose the lease when the viewer has gone.</summary>
    internal Lease Watch(FrameRequest request)
    {
        while (true)
        {
            var watched = _watched.GetOrAdd(request, _ => new Watched());
            lock (watched)
            {
                if (watched.Viewers < 0) continue;
                watched.Viewers++;
                health.Viewer(1);
                if (watched.Latest is null) Refresh(request, watched, builder.VersionOf(request), force: true);
                return new Lease(this, request, watched);
            }
        }
    }

    /// <summary>A heartbeat: the server's time alone.</summary>
    public Encoded Heartbeat() => Encode(null);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        var nextSample = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetTimestamp();
            if (now >= nextSample)
            {
                nextSample = now + Ticks(FrameEvery);
                health.Sample();
            }
            // Nobody is late for a frame that nobody waits for. Set only when it changes: setting it begins the period anew, and each look would come later than the last.
            var every = _watched.IsEmpty ? FrameEvery : LookEvery;
            if (timer.Period != every) timer.Period = every;
            var changes = builder.Changes;
            foreach (var (request, watched) in _watched)
            {
                var isRefresh = now >= watched.BuiltAt + Ticks(RefreshEvery);
                if (now < watched.DueAt || (changes == watched.Looked && !isRefresh)) continue;
                watched.Looked = changes;
                // Before the figures are read: what moves while they are is looked at again.
                var version = builder.VersionOf(request);
                if (!isRefresh && version == watched.Version) continue;
                // A viewer who comes first makes the first frame: an older one must not take the place of a newer.
                lock (watched) Refresh(request, watched, version, force: false);
            }
        }
    }

    private void Refresh(FrameRequest request, Watched watched, long version, bool force)
    {
        watched.Version = version;
        watched.BuiltAt = time.GetTimestamp();
        watched.DueAt = watched.BuiltAt + Ticks(FrameEvery);
        var frame = builder.BuildForWall(request, out var problem);
        // The as-of time alone is no change: the heartbeat carries that.
        if (!watched.Changed(frame) && !force) return;
        watched.Publish(frame is null ? null : Encode(frame), problem);
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private Encoded Encode(IWallFrame? frame)
    {
        var message = Frames.Message(frame);
        message.ServerTime = time.GetUtcNow().ToOffset(LocalTime.Offset);
        message.ClockSpeed = time is SimulatedClock simulated ? simulated.Speed : 1;
        message.Unprotected = options.Access.Mode == AccessMode.Open;
        return new(JsonSerializer.SerializeToUtf8Bytes(message, ContractJson.Readable.HubMessage));
    }

    private void Leave(FrameRequest request, Watched watched)
    {
        health.Viewer(-1);
        lock (watched)
        {
            if (--watched.Viewers > 0) return;
            watched.Viewers = -1;
            _watched.TryRemove(new(request, watched));
        }
    }

    /// <summary>The newest frame of one (view, scope), and a signal for the next.</summary>
    internal sealed class Watched
    {
        private volatile Slot _slot = new(null, null, new(TaskCreationOptions.RunContinuationsAsynchronously));

        public int Viewers;
        public long Version;
        public long BuiltAt;
        public long DueAt;
        public (long Views, long Alarms, long Model) Looked;

        private byte[] _figures = [];

        public Encoded? Latest => _slot.Frame;

        public bool Changed(IWallFrame? frame)
        {
            var figures = frame is null ? [] : JsonSerializer.SerializeToUtf8Bytes(Frames.Message(Frames.WithoutAsOf(frame)), ContractJson.Readable.HubMessage);
            var changed = !figures.AsSpan().SequenceEqual(_figures);
            _figures = figures;
            return changed;
        }

        public Slot Current => _slot;

        public void Publish(Encoded? frame, string? problem)
        {
            var before = _slot;
            _slot = new Slot(frame, problem, new(TaskCreationOptions.RunContinuationsAsynchronously));
            before.Next.TrySetResult();
        }
    }

    /// <summary>A frame, or why there is none.</summary>
    internal sealed record Slot(Encoded? Frame, string? Problem, TaskCompletionSource Next);

    /// <summary>One viewer's place.</summary>
    internal sealed class Lease(FrameSource source, FrameRequest request, Watched watched) : IDisposable
    {
        public Slot Current => watched.Current;

        public void Dispose() => source.Leave(request, watched);
    }
}
