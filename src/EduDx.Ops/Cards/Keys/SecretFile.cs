using EduDx.Log.Disk;

namespace EduDx.Ops.Cards.Keys;

/// <summary>Small files that their owner alone may read. On Windows the rights of the data folder count.</summary>
internal static class SecretFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Writes a file whole: after a power cut the old or the new one is there.</summary>
    public static void Write(string path, string text) => Write(path, System.Text.Encoding.ASCII.GetBytes(text));

    /// <summary>Writes a file whole: after a power cut the old or the new one is there.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        SureFolder.Create(folder);
        SureFile.Write(path, bytes, OwnerOnly);
    }

    /// <summary>Refuses a file that others may read.</summary>
    /// <exception cref="IOException">They may; the message says how to mend it.</exception>
    public static void CheckMode(string path)
    {
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Others) == 0) return;
        throw new IOException($"{path} can be read or written by others than its owner; run: chmod 600 '{path}', and rotate the key if anybody else was on this machine (docs/cards.md)");
    }
}
