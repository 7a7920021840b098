using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EduDx.Contracts.Frames;

namespace EduDx.Wall.Tests.Browser;

/// <summary>The real server as a process of its own, on free ports and a data folder of its own; it can be killed and started again.</summary>
internal sealed class OpsProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(40);

    private readonly string _data = Directory.CreateTempSubdirectory("edudx-wall-").FullName;
    private readonly HttpClient _http = new();
    private readonly List<string> _output = [];
    private readonly string _start;
    private readonly double _speed;
    private readonly string? _import;
    private readonly string _mode;
    private readonly (string Key, object Value)[] _more;
    private Process? _process;
    private Ports _ports = new(0, 0, 0, 0);

    private OpsProcess(string start, double speed, string? import, string mode, (string Key, object Value)[] more) => (_start, _speed, _import, _mode, _more) = (start, speed, import, mode, more);

    /// <summary>Where the walls are.</summary>
    public Uri Walls => new($"http://127.0.0.1:{_ports.Http}/");

    /// <summary>Where gRPC is.</summary>
    public Uri Grpc => new($"http://127.0.0.1:{_ports.Grpc}");

    /// <summary>Port of the broker.</summary>
    public int Mqtt => _ports.Mqtt;

    /// <summary>The code of the administrator's one-time link, as start-up printed it.</summary>
    public async Task<string> AdministratorCodeAsync()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < s_patience; await Task.Delay(20))
        {
            if (System.Text.RegularExpressions.Regex.Match(Said(), @"#link=(\S+)") is { Success: true } link) return link.Groups[1].Value;
        }
        throw new TimeoutException("The server printed no administrator's link:\n" + Said());
    }

    /// <summary>Starts a server.</summary>
    /// <param name="start">Where its clock begins.</param>
    /// <param name="import">Folder of the registry's files; null for an empty registry.</param>
    /// <param name="speed">Simulated seconds a second.</param>
    /// <param name="mode">Who is let in.</param>
    /// <param name="more">Further options, which have the last word.</param>
    public static async Task<OpsProcess> StartAsync(string start, string? import, double speed = 1, string mode = "Local", params (string Key, object Value)[] more)
    {
        var server = new OpsProcess(start, speed, import, mode, more);
        await server.RunAsync();
        return server;
    }

    /// <summary>Ends the process at once, as SIGKILL or a power cut does.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>Starts again on the same ports and folder.</summary>
    public Task RestartAsync() => RunAsync();

    /// <summary>The frame that the API answers.</summary>
    public async Task<AttendanceFrame> FrameAsync(string view, string scope)
    {
        var json = await _http.GetStringAsync(new Uri(Walls, $"api/v1/live/{view}?scope={scope}"));
        return JsonSerializer.Deserialize(json, ContractJson.Default.AttendanceFrame)!;
    }

    /// <summary>The server's clock.</summary>
    public async Task<DateTimeOffset> NowAsync() =>
        JsonSerializer.Deserialize(await _http.GetStringAsync(new Uri(Walls, "api/v1/clock")), ContractJson.Default.ClockAnswer)!.Now;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            Kill();
        }
        _process?.Dispose();
        _http.Dispose();
        await Task.Yield();
        Directory.Delete(_data, recursive: true);
    }

    private async Task RunAsync()
    {
        var announced = Path.Combine(_data, "ports.json");
        File.Delete(announced);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Repository.Server);
        foreach (var (key, value) in Arguments())
        {
            start.ArgumentList.Add($"--Ops:{key}={value}");
        }
        _process?.Dispose();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var waited = Stopwatch.StartNew();
        while (!File.Exists(announced))
        {
            Assert.False(_process.HasExited || waited.Elapsed > s_patience, "The server did not start:\n" + Said());
            await Task.Delay(50);
        }
        _ports = JsonSerializer.Deserialize<Ports>(await File.ReadAllTextAsync(announced), JsonSerializerOptions.Web)!;
        Assert.Equal(_process.Id, _ports.Pid);
    }

    private IEnumerable<(string Key, object Value)> Arguments()
    {
        yield return ("Data", _data);
        yield return ("Http:Port", _ports.Http);
        yield return ("Grpc:Port", _ports.Grpc);
        yield return ("Mqtt:Port", _ports.Mqtt);
        yield return ("Access:Mode", _mode);
        yield return ("Clock:Start", _start);
        yield return ("Clock:Speed", _speed.ToString(CultureInfo.InvariantCulture));
        if (_import is not null)
        {
            yield return ("Registry:Import", _import);
        }
        foreach (var option in _more)
        {
            yield return option;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.Add(line.Data ?? "");
        }
    }

    private string Said()
    {
        lock (_output)
        {
            return string.Join('\n', _output);
        }
    }

    private sealed record Ports(int Http, int Grpc, int Mqtt, int Pid);
}
