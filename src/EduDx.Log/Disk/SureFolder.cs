using System.ComponentModel;
using System.Runtime.InteropServices;

namespace EduDx.Log.Disk;

/// <summary>
/// Folders whose names survive a power cut. A file that was synced has its bytes on the disk; its name is on the disk once the folder that it is in was synced
/// too, and so is a folder's (POSIX; fsync(2)). On Windows the file system journals names, and nothing is done.
/// </summary>
public static class SureFolder
{
    private const int ReadOnly = 0;
    private const int PermissionDenied = 13;
    private const int Invalid = 22;
    private const int NotSupported = 95;

    /// <summary>Makes a folder and those above it that are missing. When it returns their names are on the disk, whoever made them.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void Create(string path)
    {
        path = Path.GetFullPath(path);
        if (Path.GetDirectoryName(path) is not { } above) return;
        if (!Directory.Exists(path))
        {
            Create(above);
            Directory.CreateDirectory(path);
        }
        // Also of one that is there already: a process that was killed may have made it just now.
        Sync(above);
    }

    /// <summary>Puts the names in a folder on the disk.</summary>
    /// <exception cref="IOException">The disk did not take them.</exception>
    public static void Sync(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Open(path, ReadOnly);
        if (folder < 0)
        {
            // A folder that may be passed and not read: it is the operator's, and was there before us.
            if (Marshal.GetLastPInvokeError() == PermissionDenied) return;
            throw Failed(path);
        }
        try
        {
            // Some file systems of networks have no sync of folders.
            if (Fsync(folder) < 0 && Marshal.GetLastPInvokeError() is not (Invalid or NotSupported)) throw Failed(path);
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static IOException Failed(string path)
    {
        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"The names in {path} cannot be put on the disk: {error.Message}. Free or mend the disk and start again.", error);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Fsync(int folder);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int folder);
}
