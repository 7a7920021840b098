using System.Security.Cryptography;
using EduDx.Registry.Vault;

namespace EduDx.Ops.Ingest;

/// <summary>
/// Seals what was rejected, by AES-256-GCM: it is kept as it came, and what came may hold anything, a child's name among it. The key stands in the folder of keys
/// and not beside the log.
/// <code>
/// 0   1  version, 2 (1 is a record that is not sealed)
/// 1  12  nonce
/// 13 16  tag
/// 29  …  the sealed record
/// </code>
/// </summary>
internal sealed class RecordSeal(KeyFolder keys) : IDisposable
{
    private const byte Version = 2;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 1 + NonceBytes + TagBytes;

    private readonly AesGcm _aes = new(keys.Key("rejected"), TagBytes);
    private readonly Lock _gate = new();

    /// <summary>Seals a record.</summary>
    public byte[] Seal(ReadOnlySpan<byte> record)
    {
        var box = new byte[HeaderBytes + record.Length];
        box[0] = Version;
        RandomNumberGenerator.Fill(box.AsSpan(1, NonceBytes));
        lock (_gate) _aes.Encrypt(box.AsSpan(1, NonceBytes), record, box.AsSpan(HeaderBytes), box.AsSpan(1 + NonceBytes, TagBytes));
        return box;
    }

    /// <summary>Opens a record; one that is not sealed stays as it is.</summary>
    /// <returns>Null when the key is another one: the folder of keys was lost or is that of another server.</returns>
    public byte[]? Open(ReadOnlySpan<byte> box)
    {
        if (box.Length < HeaderBytes || box[0] != Version) return box.ToArray();
        var record = new byte[box.Length - HeaderBytes];
        try
        {
            lock (_gate) _aes.Decrypt(box.Slice(1, NonceBytes), box[HeaderBytes..], box.Slice(1 + NonceBytes, TagBytes), record);
            return record;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public void Dispose() => _aes.Dispose();
}
