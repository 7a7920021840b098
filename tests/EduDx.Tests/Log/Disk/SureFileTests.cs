using EduDx.Log.Disk;

namespace EduDx.Tests.Log.Disk;

/// <summary>What they leave behind; that it survives a power cut is shown by the drills of the server.</summary>
public sealed class SureFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edudx-sure-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_replaced_whole_with_the_rights_asked_for()
    {
        var path = Path.Combine(_folder, "a.json");
        SureFile.Write(path, "a longer text"u8);
        // As a kill leaves it: with rights of its own.
        File.WriteAllText(path + ".new", "a draft");
        SureFile.Write(path, "short"u8, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal("short", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Folders_are_made_with_those_above_them_and_may_be_there()
    {
        var path = Path.Combine(_folder, "a", "b", "c");
        SureFolder.Create(path);
        SureFolder.Create(path);
        Assert.True(Directory.Exists(path));
        SureFolder.Create(Path.GetPathRoot(path)!);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = Path.Combine(_folder, "gone");
        Assert.Contains(path, Assert.Throws<IOException>(() => SureFolder.Sync(path)).Message, StringComparison.Ordinal);
    }
}
