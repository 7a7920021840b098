using System.Collections.Concurrent;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>
/// Lets connections go that were silent for one and a half of their keep-alives (MQTT 5, 3.1.2.10). The broker's own monitor goes by the wall clock: setting that
/// an hour ahead would end every connection, and each Last Will would call its device offline. This one measures with a clock that cannot be set.
/// </summary>
internal sealed class KeepAliveWatch : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    // A longer turn is a process that stood still: who could not be read was not silent.
    private const long StoodStillMs = 2000;

    private readonly ConcurrentDictionary<PublishFront, bool> _fronts = new();
    private readonly Timer _timer;
    private long _lastTurn = Environment.TickCount64;

    public KeepAliveWatch() => _timer = new Timer(_ => Turn(), null, Every, Every);

    public void Add(PublishFront front) => _fronts[front] = true;

    public void Remove(PublishFront front) => _fronts.TryRemove(front, out _);

    public void Dispose() => _timer.Dispose();

    private void Turn()
    {
        var now = Environment.TickCount64;
        var stoodStill = now - Interlocked.Exchange(ref _lastTurn, now) > StoodStillMs;
        foreach (var (front, _) in _fronts)
        {
            if (stoodStill) front.Session.Excuse(now);
            else front.EndIfSilent(now);
        }
    }
}
