using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EduDx.Load.Peers;

/// <summary>A program of somebody else in a process of its own. What it says is read away, the end of it kept; it is ended by its id.</summary>
internal sealed class ForeignProgram : IAsyncDisposable
{
    private const int KeptLines = 20;

    private readonly Process _process;
    private readonly Queue<string> _said = new();

    private ForeignProgram(Process process)
    {
        _process = process;
        // An unread pipe fills and stops the program.
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <param name="program">Name on the path.</param>
    /// <param name="package">What brings it, for the sentence that says it is missing.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <exception cref="MissingProgramException">It is not installed.</exception>
    public static ForeignProgram Start(string program, string package, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = Redirected(program, arguments);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Launch(start, package));
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="MissingProgramException">It is not installed.</exception>
    public static async Task<(int Code, string Output)> RunAsync(string program, string package, string[] arguments, string folder = "", TimeSpan? limit = null)
    {
        var start = Redirected(program, arguments);
        start.WorkingDirectory = folder;
        using var process = Launch(start, package);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(limit ?? TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return (process.ExitCode, (await output + await error).Trim());
    }

    /// <summary>The first line of what it says about its version.</summary>
    /// <exception cref="MissingProgramException">It is not installed.</exception>
    public static async Task<string> VersionAsync(string program, string package, string argument) =>
        (await RunAsync(program, package, [argument])).Output.Split('\n')[0].Trim();

    public async Task UntilListensAsync(int port) => await Processes.UntilAsync(
        async () =>
        {
            ThrowIfEnded();
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        },
        $"{_process.StartInfo.FileName} listens on its port", TimeSpan.FromSeconds(30));

    public void ThrowIfEnded()
    {
        if (!_process.HasExited) return;
        throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with {_process.ExitCode}: {Said}");
    }

    /// <summary>The last lines that it wrote.</summary>
    public string Said
    {
        get
        {
            lock (_said) return string.Join('\n', _said);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }
        _process.Dispose();
    }

    private static ProcessStartInfo Redirected(string program, string[] arguments) =>
        new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

    private static Process Launch(ProcessStartInfo start, string package)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new MissingProgramException($"{start.FileName} is not installed ({package})");
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_said)
        {
            _said.Enqueue(line);
            if (_said.Count > KeptLines) _said.Dequeue();
        }
    }
}
