using System.Diagnostics;

namespace EduDx.Load.Peers;

/// <summary>A peer of this program, started as a process of its own: <see cref="PeerMain"/> is its other half.</summary>
/// <param name="name">Which.</param>
/// <param name="what">What it does.</param>
/// <param name="size">Bytes of what it sends by itself; only of <c>frames</c>.</param>
internal sealed class ChildPeer(string name, string what, int size = 0) : Peer(name, what)
{
    private Process? _process;

    public override async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [typeof(ChildPeer).Assembly.Location, "peer", Name, size.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Port = (int)await AskAsync("port");
    }

    public override async Task<long?> AllocatedAsync() => await AskAsync("bytes");

    public override Task<long?> SettleAsync() => Task.FromResult<long?>(null);

    public override async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10))) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<long> AskAsync(string what)
    {
        await _process!.StandardInput.WriteLineAsync(what);
        var answer = await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        return long.Parse(answer!, CultureInfo.InvariantCulture);
    }
}
