using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Drills;

/// <summary>The reference city, its morning and its ledger, by the real simulator in a process of its own.</summary>
internal sealed partial class DrillFolder : IDisposable
{
    private static readonly TimeSpan CityLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan VerifyLimit = TimeSpan.FromMinutes(4);

    private readonly string _folder = Directory.CreateTempSubdirectory("edudx-drill-").FullName;

    /// <summary>Events of the morning of the reference city, about; only says when to pull the plug.</summary>
    public long ExpectedEvents => 450_000;

    /// <summary>Authority of the server's certificate; null for a server without TLS.</summary>
    public string? Authority { get; set; }

    /// <summary>Token of the program that the simulator is to the server; null where it asks nobody.</summary>
    public string? Token { get; set; }

    /// <summary>All sources of the city, as the CSV from which credentials are issued.</summary>
    public async Task<string> SourcesAsync()
    {
        var file = Path.Combine(_folder, "sources.csv");
        var (code, output) = await RunAsync(CityLimit, "sources", "--city", Path.Combine(_folder, "city"), "--day", "2026-11-23", "--out", file);
        Assert.True(code == 0, output);
        return await File.ReadAllTextAsync(file);
    }

    /// <summary>Writes a file beside the city.</summary>
    public string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>Figures that the last verify compared.</summary>
    public long Compared { get; private set; }

    public async Task<string> CityAsync(int seed, double scale = 1)
    {
        var city = Path.Combine(_folder, "city");
        var (code, output) = await RunAsync(CityLimit, "city", "--seed", $"{seed}", "--out", city, "--scale", scale.ToString(CultureInfo.InvariantCulture));
        Assert.True(code == 0, output);
        return city;
    }

    public double ImportSeconds(ServerProcess server) =>
        double.Parse(Imported().Match(server.Output.ToString()).Groups[1].Value, CultureInfo.InvariantCulture);

    public Morning StartMorning(ServerProcess server, int seed, params string[] more) => new(Start([
        "morning", .. more, "--city", Path.Combine(_folder, "city"), "--seed", $"{seed}", "--day", "2026-11-23", "--speed", "max", "--malformed", "0.1",
        "--ledger", Path.Combine(_folder, "ledger"), .. Addresses(server)]));

    /// <summary>A part of the day of devices and rooms, on the server's simulated clock.</summary>
    public Morning StartDay(ServerProcess server, int seed, string from, string to, string faults, params string[] more) => new(Start([
        "day", .. more, "--city", Path.Combine(_folder, "city"), "--seed", $"{seed}", "--day", "2026-11-23", "--from", from, "--to", to, "--fault", faults,
        "--ledger", Path.Combine(_folder, "ledger"), .. Addresses(server)]));

    public async Task<long> DifferencesAsync(ServerProcess server, bool withCity = true)
    {
        string[] city = withCity ? ["--city", Path.Combine(_folder, "city")] : [];
        var (code, output) = await RunAsync(VerifyLimit, ["verify", "--ledger", Path.Combine(_folder, "ledger"), .. city, .. Api(server), "--history", "--wait", "120"]);
        var verdict = Verdict().Match(output);
        Assert.True(verdict.Success, $"verify ended with {code}:\n{output}");
        Compared = long.Parse(verdict.Groups[1].Value, CultureInfo.InvariantCulture);
        var differences = long.Parse(verdict.Groups[2].Value, CultureInfo.InvariantCulture);
        Assert.True(code == 0 == (differences == 0), output);
        if (differences > 0) Console.WriteLine(output);
        return differences;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] Addresses(ServerProcess server)
    {
        var tls = server.IsTls;
        return [.. Api(server), "--mqtt", tls ? $"mqtts://127.0.0.1:{server.MqttsPort}" : $"127.0.0.1:{server.MqttPort}", "--grpc", $"{(tls ? "https" : "http")}://127.0.0.1:{server.GrpcPort}"];
    }

    private string[] Api(ServerProcess server)
    {
        string[] trust = Authority is null ? [] : ["--ca", Authority];
        string[] token = Token is null ? [] : ["--token-file", Write("token", Token)];
        return ["--server", server.Http.BaseAddress!.ToString(), .. trust, .. token];
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Repo.SimulatorDll, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    private static async Task<(int Code, string Output)> RunAsync(TimeSpan limit, params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
        return (process.ExitCode, await output + await error);
    }

    [GeneratedRegex(@"^Imported .* in ([\d.]+) s", RegexOptions.Multiline)]
    private static partial Regex Imported();

    [GeneratedRegex(@"verify: (\d+) figures compared, (\d+) differences")]
    private static partial Regex Verdict();

    /// <summary>A morning that is being sent.</summary>
    internal sealed partial class Morning : IDisposable
    {
        private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);
        private readonly Process _process;
        private readonly Task<string> _output;
        private readonly Task<string> _error;

        public Morning(Process process)
        {
            _process = process;
            _output = process.StandardOutput.ReadToEndAsync();
            _error = process.StandardError.ReadToEndAsync();
        }

        /// <summary>Waits for the end of the morning.</summary>
        /// <returns>Acknowledged events a second.</returns>
        public async Task<double> RateAsync()
        {
            await _process.WaitForExitAsync().WaitAsync(Limit);
            var output = await _output + await _error;
            var rate = Rate().Match(output);
            Assert.True(_process.ExitCode == 0 && rate.Success, $"the morning ended with {_process.ExitCode}:\n{output}");
            return double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture);
        }

        public void Dispose()
        {
            if (!_process.HasExited) _process.Kill();
            _process.Dispose();
        }

        [GeneratedRegex(@"s, (\d+) events/s")]
        private static partial Regex Rate();
    }
}
