namespace EduDx.Log.Disk;

/// <summary>Small files that are replaced whole: after a power cut the old or the new one is there, and once it was replaced the new one.</summary>
public static class SureFile
{
    /// <summary>Replaces a file or makes it: written beside the old one (<c>.new</c>), synced, renamed, and the folder synced.</summary>
    /// <param name="path">Its folder must be there.</param>
    /// <param name="bytes">All of it.</param>
    /// <param name="rights">Of a new file; null for what the process gives. Windows has none.</param>
    /// <exception cref="IOException">The disk did not take it; the old one stays.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes, UnixFileMode? rights = null)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = rights;
        var draft = path + ".new";
        // A draft that a kill left behind keeps the rights it has.
        File.Delete(draft);
        using (var file = new FileStream(draft, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        Replace(draft, path);
    }

    /// <summary>Puts a file that is written and synced in the place of another of the same folder.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void Replace(string draft, string path)
    {
        File.Move(draft, path, overwrite: true);
        SureFolder.Sync(Path.GetDirectoryName(path)!);
    }
}
