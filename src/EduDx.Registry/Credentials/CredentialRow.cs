namespace EduDx.Registry.Credentials;

/// <summary>
/// What a source proves itself with. Of a secret only its SHA-256 is kept: it is 256 bits from the system's generator, so there is nothing to
/// guess that a slow hash would slow down, and each of two thousand kiosks that come back after a restart costs a microsecond.
/// </summary>
public sealed record CredentialRow
{
    /// <summary>Path of the source, <c>school/kind/source</c>: the user name and the client id.</summary>
    public required string Id { get; init; }
    /// <summary>SHA-256 of the secret, 32 bytes; null when it has none.</summary>
    public byte[]? SecretHash { get; init; }
    /// <summary>SHA-256 of the client certificate (DER) as lower-case hex; null when it has none.</summary>
    public string? Thumbprint { get; init; }
    /// <summary>The secret before the last rotation, hashed.</summary>
    public byte[]? PreviousHash { get; init; }
    /// <summary>The certificate before the last rotation.</summary>
    public string? PreviousThumbprint { get; init; }
    /// <summary>Until when the previous one is accepted, Unix milliseconds.</summary>
    public long PreviousUntilMs { get; init; }
    /// <summary>When the present secret or certificate was issued, Unix milliseconds.</summary>
    public long IssuedMs { get; init; }
    /// <summary>When it was revoked, Unix milliseconds; 0 while it is in force.</summary>
    public long RevokedMs { get; init; }
}

/// <summary>A one-time code that a source exchanges for its secret. Kept hashed, removed when it is used or has expired.</summary>
public sealed record ClaimRow
{
    /// <summary>SHA-256 of the code as lower-case hex.</summary>
    public required string CodeHash { get; init; }
    /// <summary>Path of the source that may claim.</summary>
    public required string Id { get; init; }
    /// <summary>When it ends, Unix milliseconds.</summary>
    public long ExpiresMs { get; init; }
}
