using System.Globalization;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Faults;

/// <summary>
/// The wall clock of one process, set while it runs: Debian's libfaketime stands before the C library's clock and reads the offset from a file at each call. Clocks
/// that cannot be set (monotonic ones) run on as they do on a real machine.
/// </summary>
internal sealed class MachineClock : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private TimeSpan _offset;

    /// <param name="server">The process that it is for, before its start.</param>
    /// <param name="start">What it shows first.</param>
    public MachineClock(ServerProcess server, DateTimeOffset start)
    {
        Set(start);
        server.Environment["LD_PRELOAD"] = Library ?? throw new InvalidOperationException("libfaketime is not installed");
        server.Environment["FAKETIME_TIMESTAMP_FILE"] = _file;
        server.Environment["FAKETIME_NO_CACHE"] = "1";
        server.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        server.Environment["FAKETIME_DONT_RESET"] = "1";
        server.Environment["NO_FAKE_STAT"] = "1";
        // No simulated clock: the server follows the machine's.
        server.Environment["Ops__Clock__Start"] = "";
    }

    /// <summary>The library of the package <c>faketime</c>; null when it is not installed.</summary>
    public static string? Library { get; } = Directory.Exists("/usr/lib") ? Directory.GetDirectories("/usr/lib").Select(d => Path.Combine(d, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists) : null;

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + _offset;

    /// <summary>Sets it; the process sees it at its next look.</summary>
    public void Set(DateTimeOffset now)
    {
        _offset = now - TimeProvider.System.GetUtcNow();
        // In one step: a file read in the middle of a write is a clock that went mad.
        File.WriteAllText(_file + ".new", string.Create(CultureInfo.InvariantCulture, $"{_offset.TotalSeconds:+0.000;-0.000}\n"));
        File.Move(_file + ".new", _file, overwrite: true);
    }

    public void Dispose() => File.Delete(_file);
}

/// <summary>A drill that sets the clock of a process.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsFaketimeFactAttribute : FactAttribute
{
    public NeedsFaketimeFactAttribute()
    {
        if (MachineClock.Library is null) Skip = "needs Debian's package faketime: it sets the clock of another process";
    }
}
