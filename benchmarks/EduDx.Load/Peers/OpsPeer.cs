using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using EduDx.Contracts.Frames;

namespace EduDx.Load.Peers;

/// <summary>
/// The server, whole: registry, log with fsync, live folds, history, hub; at a quarter of an hour before the bell of a school day. Events are
/// on the disk before their PUBACK.
/// </summary>
internal sealed class OpsPeer(string city) : Peer("edudx", "decoded, validated, on the disk")
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edudx-load-");
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private Process? _process;

    /// <summary>Its gRPC port.</summary>
    public int GrpcPort { get; private set; }

    private int HttpPort { get; set; }

    public override async Task StartAsync()
    {
        var data = Path.Combine(_folder.FullName, "data");
        string[] arguments =
        [
            Processes.ServerDll, $"--Ops:Data={data}", $"--Ops:Registry:Import={city}", "--Ops:Http:Port=0", "--Ops:Grpc:Port=0", "--Ops:Mqtt:Port=0",
            "--Ops:Clock:Start=2026-11-23T06:40", "--Logging:LogLevel:Default=Warning",
        ];
        _process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        var ports = Path.Combine(data, "ports.json");
        await Processes.UntilAsync(() => Task.FromResult(_process.HasExited || ReadPorts(ports)), "the server names its ports");
        if (_process.HasExited) throw new InvalidOperationException("the server ended while it started");
        await Processes.UntilAsync(IsReadyAsync, "the server is ready");
    }

    public async Task<DateTimeOffset> NowAsync() => (await _http.GetFromJsonAsync(Url("/api/v1/clock"), ContractJson.Readable.ClockAnswer))!.Now;

    public async Task<CountersAnswer> CountersAsync() => (await _http.GetFromJsonAsync(Url("/api/v1/counters"), ContractJson.Readable.CountersAnswer))!;

    /// <summary>Distinct scans of a school on a day, as the history API answers.</summary>
    public async Task<long> ScansAsync(string school, DateOnly day)
    {
        var url = Url(FormattableString.Invariant($"/api/v1/history/scans?scope={school}&from={day:yyyy-MM-dd}&to={day.AddDays(1):yyyy-MM-dd}&bucket=1d"));
        return (await _http.GetFromJsonAsync(url, ContractJson.Readable.HistoryAnswer))!.Rows.Sum(r => r.Values["scans"]);
    }

    public override async Task<long?> AllocatedAsync()
    {
        // The exporter keeps an answer for 300 ms.
        await Task.Delay(400);
        var metrics = await _http.GetStringAsync(Url("/metrics"));
        var line = metrics.Split('\n').First(l => l.StartsWith("dotnet_gc_heap_total_allocated_bytes_total", StringComparison.Ordinal));
        return (long)double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    public override async Task<long?> SettleAsync()
    {
        var last = new CountersAnswer();
        await Processes.UntilAsync(async () => (last = await CountersAsync()).Drained, "live and history have reached the end of the log", TimeSpan.FromMinutes(2));
        return last.Stored;
    }

    public override async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private Uri Url(string path) => new($"http://127.0.0.1:{HttpPort}{path}");

    private async Task<bool> IsReadyAsync()
    {
        using var answer = await _http.GetAsync(Url("/readyz"));
        return answer.IsSuccessStatusCode;
    }

    private bool ReadPorts(string path)
    {
        if (!File.Exists(path)) return false;
        using var ports = JsonDocument.Parse(File.ReadAllText(path));
        if (ports.RootElement.GetProperty("pid").GetInt32() != _process!.Id) return false;
        HttpPort = ports.RootElement.GetProperty("http").GetInt32();
        GrpcPort = ports.RootElement.GetProperty("grpc").GetInt32();
        Port = ports.RootElement.GetProperty("mqtt").GetInt32();
        return true;
    }
}
