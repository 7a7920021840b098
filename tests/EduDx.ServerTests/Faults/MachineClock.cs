using System.Diagnostics;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Faults;

/// <summary>
/// The wall clock of one process, set while it runs: <c>SetClock/setclock.c</c> stands before the C library's clock. Clocks that cannot be set (monotonic ones)
/// run on, as they do on a real machine.
/// </summary>
internal sealed class MachineClock : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edudx-clock-").FullName;
    private readonly FileStream _seconds;
    private TimeSpan _offset;

    /// <param name="server">The process that it is for, before its start.</param>
    /// <param name="start">What it shows first.</param>
    public MachineClock(ServerProcess server, DateTimeOffset start)
    {
        var library = Path.Combine(_folder, "setclock.so");
        var source = Path.Combine(Repo.Root, "tests", "EduDx.ServerTests", "Faults", "SetClock", "setclock.c");
        using (var cc = Process.Start("cc", ["-shared", "-fPIC", "-O2", "-o", library, source, "-ldl", "-lm"]))
        {
            cc.WaitForExit();
            Assert.Equal(0, cc.ExitCode);
        }
        _seconds = new FileStream(Path.Combine(_folder, "seconds"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Set(start);
        server.Environment["LD_PRELOAD"] = library;
        server.Environment["SETCLOCK_FILE"] = _seconds.Name;
        // No simulated clock: the server follows the machine's.
        server.Environment["Ops__Clock__Start"] = "";
    }

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + _offset;

    /// <summary>Sets it; the process sees it at its next look.</summary>
    public void Set(DateTimeOffset now)
    {
        _offset = now - TimeProvider.System.GetUtcNow();
        RandomAccess.Write(_seconds.SafeFileHandle, BitConverter.GetBytes(_offset.TotalSeconds), 0);
    }

    public void Dispose()
    {
        _seconds.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>A drill that compiles a small C program.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsCompilerFactAttribute : FactAttribute
{
    public NeedsCompilerFactAttribute()
    {
        if (!File.Exists("/usr/bin/cc")) Skip = "needs a C compiler (Debian's packages gcc and libc6-dev)";
    }
}
