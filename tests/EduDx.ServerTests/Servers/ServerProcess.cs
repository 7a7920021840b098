using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace EduDx.ServerTests.Servers;

/// <summary>
/// The real server in a process of its own, on free ports and a folder of its own, at a quarter of an hour before the bell of a school day.
/// When it is disposed it must end in order, and must not have logged a fault.
/// </summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private string[] _options;
    /// <summary>Of the administrator, once signed in; kept over restarts.</summary>
    public System.Net.CookieContainer Cookies { get; } = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("edudx-server-").FullName;
    private Process? _process;

    public ServerProcess(params string[] options)
    {
        _options = options;
        Data = Path.Combine(_folder, "data");
        Http = new HttpClient { Timeout = TimeSpan.FromSeconds(15) };
    }

    public string Data { get; set; }
    public HttpClient Http { get; private set; }
    public ServerOutput Output { get; } = new();

    /// <summary>Options by environment; what is set here is not also given on the command line.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>A program that starts the server and leaves it its process id, with its options.</summary>
    public string[] Tracer { get; set; } = [];

    public int HttpPort { get; private set; }
    public int GrpcPort { get; private set; }
    public int MqttPort { get; private set; }

    /// <summary>MQTT over TLS; 0 without a certificate.</summary>
    public int MqttsPort { get; private set; }

    public bool IsTls { get; private set; }
    public int Pid => _process!.Id;
    public long WorkingSet { get { _process!.Refresh(); return _process.WorkingSet64; } }
    public bool HasExited => _process!.HasExited;

    /// <summary>From the start of the process to its first good answer at /readyz.</summary>
    public TimeSpan TimeToReady { get; private set; }

    public Uri Url(string path) => new($"http://127.0.0.1:{HttpPort}{path}");

    public static async Task<ServerProcess> StartedAsync(params string[] options)
    {
        var server = new ServerProcess(options);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts, or starts again on the same data.</summary>
    public async Task StartAsync(bool waitReady = true)
    {
        var waited = Stopwatch.StartNew();
        _process = Launch(Arguments(), Output.Add);
        await Until.TrueAsync(() => _process.HasExited || ReadPorts(), "the server names its ports", StartLimit);
        Assert.False(_process.HasExited, $"the server ended while it started:\n{Output}");
        Http.Dispose();
        // Certificates of tests are nobody's: what they are is looked at where it matters.
        Http = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true }, CookieContainer = Cookies })
        {
            BaseAddress = new Uri($"{(IsTls ? "https" : "http")}://127.0.0.1:{HttpPort}"), Timeout = TimeSpan.FromSeconds(15),
        };
        if (!waitReady) return;
        await Until.TrueAsync(IsReadyAsync, "the server is ready", StartLimit);
        TimeToReady = waited.Elapsed;
        if (_options.Contains("--Ops:Access:Mode=Required")) await SignInAsync();
    }

    /// <summary>Starts again on the same data and the same ports, so that clients find it.</summary>
    public Task RestartAsync()
    {
        KeepPorts();
        return StartAsync();
    }

    /// <summary>Starts again and is killed while it does: whatever it was about to do is done in part.</summary>
    public Task KillWhileStartingAsync(TimeSpan after) => KillWhileStartingAsync(() => Task.Delay(after));

    /// <summary>The same at a moment that comes while it starts.</summary>
    public async Task KillWhileStartingAsync(Func<Task> moment)
    {
        KeepPorts();
        _process?.Dispose();
        _process = Launch(Arguments(), Output.Add);
        await moment().WaitAsync(StartLimit);
        await KillAsync();
    }

    public async Task<bool> IsReadyAsync()
    {
        using var reply = await Http.GetAsync(new Uri("/readyz", UriKind.Relative));
        return reply.IsSuccessStatusCode;
    }

    /// <summary>SIGKILL: the process does nothing more, as when the power goes.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync().WaitAsync(StopLimit);
    }

    /// <summary>SIGTERM, as an orderly shutdown sends it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        _ = SendSignal(_process!.Id, Terminate);
        await _process.WaitForExitAsync().WaitAsync(StopLimit);
        return _process.ExitCode;
    }

    /// <summary>Runs a server that is expected to end by itself.</summary>
    public async Task<(int Code, string Output)> RunToEndAsync(params string[] more)
    {
        var output = new ServerOutput();
        using var process = Launch([.. Arguments(), .. more], output.Add);
        try
        {
            await process.WaitForExitAsync().WaitAsync(StartLimit);
        }
        catch (TimeoutException)
        {
            process.Kill();
            Assert.Fail($"the server did not end by itself:\n{output}");
        }
        // The pipes are read to their end before the text is looked at.
        process.WaitForExit();
        return (process.ExitCode, output.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        var code = 0;
        try
        {
            if (_process is { HasExited: false }) code = await StopAsync();
        }
        finally
        {
            if (_process is { HasExited: false }) _process.Kill();
            _process?.Dispose();
            Http.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
        Assert.True(Output.FaultLines().Length == 0, $"the server logged faults:\n{string.Join('\n', Output.FaultLines())}");
        Assert.True(code == 0, $"the server ended with {code}:\n{Output}");
    }

    private void KeepPorts() =>
        _options = [.. _options.Where(o => !o.Contains(":Port=", StringComparison.Ordinal)), $"--Ops:Http:Port={HttpPort}", $"--Ops:Grpc:Port={GrpcPort}", $"--Ops:Mqtt:Port={MqttPort}"];

    private string[] Arguments()
    {
        string[] given =
        [
            $"--Ops:Data={Data}", $"--Ops:Registry:Import={Repo.SmallCity}", "--Ops:Http:Port=0", "--Ops:Grpc:Port=0", "--Ops:Mqtt:Port=0",
            "--Ops:Clock:Start=2026-11-23T06:40", "--Ops:History:FlushMs=100", .. _options,
        ];
        return [.. given.Where(g => !Environment.Keys.Any(k => g.StartsWith($"--{k.Replace("__", ":", StringComparison.Ordinal)}=", StringComparison.Ordinal)))];
    }

    private Process Launch(string[] arguments, Action<string?> line)
    {
        string[] command = [.. Tracer, "dotnet", Repo.ServerDll, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        foreach (var key in start.Environment.Keys.Where(k => k.StartsWith("Ops__", StringComparison.Ordinal)).ToList()) start.Environment.Remove(key);
        foreach (var (key, value) in Environment) start.Environment[key] = value;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, args) => line(args.Data);
        process.ErrorDataReceived += (_, args) => line(args.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    // The file of the process before may still be there, so the process id counts.
    private bool ReadPorts()
    {
        var path = Path.Combine(Data, "ports.json");
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (IOException)
        {
            // Not there yet, or (on a disk of user space) replaced between looking it up and opening it.
            return false;
        }
        using var ports = JsonDocument.Parse(text);
        if (ports.RootElement.GetProperty("pid").GetInt32() != _process!.Id) return false;
        HttpPort = ports.RootElement.GetProperty("http").GetInt32();
        GrpcPort = ports.RootElement.GetProperty("grpc").GetInt32();
        MqttPort = ports.RootElement.GetProperty("mqtt") is { ValueKind: JsonValueKind.Number } mqtt ? mqtt.GetInt32() : 0;
        MqttsPort = ports.RootElement.GetProperty("mqtts") is { ValueKind: JsonValueKind.Number } mqtts ? mqtts.GetInt32() : 0;
        IsTls = ports.RootElement.GetProperty("tls").GetBoolean();
        return true;
    }

    /// <summary>Sends a signal of the system, for example SIGSTOP (19) or SIGCONT (18).</summary>
    public void Signal(int signal) => Assert.Equal(0, SendSignal(Pid, signal));

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static extern int SendSignal(int pid, int signal);
}
