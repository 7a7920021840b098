using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace EduDx.Registry.Vault;

/// <summary>
/// One key a person, in the file <c>persons.keys</c> of the <see cref="KeyFolder"/>: 32 random bytes at 32 times the person's registry key; zeros where there is none.
/// Destroying a key writes zeros over it and syncs: what it sealed is unreadable from then on, in the database, in its journal and in every copy of them.
/// A disk that writes elsewhere than it is told (flash, copy-on-write) may hold the old bytes until it reuses them; keep the folder on an encrypted file system.
/// <para>A correction puts the next key into <c>persons.keys.next</c> (registry key, 4 bytes little-endian; key, 32 bytes) until the database holds what it seals: whenever
/// it is cut off, one of the two keys opens the name.</para>
/// <para>An import stages the keys that it makes, and commits them before the database commits: a name whose key is not on the disk would be lost.</para>
/// </summary>
internal sealed class PersonKeys(KeyFolder folder)
{
    private const string FileName = "persons.keys";
    private const string NextName = "persons.keys.next";

    private readonly SortedDictionary<int, byte[]> _staged = [];
    private byte[] _all = [];

    /// <summary>Reads all keys, for an import that looks at everybody.</summary>
    public void Load()
    {
        using var file = folder.Open(FileName, FileMode.OpenOrCreate);
        _all = new byte[RandomAccess.GetLength(file)];
        var read = 0;
        for (int some; read < _all.Length && (some = RandomAccess.Read(file, _all.AsSpan(read), read)) > 0;) read += some;
        _staged.Clear();
    }

    /// <summary>Forgets what was loaded and staged.</summary>
    public void Forget()
    {
        CryptographicOperations.ZeroMemory(_all);
        _all = [];
        _staged.Clear();
    }

    /// <summary>The key of a person as loaded or staged; empty when there is none.</summary>
    public ReadOnlySpan<byte> Loaded(int person)
    {
        if (_staged.TryGetValue(person, out var staged)) return staged;
        var at = (long)person * KeyFolder.KeyBytes;
        if (at + KeyFolder.KeyBytes > _all.Length) return [];
        var key = _all.AsSpan((int)at, KeyFolder.KeyBytes);
        return key.ContainsAnyExcept((byte)0) ? key : [];
    }

    /// <summary>Makes a key for a person and stages it.</summary>
    public byte[] Stage(int person) => _staged[person] = RandomNumberGenerator.GetBytes(KeyFolder.KeyBytes);

    /// <summary>Writes the staged keys and syncs them.</summary>
    /// <exception cref="IOException">The disk did not take them.</exception>
    public void Commit()
    {
        if (_staged.Count == 0) return;
        using var file = folder.Open(FileName, FileMode.OpenOrCreate);
        var (run, first) = (new MemoryStream(), -1);
        foreach (var (person, key) in _staged)
        {
            if (first >= 0 && person != first + run.Length / KeyFolder.KeyBytes) Write();
            if (run.Length == 0) first = person;
            run.Write(key);
        }
        Write();
        RandomAccess.FlushToDisk(file);

        void Write()
        {
            RandomAccess.Write(file, run.GetBuffer().AsSpan(0, (int)run.Length), (long)first * KeyFolder.KeyBytes);
            run.SetLength(0);
        }
    }

    /// <summary>Makes the next key of a person and puts it beside the one in force; done when the disk has it.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public byte[] PutNext(int person)
    {
        var next = new byte[sizeof(int) + KeyFolder.KeyBytes];
        BinaryPrimitives.WriteInt32LittleEndian(next, person);
        RandomNumberGenerator.Fill(next.AsSpan(sizeof(int)));
        using var file = folder.Open(NextName, FileMode.Create);
        RandomAccess.Write(file, next, 0);
        RandomAccess.FlushToDisk(file);
        return next[sizeof(int)..];
    }

    /// <summary>The next key that lies beside those in force, and whose it is; null when there is none.</summary>
    public (int Person, byte[] Key)? Next()
    {
        if (!folder.Has(NextName)) return null;
        using var file = folder.Open(NextName, FileMode.Open);
        var next = new byte[sizeof(int) + KeyFolder.KeyBytes];
        // Torn, it has sealed nothing yet.
        return RandomAccess.Read(file, next, 0) == next.Length ? (BinaryPrimitives.ReadInt32LittleEndian(next), next[sizeof(int)..]) : (0, []);
    }

    /// <summary>Puts the next key into the place of the one in force, or gives it up; then it is nowhere else.</summary>
    /// <param name="next">What <see cref="Next"/> says.</param>
    /// <param name="isInForce">True when the database holds what it seals.</param>
    public void Settle((int Person, byte[] Key) next, bool isInForce)
    {
        if (isInForce)
        {
            _staged.Clear();
            _staged[next.Person] = next.Key;
            Commit();
            _staged.Clear();
        }
        folder.Destroy(NextName);
    }

    /// <summary>The key of a person from the disk; empty when there is none.</summary>
    public byte[] Read(int person)
    {
        using var file = folder.Open(FileName, FileMode.OpenOrCreate);
        return Read(file, person);
    }

    /// <summary>The keys of some persons from the disk, each empty when there is none.</summary>
    public byte[][] Read(IReadOnlyList<int> persons)
    {
        using var file = folder.Open(FileName, FileMode.OpenOrCreate);
        return [.. persons.Select(p => Read(file, p))];
    }

    /// <summary>Destroys the key of a person; done when the disk has it.</summary>
    public void Destroy(int person)
    {
        using var file = folder.Open(FileName, FileMode.OpenOrCreate);
        if (RandomAccess.GetLength(file) < (long)(person + 1) * KeyFolder.KeyBytes) return;
        RandomAccess.Write(file, new byte[KeyFolder.KeyBytes], (long)person * KeyFolder.KeyBytes);
        RandomAccess.FlushToDisk(file);
    }

    private static byte[] Read(SafeFileHandle file, int person)
    {
        var key = new byte[KeyFolder.KeyBytes];
        return RandomAccess.Read(file, key, (long)person * KeyFolder.KeyBytes) == key.Length && key.AsSpan().ContainsAnyExcept((byte)0) ? key : [];
    }
}
