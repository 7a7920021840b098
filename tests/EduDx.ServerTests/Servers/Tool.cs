using System.Diagnostics;

namespace EduDx.ServerTests.Servers;

/// <summary>A program of the machine, run to its end within a bound.</summary>
internal static class Tool
{
    public static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, TimeSpan? limit = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(limit ?? TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end; it wrote: {await output}{await error}");
        }
        return (process.ExitCode, await output + await error);
    }

    /// <summary>Runs a script of the folder Foreign, with its packages installed from the lock file.</summary>
    public static async Task<(int Code, string Output)> NodeAsync(string script, params string[] arguments)
    {
        await Packages.Value;
        return await RunAsync("node", [script, .. arguments], folder: Repo.Foreign);
    }

    private static readonly Lazy<Task> Packages = new(async () =>
    {
        if (File.Exists(Path.Combine(Repo.Foreign, "node_modules", ".package-lock.json"))) return;
        var (code, output) = await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit"], TimeSpan.FromMinutes(2), Repo.Foreign);
        Assert.True(code == 0, $"npm ci failed: {output}");
    });
}
