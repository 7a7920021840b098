using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EduDx.ServerTests.History;

/// <summary>A database server of the machine, started on loopback with data of its own, and ended by its id.</summary>
internal sealed class RealServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private RealServer(Process process, string url, string folder)
    {
        _process = process;
        Url = url;
        Folder = folder;
    }

    public string Url { get; }
    public string Folder { get; }
    public HttpClient Http { get; } = new();

    /// <param name="at">A port that someone has been told already; null takes a free one.</param>
    public static Task<RealServer> InfluxAsync(int? at = null) => StartAsync("influxd", "influxdb", "/ping", (folder, port) =>
    {
        var config = Path.Combine(folder, "influxdb.conf");
        File.WriteAllText(config, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:0"
            [meta]
              dir = "{folder}/meta"
            [data]
              dir = "{folder}/data"
              wal-dir = "{folder}/wal"
              max-values-per-tag = 0
            [monitor]
              store-enabled = false
            [http]
              bind-address = "127.0.0.1:{port}"
              log-enabled = false
            """);
        return ["-config", config];
    }, at);

    public static Task<RealServer> VictoriaMetricsAsync() => StartAsync("victoria-metrics", "victoria-metrics", "/health", (folder, port) =>
        [$"-storageDataPath={folder}/data", $"-httpListenAddr=127.0.0.1:{port}", "-memory.allowedBytes=64MiB", "-retentionPeriod=100y"]);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await StopAsync();
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Ends the server and keeps its data.</summary>
    public async Task StopAsync()
    {
        if (_process.HasExited) return;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    private static async Task<RealServer> StartAsync(string program, string package, string path, Func<string, int, string[]> arguments, int? at = null)
    {
        // Another process may take the free port before the server does; then the next one is tried.
        for (var attempt = 1; ; attempt++)
        {
            var folder = Directory.CreateTempSubdirectory($"edudx-{program}-").FullName;
            var port = at ?? FreePort();
            var process = Launch(program, package, arguments(folder, port));
            var server = new RealServer(process, $"http://127.0.0.1:{port}", folder);
            if (await server.AnswersAsync(path)) return server;
            await server.DisposeAsync();
            if (attempt == 3) Assert.Fail($"{program} was started {attempt} times and never answered at {path}");
        }
    }

    private static Process Launch(string program, string package, string[] arguments)
    {
        try
        {
            var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            // An unread pipe fills and stops the server.
            process.OutputDataReceived += static (_, _) => { };
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return process;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Fail($"{program} is not installed and these tests run against the real one: apt-get install {package}");
            throw;
        }
    }

    private async Task<bool> AnswersAsync(string path)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < StartLimit && !_process.HasExited)
        {
            try
            {
                using var response = await Http.GetAsync(new Uri(Url + path));
                if (response.IsSuccessStatusCode) return true;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(50);
        }
        return false;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
