using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;

namespace EduDx.Ops.Cards.Keys;

/// <summary>A key pair of P-256, or its public half. Its id is the first 8 bytes of the SHA-256 of the public key (SubjectPublicKeyInfo).</summary>
internal sealed class CardKey : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ECDsa? _signer;
    private readonly ECParameters _public;
    private readonly CoseHeaderMap _headers = [];
    // One for each thread: the framework does not promise that one serves several.
    private readonly ThreadLocal<ECDsa> _verifiers;

    private CardKey(ECDsa key, bool signs, DateTimeOffset created)
    {
        Created = created;
        Spki = key.ExportSubjectPublicKeyInfo();
        var digest = SHA256.HashData(Spki);
        Kid = BinaryPrimitives.ReadUInt64BigEndian(digest);
        _headers[CoseHeaderLabel.KeyIdentifier] = CoseHeaderValue.FromBytes(digest.AsSpan(0, sizeof(ulong)));
        _public = key.ExportParameters(includePrivateParameters: false);
        _verifiers = new(() => ECDsa.Create(_public));
        if (signs) _signer = key;
        else key.Dispose();
    }

    /// <summary>The key's id.</summary>
    public ulong Kid { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>True when new cards can be sealed with it.</summary>
    public bool CanSign => _signer is not null;

    /// <summary>The public key, DER.</summary>
    public byte[] Spki { get; }

    /// <summary>A new key pair.</summary>
    public static CardKey Create(DateTimeOffset now) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), signs: true, now);

    /// <summary>A key of a PEM text.</summary>
    /// <exception cref="IOException">Not a key of P-256.</exception>
    public static CardKey FromPem(string pem, DateTimeOffset created, string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize != 256) throw new CryptographicException($"it has {key.KeySize} bits");
            return new CardKey(key, pem.Contains("PRIVATE", StringComparison.Ordinal), created);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new IOException($"{path} is not a key of P-256 in PEM form ({e.Message}); restore it from a backup, or move it away: the cards that it sealed are refused then (docs/cards.md)", e);
        }
    }

    /// <summary>The private half in PEM form (PKCS#8).</summary>
    public string PrivatePem() => _signer?.ExportPkcs8PrivateKeyPem() ?? throw new InvalidOperationException("a retired key has no private half");

    /// <summary>The public half in PEM form.</summary>
    public string PublicPem() => PemEncoding.WriteString("PUBLIC KEY", Spki);

    /// <summary>A COSE_Sign1 over <paramref name="content"/>.</summary>
    public byte[] Sign(byte[] content)
    {
        lock (_gate) return CoseSign1Message.SignEmbedded(content, new CoseSigner(_signer ?? throw new InvalidOperationException("a retired key seals nothing"), HashAlgorithmName.SHA256, _headers));
    }

    /// <summary>True when this key sealed the message.</summary>
    public bool Verify(CoseSign1Message message)
    {
        try
        {
            return message.VerifyEmbedded(_verifiers.Value!);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _signer?.Dispose();
        _verifiers.Dispose();
    }
}
