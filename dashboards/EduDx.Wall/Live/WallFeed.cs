using EduDx.Contracts.Frames;
using EduDx.Wall.Walls;
using Microsoft.AspNetCore.SignalR;

namespace EduDx.Wall.Live;

/// <summary>
/// What one wall has heard: asks for the address, retries for ever, and asks again from the start after every loss.
/// Everything runs on the page's one thread; <see cref="Changed"/> is raised on each item and each second.
/// </summary>
public sealed class WallFeed(IWallHub hub, TimeProvider time) : IAsyncDisposable
{
    /// <summary>A connection that gives nothing for this long is dropped: a half-open socket says nothing for minutes.</summary>
    public static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(5);

    private readonly RetryDelays _delays = new(unchecked((int)time.GetTimestamp()));
    private CancellationTokenSource _stop = new();
    private ITimer? _second;
    private Task _running = Task.CompletedTask;
    private int _failures;
    private long? _lastItem;
    private WallAddress? _address;

    /// <summary>Something to draw.</summary>
    public event Action? Changed;

    /// <summary>The server's clock.</summary>
    public ServerClock Clock { get; } = new(time);
    /// <summary>The last frame of this address; null before the first.</summary>
    public IWallFrame? Frame { get; private set; }
    /// <summary>Server time of the last item: the figures hold as of then, because a heartbeat says that nothing changed.</summary>
    public DateTimeOffset? LastItemAt { get; private set; }
    /// <summary>Why the server refuses this address; null when it does not.</summary>
    public string? Refusal { get; private set; }
    /// <summary>True when the server lets in whoever reaches it.</summary>
    public bool Unprotected { get; private set; }
    /// <summary>How old the figures are.</summary>
    public Freshness Freshness
    {
        get
        {
            var judged = Freshness.Of(Frame is null || _lastItem is null ? null : time.GetElapsedTime(_lastItem.Value));
            return Lost && judged.State == TileState.Live ? judged with { State = TileState.Late } : judged;
        }
    }
    /// <summary>True when no item has come for long, or attempts fail: a server that is gone is said before the figures are old.</summary>
    public bool Lost => Refusal is null && (_failures > 2 || (_lastItem is { } at && Freshness.Of(time.GetElapsedTime(at)).Lost));

    /// <summary>Shows another address; the same one again changes nothing.</summary>
    public async Task Show(WallAddress address)
    {
        if (_address is { } old && old.SameStream(address))
        {
            return;
        }
        _second ??= time.CreateTimer(_ => Changed?.Invoke(), null, Freshness.Cadence, Freshness.Cadence);
        await StopRunning();
        _address = address;
        (Frame, Refusal) = (null, null);
        _delays.Reset();
        _stop = new CancellationTokenSource();
        _running = Run(address, _stop.Token);
    }

    private async Task Run(WallAddress address, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Listen(address, ct);
            }
            catch (HubException refused)
            {
                // The server is there and says no: asked again, because a registry may be imported meanwhile.
                (Refusal, Frame, _failures) = (Reason(refused.Message), null, 0);
            }
            catch (Exception) when (!ct.IsCancellationRequested)
            {
                // Whatever broke it, the answer is the same: a new connection, and the banner says that figures are old.
                (Refusal, _failures) = (null, _failures + 1);
                await DropQuietly();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            Changed?.Invoke();
            try
            {
                await Task.Delay(_delays.Next(), time, ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task Listen(WallAddress address, CancellationToken ct)
    {
        using var silence = new CancellationTokenSource(SilenceLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
        await foreach (var item in hub.Watch(address, either.Token))
        {
            silence.CancelAfter(SilenceLimit);
            ct.ThrowIfCancellationRequested();
            Take(item);
        }
        silence.Token.ThrowIfCancellationRequested();
    }

    private void Take(HubMessage item)
    {
        _lastItem = time.GetTimestamp();
        LastItemAt = item.ServerTime;
        Clock.Set(item.ServerTime, item.ClockSpeed);
        Frame = item.Any ?? Frame;
        Unprotected = item.Unprotected;
        Refusal = null;
        _failures = 0;
        _delays.Reset();
        Changed?.Invoke();
    }

    /// <summary>SignalR puts its own sentence before the server's.</summary>
    private static string Reason(string message)
    {
        const string mark = "HubException: ";
        var at = message.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? message : message[(at + mark.Length)..];
    }

    private async Task DropQuietly()
    {
        try
        {
            await hub.Drop();
        }
        catch (Exception)
        {
            // The connection was broken already; the next attempt makes its own.
        }
    }

    private async Task StopRunning()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Changed = null;
        if (_second is not null)
        {
            await _second.DisposeAsync();
        }
        await StopRunning();
    }
}
