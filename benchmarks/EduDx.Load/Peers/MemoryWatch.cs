namespace EduDx.Load.Peers;

/// <summary>Looks at the server's memory ten times a second, from its beginning until it is disposed.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<double> _megabytes = [];
    private readonly Task _watching;

    public MemoryWatch(OpsPeer server) => _watching = Task.Run(() => WatchAsync(server));

    /// <summary>What was seen, MB of the process in the machine's memory; whole once it is disposed.</summary>
    public IReadOnlyList<double> Megabytes => _megabytes;

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync(OpsPeer server)
    {
        while (!_stop.IsCancellationRequested)
        {
            _megabytes.Add(server.WorkingSet / 1e6);
            await Task.Delay(Every, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
