using System.Diagnostics;

namespace EduDx.ServerTests.History;

/// <summary>Another process that holds the POSIX record lock of a file, as a second server would.</summary>
internal sealed class LockHolder : IDisposable
{
    // struct flock of 64-bit Linux: type, whence, start, length, pid. Locks of the own process never conflict, hence the child.
    private const string Script =
        "use Fcntl; open(my $f, '+<', $ARGV[0]) or die; my $l = pack('s s x4 q q i x4', F_WRLCK, 0, 0, 0, 0); fcntl($f, F_SETLK, $l) or die; $| = 1; print \"held\\n\"; <STDIN>;";

    private readonly Process _process;

    public LockHolder(string path)
    {
        _process = Process.Start(new ProcessStartInfo("perl", ["-e", Script, path]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Assert.Equal("held", _process.StandardOutput.ReadLine());
    }

    public int Id => _process.Id;

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(5000);
        _process.Dispose();
    }
}
