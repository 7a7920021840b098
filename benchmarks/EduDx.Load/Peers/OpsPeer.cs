using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using EduDx.Contracts.Frames;

namespace EduDx.Load.Peers;

/// <summary>
/// The server, whole: registry, log with fsync, live folds, history, hub; at a quarter of an hour before the bell of a school day. Events are
/// on the disk before their PUBACK.
/// </summary>
/// <param name="city">Import files of the city.</param>
/// <param name="name">Its name in the table.</param>
/// <param name="more">Options beside those of every measure.</param>
internal sealed class OpsPeer(string city, string name = "edudx", params string[] more) : Peer(name, "decoded, validated, on the disk")
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edudx-load-");
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private string? _link;
    private Process? _process;

    // Ten times the reference city on a slow disk.
    private static readonly TimeSpan ImportLimit = TimeSpan.FromMinutes(5);

    /// <summary>Its gRPC port.</summary>
    public int GrpcPort { get; private set; }

    /// <summary>Its port for walls and the API.</summary>
    public int HttpPort { get; private set; }

    /// <summary>Its data folder.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>Bytes of everything in its data folder. A file that goes meanwhile counts nothing.</summary>
    public long DataBytes => new DirectoryInfo(Data).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Exists ? f.Length : 0);

    /// <summary>From the start of the process to its first good answer at /readyz.</summary>
    public TimeSpan TimeToReady { get; private set; }

    /// <summary>Its memory that is in the machine's, bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Processor time since its start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process!.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>A server of its own for the city, ready.</summary>
    public static async Task<OpsPeer> StartedAsync(string city)
    {
        var ops = new OpsPeer(city);
        try
        {
            await ops.StartAsync();
            return ops;
        }
        catch
        {
            await ops.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, or starts it again on the same data.</summary>
    public override async Task StartAsync()
    {
        string[] arguments =
        [
            Processes.ServerDll, $"--Ops:Data={Data}", $"--Ops:Registry:Import={city}", "--Ops:Http:Port=0", "--Ops:Grpc:Port=0", "--Ops:Mqtt:Port=0",
            "--Ops:Clock:Start=2026-11-23T06:40", "--Logging:LogLevel:Default=Warning", .. more,
        ];
        // Also when this program is told to end in the middle of a measure: a server left behind would be in the way of the next.
        if (_process is null) AppDomain.CurrentDomain.ProcessExit += (_, _) => End();
        _process?.Dispose();
        var waited = Stopwatch.StartNew();
        _process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        _process.OutputDataReceived += (_, args) =>
        {
            if (args.Data?.Split("#link=") is [_, var code]) Volatile.Write(ref _link, code.Trim());
        };
        _process.BeginOutputReadLine();
        var ports = Path.Combine(Data, "ports.json");
        await Processes.UntilAsync(() => Task.FromResult(_process.HasExited || ReadPorts(ports)), "the server names its ports", ImportLimit);
        if (_process.HasExited) throw new InvalidOperationException("the server ended while it started");
        await Processes.UntilAsync(IsReadyAsync, "the server is ready");
        TimeToReady = waited.Elapsed;
    }

    /// <summary>SIGKILL: the process does nothing more, as when the power goes.</summary>
    public async Task KillAsync()
    {
        End();
        await _process!.WaitForExitAsync();
    }

    /// <summary>Signs in by the administrator's link and issues secrets to sources, by their path.</summary>
    public async Task<Dictionary<string, string>> IssueAsync(IEnumerable<string> paths)
    {
        await Processes.UntilAsync(() => Task.FromResult(Volatile.Read(ref _link) is not null), "the administrator's link is printed");
        using var signed = await _http.PostAsJsonAsync(Url("/api/v1/access/link"), new { code = _link });
        signed.EnsureSuccessStatusCode();
        using var csv = new StringContent("school,kind,source\n" + string.Join('\n', paths.Select(p => p.Replace('/', ','))), System.Text.Encoding.UTF8, "text/csv");
        using var issued = await _http.PostAsync(Url("/api/v1/credentials"), csv);
        issued.EnsureSuccessStatusCode();
        return (await issued.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).ToDictionary(l => l[0], l => l[1]);
    }

    public async Task<DateTimeOffset> NowAsync() => (await _http.GetFromJsonAsync(Url("/api/v1/clock"), ContractJson.Readable.ClockAnswer))!.Now;

    /// <summary>By how much its clock is ahead of this machine's: of many answers the one that was under way for the shortest time.</summary>
    public async Task<TimeSpan> AheadAsync()
    {
        var (ahead, shortest) = (TimeSpan.Zero, TimeSpan.MaxValue);
        for (var i = 0; i < 50; i++)
        {
            var (asked, watch) = (DateTimeOffset.UtcNow, Stopwatch.StartNew());
            var now = await NowAsync();
            if (watch.Elapsed >= shortest) continue;
            shortest = watch.Elapsed;
            ahead = now - (asked + shortest / 2);
        }
        return ahead;
    }

    public async Task<CountersAnswer> CountersAsync() => (await _http.GetFromJsonAsync(Url("/api/v1/counters"), ContractJson.Readable.CountersAnswer))!;

    /// <summary>Distinct scans of a school on a day, as the history API answers.</summary>
    public async Task<long> ScansAsync(string school, DateOnly day) =>
        (await HistoryAsync(FormattableString.Invariant($"scans?scope={school}&from={day:yyyy-MM-dd}&to={day.AddDays(1):yyyy-MM-dd}&bucket=1d"))).Rows.Sum(r => r.Values["scans"]);

    /// <summary>Asks the history API.</summary>
    /// <param name="asked">Series and parameters.</param>
    public async Task<HistoryAnswer> HistoryAsync(string asked) => (await _http.GetFromJsonAsync(Url($"/api/v1/history/{asked}"), ContractJson.Readable.HistoryAnswer))!;

    /// <summary>Asks the history API and takes the answer as bytes, to its last one.</summary>
    public async Task HistoryBytesAsync(string asked) => await _http.GetByteArrayAsync(Url($"/api/v1/history/{asked}"));

    public override async Task<long?> AllocatedAsync()
    {
        // The exporter keeps an answer for 300 ms.
        await Task.Delay(400);
        var metrics = await _http.GetStringAsync(Url("/metrics"));
        var line = metrics.Split('\n').First(l => l.StartsWith("dotnet_gc_heap_total_allocated_bytes_total", StringComparison.Ordinal));
        return (long)double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    public override async Task<long?> SettleAsync() => (await DrainedAsync(TimeSpan.FromMinutes(2))).Stored;

    /// <summary>Waits until live and history have reached the end of the log.</summary>
    public async Task<CountersAnswer> DrainedAsync(TimeSpan limit)
    {
        var last = new CountersAnswer();
        await Processes.UntilAsync(async () => (last = await CountersAsync()).Drained, "live and history have reached the end of the log", limit);
        return last;
    }

    /// <summary>Waits until the snapshot of the live figures holds every event below <paramref name="offset"/>: its bytes 8 to 15 say so.</summary>
    public Task SnapshotAsync(long offset) => Processes.UntilAsync(() => Task.FromResult(SnapshotOffset() >= offset), "the snapshot is as new as the log");

    public override async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is { } process)
        {
            End();
            await process.WaitForExitAsync();
            _process = null;
            process.Dispose();
        }
        _folder.Delete(recursive: true);
    }

    private void End()
    {
        if (_process is { HasExited: false } running) running.Kill();
    }

    private long SnapshotOffset()
    {
        var path = Path.Combine(Data, "live", "live.snapshot");
        if (!File.Exists(path)) return -1;
        using var file = File.OpenHandle(path);
        Span<byte> offset = stackalloc byte[sizeof(long)];
        RandomAccess.Read(file, offset, 8);
        return BinaryPrimitives.ReadInt64LittleEndian(offset);
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
