using System.Diagnostics;
using System.Globalization;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Faults;

/// <summary>A mounted disk whose power can be cut (<c>CutDisk/</c>, a file system of our own in user space): then it has forgotten what was not synced.</summary>
internal sealed class CutDisk : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly string Sources = Path.Combine(Repo.Root, "tests", "EduDx.ServerTests", "Faults", "CutDisk");

    private readonly string _folder = Directory.CreateTempSubdirectory("edudx-cut-disk-").FullName;
    private readonly int _ways;
    private readonly bool _lies;
    private Process? _process;
    private TaskCompletionSource _mounted = NewSignal();
    private TaskCompletionSource _cut = NewSignal();
    private int _images;

    /// <param name="ways">In how many ways a cut is played, each as likely.</param>
    /// <param name="lies">It answers syncs of files and does not keep them.</param>
    public CutDisk(int ways, bool lies = false)
    {
        (_ways, _lies) = (ways, lies);
        Folder = Directory.CreateDirectory(Path.Combine(_folder, "mount")).FullName;
        Directory.CreateDirectory(Path.Combine(_folder, "0", "0"));
    }

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    /// <summary>Changes and syncs that it took until it was unmounted last.</summary>
    public (long Changes, long Syncs) Taken { get; private set; }

    /// <summary>Done once the power is cut.</summary>
    public Task Cut => _cut.Task;

    /// <summary>What is on it now that it is unmounted, and what else could be: a folder each. The first is what the next mount shows.</summary>
    public string[] Images => Directory.GetDirectories(Path.Combine(_folder, $"{_images}"));

    /// <summary>Mounts it.</summary>
    /// <param name="seed">What is left of what was not synced follows from it.</param>
    public async Task MountAsync(int seed)
    {
        var program = Path.Combine(_folder, "cutdisk");
        if (!File.Exists(program))
        {
            var (code, said) = await Tool.RunAsync("cc", ["-O2", "-Wall", "-Werror", "-D_FILE_OFFSET_BITS=64", "-I/usr/include/fuse3", "-o", program, Path.Combine(Sources, "cutdisk.c"), Path.Combine(Sources, "disk.c"), "-lfuse3", "-lpthread"]);
            Assert.True(code == 0, said);
        }
        (_mounted, _cut) = (NewSignal(), NewSignal());
        var left = Directory.CreateDirectory(Path.Combine(_folder, $"{_images + 1}")).FullName;
        string[] arguments = [Path.Combine(_folder, $"{_images}", "0"), left, Folder, $"{seed}", $"{_ways}", .. _lies ? new[] { "lie" } : []];
        _process = new Process { StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true } };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        await _mounted.Task.WaitAsync(Limit);
    }

    /// <summary>Cuts the power at the <paramref name="number"/>th change or sync from now on: that one fails, and all behind it.</summary>
    public void CutAt(int number) => _process!.StandardInput.WriteLine($"cut {number}");

    /// <summary>Unmounts it; the processes that used it must be gone.</summary>
    public async Task UnmountAsync()
    {
        await Until.Async(() => Tool.RunAsync("umount", [Folder]), r => r.Code == 0, "the disk is unmounted", TimeSpan.FromSeconds(10));
        await _process!.WaitForExitAsync().WaitAsync(Limit);
        // The pipe is read to its end before what it said is used.
        _process.WaitForExit();
        Assert.Equal(0, _process.ExitCode);
        _process.Dispose();
        _process = null;
        Directory.Delete(Path.Combine(_folder, $"{_images}"), recursive: true);
        _images++;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await Tool.RunAsync("umount", ["-l", Folder]);
            if (!process.WaitForExit(Limit)) process.Kill();
            process.Dispose();
        }
        // Not if it is still mounted: then this would empty it.
        Directory.Delete(Folder);
        Directory.Delete(_folder, recursive: true);
    }

    private void Hear(string? line)
    {
        if (line == "mounted") _mounted.TrySetResult();
        else if (line == "cut") _cut.TrySetResult();
        else if (line?.Split(' ') is ["left", var changes, var syncs]) Taken = (long.Parse(changes, CultureInfo.InvariantCulture), long.Parse(syncs, CultureInfo.InvariantCulture));
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A drill that compiles and mounts a file system of our own.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsFuseFactAttribute : FactAttribute
{
    public NeedsFuseFactAttribute()
    {
        if (Environment.UserName != "root") Skip = "needs root: it mounts a file system of its own";
        else if (!File.Exists("/dev/fuse")) Skip = "needs /dev/fuse: this machine's kernel has no file systems in user space (or the container was not given the device)";
        else if (!File.Exists("/usr/include/fuse3/fuse.h") || !File.Exists("/usr/bin/cc")) Skip = "needs a C compiler and libfuse3 (Debian's packages gcc, libc6-dev and libfuse3-dev)";
    }
}
