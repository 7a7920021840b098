using System.Globalization;
using System.Security.Cryptography;

namespace EduDx.Registry.Vault;

/// <summary>
/// The folder of keys, apart from the registry's database and readable by the server's user alone. Who has the database and not this folder has no name in it;
/// a backup of the database holds no key. Back the folder up on its own, and let its backups be few and young: a key that was destroyed is still in them.
/// </summary>
public sealed class KeyFolder
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyBytes = 32;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly Action<string>? _syncFolder;

    /// <summary>Opens the folder, makes it when it is missing, and takes everybody else's rights away.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="syncFolder">Puts the names in a folder on the disk; null where nothing has to survive a power cut.</param>
    public KeyFolder(string path, Action<string>? syncFolder = null)
    {
        (_path, _syncFolder) = (Path.GetFullPath(path), syncFolder);
        Directory.CreateDirectory(_path);
        _syncFolder?.Invoke(Path.GetDirectoryName(_path)!);
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(_path, OwnerOnly | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(_path)) File.SetUnixFileMode(file, OwnerOnly);
    }

    /// <summary>The key of that name; made of random bytes when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is not a key.</exception>
    public byte[] Key(string name)
    {
        var path = PathOf(name + ".key");
        if (File.Exists(path))
        {
            var found = File.ReadAllBytes(path);
            return found.Length == KeyBytes ? found : throw new InvalidDataException($"{path} has {found.Length} bytes and a key has {KeyBytes}: put the right file back from its backup");
        }
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        using (var file = Open(name + ".key.new", FileMode.Create))
        {
            RandomAccess.Write(file, key, 0);
            RandomAccess.FlushToDisk(file);
        }
        File.Move(PathOf(name + ".key.new"), path);
        // Before anything is sealed with it.
        _syncFolder?.Invoke(_path);
        return key;
    }

    /// <summary>The key of the pseudonyms of a school year, named by the year in which it began.</summary>
    public byte[] YearKey(int year) => Key(string.Create(CultureInfo.InvariantCulture, $"year-{year}"));

    /// <summary>Destroys the keys of school years that began before a year: their pseudonyms can no longer be made from identity numbers.</summary>
    /// <returns>The years whose keys are gone.</returns>
    public IReadOnlyList<int> DestroyYearsBefore(int year)
    {
        var gone = new List<int>();
        foreach (var path in Directory.GetFiles(_path, "year-*.key"))
        {
            if (!int.TryParse(Path.GetFileNameWithoutExtension(path).AsSpan("year-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var of) || of >= year) continue;
            using (var file = Open(Path.GetFileName(path), FileMode.Open))
            {
                RandomAccess.Write(file, new byte[KeyBytes], 0);
                RandomAccess.FlushToDisk(file);
            }
            File.Delete(path);
            gone.Add(of);
        }
        if (gone.Count > 0) _syncFolder?.Invoke(_path);
        return gone;
    }

    /// <summary>True when the folder has the file.</summary>
    internal bool Has(string name) => File.Exists(PathOf(name));

    /// <summary>Writes zeros over a small file of the folder and removes it.</summary>
    internal void Destroy(string name)
    {
        using (var file = Open(name, FileMode.Open))
        {
            RandomAccess.Write(file, new byte[RandomAccess.GetLength(file)], 0);
            RandomAccess.FlushToDisk(file);
        }
        File.Delete(PathOf(name));
    }

    /// <summary>Opens a file of the folder for this user alone.</summary>
    internal Microsoft.Win32.SafeHandles.SafeFileHandle Open(string name, FileMode mode)
    {
        var isNew = !File.Exists(PathOf(name));
        var handle = File.OpenHandle(PathOf(name), mode, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(handle, OwnerOnly);
        if (isNew) _syncFolder?.Invoke(_path);
        return handle;
    }

    private string PathOf(string name) => Path.Combine(_path, name);
}
