using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EduDx.Registry.Vault;

/// <summary>
/// What the vault knows of a person, sealed by AES-256-GCM with the person's own key.
/// <code>
/// 0   1  version, 1
/// 1  12  nonce
/// 13 16  tag
/// 29  …  sealed: length of the name (2), name, identity number, zeros up to a multiple of 32
/// </code>
/// The registry key of the person (4 bytes, little-endian) is authenticated with it: a sealed row does not open in the place of another.
/// </summary>
internal static class PersonSeal
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 1 + NonceBytes + TagBytes;
    private const int Block = 32;

    /// <summary>Seals.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> key, int person, string name, string identity)
    {
        var (nameBytes, idBytes) = (Encoding.UTF8.GetByteCount(name), Encoding.UTF8.GetByteCount(identity));
        var plain = new byte[(2 + nameBytes + idBytes + Block - 1) / Block * Block];
        BinaryPrimitives.WriteUInt16LittleEndian(plain, (ushort)nameBytes);
        Encoding.UTF8.GetBytes(name, plain.AsSpan(2));
        Encoding.UTF8.GetBytes(identity, plain.AsSpan(2 + nameBytes));
        var box = new byte[HeaderBytes + plain.Length];
        box[0] = 1;
        var nonce = box.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        Span<byte> about = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(about, person);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, box.AsSpan(HeaderBytes), box.AsSpan(1 + NonceBytes, TagBytes), about);
        CryptographicOperations.ZeroMemory(plain);
        return box;
    }

    /// <summary>Opens.</summary>
    /// <param name="key">The person's key; empty when it was destroyed.</param>
    /// <param name="person">Registry key.</param>
    /// <param name="box">What was sealed.</param>
    /// <returns>Null when it cannot be read: the key is another one or none, or a byte was changed.</returns>
    public static (string Name, string Identity)? Open(ReadOnlySpan<byte> key, int person, ReadOnlySpan<byte> box)
    {
        if (key.IsEmpty || box.Length < HeaderBytes + Block || box[0] != 1) return null;
        var plain = new byte[box.Length - HeaderBytes];
        Span<byte> about = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(about, person);
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(box.Slice(1, NonceBytes), box[HeaderBytes..], box.Slice(1 + NonceBytes, TagBytes), plain, about);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        var name = BinaryPrimitives.ReadUInt16LittleEndian(plain);
        var result = (Encoding.UTF8.GetString(plain, 2, name), Encoding.UTF8.GetString(plain.AsSpan(2 + name)).TrimEnd('\0'));
        CryptographicOperations.ZeroMemory(plain);
        return result;
    }
}
