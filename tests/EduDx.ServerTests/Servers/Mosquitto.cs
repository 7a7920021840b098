using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EduDx.ServerTests.History;

namespace EduDx.ServerTests.Servers;

/// <summary>A real Mosquitto on a free port, with a store that outlives it.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edudx-mosquitto-").FullName;
    private Process? _process;

    public int Port { get; } = RealServer.FreePort();

    /// <summary>Port over TLS, when it was started with a certificate.</summary>
    public int TlsPort { get; } = RealServer.FreePort();

    /// <summary>Starts it.</summary>
    /// <param name="access">Its settings about who may come in; everybody without any. <c>FOLDER</c> stands for its folder.</param>
    /// <param name="tls">Settings of a second listener, <see cref="TlsPort"/>.</param>
    /// <param name="passwords">Lines <c>user:password</c>, hashed by its own program.</param>
    public static async Task<Mosquitto> StartedAsync(string access = "allow_anonymous true", string? passwords = null, string? tls = null)
    {
        var broker = new Mosquitto();
        // Started by root it steps down to a user of its own, who must be able to write here.
        await File.WriteAllTextAsync(Path.Combine(broker._folder, "mosquitto.conf"), $"""
            listener {broker.Port} 127.0.0.1
            {(tls is null ? "" : $"listener {broker.TlsPort} 127.0.0.1\n{tls}")}
            {access.Replace("FOLDER", broker._folder, StringComparison.Ordinal)}
            user root
            persistence true
            persistence_location {broker._folder}/
            autosave_interval 1
            autosave_on_changes true
            max_queued_messages 100000
            max_inflight_messages 0
            """);
        if (passwords is not null)
        {
            var file = Path.Combine(broker._folder, "passwords");
            await File.WriteAllTextAsync(file, passwords);
            var (code, said) = await Tool.RunAsync("mosquitto_passwd", ["-U", file]);
            Assert.True(code == 0, said);
        }
        await broker.StartAsync();
        return broker;
    }

    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo("mosquitto", ["-c", Path.Combine(_folder, "mosquitto.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await Until.TrueAsync(AnswersAsync, "mosquitto listens");
    }

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) await KillAsync();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        Assert.False(_process!.HasExited, "mosquitto ended by itself");
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
