using System.Text.Json;

namespace EduDx.Load.Peers;

/// <summary>InfluxDB 1.x of the distribution with its own defaults for writing: its write-ahead log is synced with every request.</summary>
internal sealed class InfluxServer : IAsyncDisposable
{
    private const string Package = "Debian package influxdb";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edudx-influxd-");
    private ForeignProgram? _program;

    public string Version { get; private set; } = "";

    public int Port { get; private set; }

    public string Url => $"http://127.0.0.1:{Port}";

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    public async Task StartAsync()
    {
        Version = await ForeignProgram.VersionAsync("influxd", Package, "version");
        Port = Processes.FreePort();
        var config = Path.Combine(_folder.FullName, "influxdb.conf");
        await File.WriteAllTextAsync(config, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:0"
            [meta]
              dir = "{_folder.FullName}/meta"
            [data]
              dir = "{_folder.FullName}/data"
              wal-dir = "{_folder.FullName}/wal"
            [monitor]
              store-enabled = false
            [http]
              bind-address = "127.0.0.1:{Port}"
              log-enabled = false
            """);
        _program = ForeignProgram.Start("influxd", Package, ["-config", config]);
        await _program.UntilListensAsync(Port);
    }

    /// <summary>Runs a statement that changes something.</summary>
    public async Task ExecuteAsync(string database, string influxQl)
    {
        using var answer = await Http.PostAsync(Query(database, influxQl), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Points of a measurement that have the field.</summary>
    public async Task<long> CountAsync(string database, string measurement, string field)
    {
        await using var body = await Http.GetStreamAsync(Query(database, $"SELECT COUNT({field}) FROM {measurement}"));
        using var answer = await JsonDocument.ParseAsync(body);
        var result = answer.RootElement.GetProperty("results")[0];
        if (result.TryGetProperty("error", out var error)) throw new InvalidOperationException($"influxd: {error}");
        // Without a point there is no series in the answer; otherwise one row of time and count.
        return result.TryGetProperty("series", out var series) ? series[0].GetProperty("values")[0][1].GetInt64() : 0;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_program is not null) await _program.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private Uri Query(string database, string influxQl) => new($"{Url}/query?db={database}&q={Uri.EscapeDataString(influxQl)}");
}
