using HdrHistogram;

namespace EduDx.Load.Generator;

/// <summary>Many walls of one view on the threads of this process: how many frames each gets, and how old they are when they come.</summary>
internal sealed class WallCrowd : IAsyncDisposable
{
    // Enough for the server's time and whether it is a frame; figures are not looked at.
    private const int Head = 256;
    private const int StalledWindow = 16 * 1024;

    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    private readonly WallViewer[] _walls;
    private readonly long[] _frames;
    private readonly TimeSpan _ahead;
    private readonly CancellationTokenSource _stop = new();
    private LongConcurrentHistogram _ages = NewAges();
    private Task[] _running = [];

    /// <param name="count">Walls.</param>
    /// <param name="ahead">By how much the server's clock is ahead of this machine's.</param>
    /// <param name="mayStall">The last wall is one that <see cref="Stall"/> stops: its own system takes in little for it.</param>
    public WallCrowd(int count, TimeSpan ahead, bool mayStall = false)
    {
        (_ahead, _frames) = (ahead, new long[count]);
        _walls = [.. Enumerable.Range(0, count).Select(i => new WallViewer(Head, item => Take(i, item), mayStall && i == count - 1 ? StalledWindow : null))];
    }

    /// <summary>Frames that each wall has got.</summary>
    public long[] Frames => [.. _frames.Select((_, i) => Volatile.Read(ref _frames[i]))];

    /// <summary>Bytes that all walls have got.</summary>
    public long Received => _walls.Sum(w => w.Received);

    public async Task OpenAsync(int port)
    {
        var running = new List<Task>();
        foreach (var wall in _walls)
        {
            await wall.OpenAsync(port);
            running.Add(Task.Run(() => wall.ReadAsync(_stop.Token)));
        }
        _running = [.. running, Task.Run(PingAsync)];
    }

    /// <summary>Lets so much time pass.</summary>
    /// <returns>Of the frames that came meanwhile: their age, microseconds from the server's time in them to here.</returns>
    public async Task<LongConcurrentHistogram> WatchAsync(TimeSpan length)
    {
        var ages = _ages = NewAges();
        var ended = await Task.WhenAny([Task.Delay(length), .. _running]);
        if (ended.IsFaulted) await ended;
        _ages = NewAges();
        return ages;
    }

    /// <summary>The last wall stops reading, or goes on.</summary>
    public void Stall(bool stalled) => _walls[^1].Stalled = stalled;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).WaitAsync(TimeSpan.FromSeconds(20)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var wall in _walls) wall.Dispose();
        _stop.Dispose();
    }

    private static LongConcurrentHistogram NewAges() => new(1, 60_000_000, 3);

    private void Take(int wall, WallItem item)
    {
        if (!item.IsFrame) return;
        Volatile.Write(ref _frames[wall], _frames[wall] + 1);
        var age = DateTimeOffset.UtcNow + _ahead - item.ServerTime;
        Volatile.Read(ref _ages).RecordValue((long)Math.Clamp(age.TotalMicroseconds, 0, 60_000_000));
    }

    private async Task PingAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(PingEvery, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested) return;
            foreach (var wall in _walls) await wall.PingAsync();
        }
    }
}
