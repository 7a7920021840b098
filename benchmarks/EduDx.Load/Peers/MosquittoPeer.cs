using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EduDx.Load.Peers;

/// <summary>Mosquitto of the distribution, without persistence and without Nagle's delay, with no limit on what is in flight.</summary>
internal sealed class MosquittoPeer() : Peer("mosquitto", "stores nothing")
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edudx-mosquitto-");
    private Process? _process;

    public override async Task StartAsync()
    {
        Port = Processes.FreePort();
        var config = Path.Combine(_folder.FullName, "mosquitto.conf");
        await File.WriteAllTextAsync(config, $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            user root
            persistence false
            set_tcp_nodelay true
            max_inflight_messages 0
            log_type none
            """);
        _process = Process.Start(new ProcessStartInfo("mosquitto", ["-c", config]))!;
        for (var tries = 0; ; tries++)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (tries < 100)
            {
                await Task.Delay(50);
            }
        }
    }

    public override Task<long?> AllocatedAsync() => Task.FromResult<long?>(null);

    public override Task<long?> SettleAsync() => Task.FromResult<long?>(null);

    public override async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }
}
