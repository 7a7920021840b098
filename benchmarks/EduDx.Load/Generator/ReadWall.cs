namespace EduDx.Load.Generator;

/// <summary>One wall of the city's overview that is read whole, and when each of its frames came.</summary>
internal sealed class ReadWall : IAsyncDisposable
{
    // A frame of ten reference cities.
    private const int WholeMessage = 64 << 20;

    private readonly CancellationTokenSource _stop = new();
    private readonly WallViewer _wall;
    private Task _reading = Task.CompletedTask;

    private ReadWall() => _wall = new WallViewer(WholeMessage, Frames.Take);

    public FrameTimes Frames { get; } = new();

    /// <summary>KiB a frame.</summary>
    public double FrameKiB => _wall.Received / 1024.0 / Frames.Count;

    public static async Task<ReadWall> OpenAsync(int port)
    {
        var wall = new ReadWall();
        await wall._wall.OpenAsync(port);
        wall._reading = wall._wall.ReadAsync(wall._stop.Token);
        return wall;
    }

    /// <summary>Waits until a frame holds every event below the offset.</summary>
    public Task UntilAsync(long offset) =>
        Processes.UntilAsync(() => Task.FromResult(_reading.IsCompleted || Frames.Reached(offset)), "the wall has the last scan", TimeSpan.FromSeconds(30));

    /// <summary>Stops reading; throws what ended it before.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        try
        {
            await _reading;
        }
        finally
        {
            _wall.Dispose();
            _stop.Dispose();
        }
    }
}
