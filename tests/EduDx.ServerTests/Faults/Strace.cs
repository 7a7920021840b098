using System.Diagnostics;

namespace EduDx.ServerTests.Faults;

/// <summary>Debian's strace, attached to a running server: it makes chosen system calls on chosen files fail or wait.</summary>
internal sealed class Strace : IAsyncDisposable
{
    private const int Interrupt = 2;

    private readonly Process _process;
    private readonly string _trace = Path.GetTempFileName();

    private Strace(int pid, string calls, string inject, string[] files)
    {
        string[] arguments = ["-f", "-p", $"{pid}", "-o", _trace, "-e", $"trace={calls}", "-e", $"inject={calls}:{inject}", .. files.SelectMany(f => new[] { "-P", f })];
        _process = Process.Start(new ProcessStartInfo("strace", arguments) { RedirectStandardError = true })!;
    }

    /// <param name="pid">The process.</param>
    /// <param name="calls">System calls, separated by commas.</param>
    /// <param name="inject">What happens to them, as strace writes it: <c>error=EIO:when=3+</c>, <c>delay_enter=20ms</c>.</param>
    /// <param name="files">The files whose calls are meant.</param>
    public static async Task<Strace> AttachedAsync(int pid, string calls, string inject, params string[] files)
    {
        var strace = new Strace(pid, calls, inject, files);
        var said = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        strace._process.ErrorDataReceived += (_, line) => said.TrySetResult(line.Data);
        strace._process.BeginErrorReadLine();
        var first = await said.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.True(first?.Contains("attached", StringComparison.Ordinal), $"strace: {first}");
        return strace;
    }

    /// <summary>Calls that were made to fail or wait so far.</summary>
    public int Injected => File.ReadLines(_trace).Count(l => l.Contains("(INJECTED)", StringComparison.Ordinal) || l.Contains("(DELAYED)", StringComparison.Ordinal));

    /// <summary>Lets the process go; it runs on as before.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = Servers.ServerProcess.SendSignal(_process.Id, Interrupt);
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        }
        _process.Dispose();
        File.Delete(_trace);
    }
}
