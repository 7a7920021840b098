using System.Collections.Concurrent;
using System.Security.Cryptography;
using EduDx.Registry.Credentials;

namespace EduDx.Ops.Access.Devices;

/// <summary>A secret at the one moment that it is told.</summary>
/// <param name="User">Path of the source: user name and client id.</param>
/// <param name="Secret">The secret; null for a client certificate.</param>
public sealed record IssuedSecret(string User, string? Secret);

/// <summary>A one-time code at the one moment that it is told.</summary>
/// <param name="User">Path of the source that may claim.</param>
/// <param name="Code">The code.</param>
/// <param name="Expires">When it ends.</param>
public sealed record IssuedCode(string User, string Code, DateTimeOffset Expires);

/// <summary>
/// The credentials in force: all of them in memory, changed on the disk first. Readers take no lock; one change runs at a time.
/// </summary>
public sealed class DeviceCredentials
{
    private readonly Lock _writer = new();
    private readonly CredentialStore _store;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, CredentialRow> _byId = new(StringComparer.Ordinal);
    // What is proven (hash of a secret, thumbprint) to whose it is; the row has the last word.
    private readonly ConcurrentDictionary<string, string> _byProof = new(StringComparer.Ordinal);

    /// <summary>Loads them.</summary>
    public DeviceCredentials(CredentialStore store, TimeProvider time)
    {
        (_store, _time) = (store, time);
        foreach (var row in store.All()) Take(row);
    }

    /// <summary>A credential was rotated or revoked; called after it is on the disk.</summary>
    public event Action<CredentialRow>? Changed;

    /// <summary>All, by source.</summary>
    public IReadOnlyCollection<CredentialRow> All => [.. _byId.Values.OrderBy(c => c.Id, StringComparer.Ordinal)];

    /// <summary>The credential of a source, revoked ones too; null without one.</summary>
    public CredentialRow? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The source that a secret is of, if it is in force.</summary>
    /// <param name="secret">UTF-8 of the secret.</param>
    /// <param name="untilMs">Until when, Unix milliseconds: a secret before a rotation ends.</param>
    public CredentialRow? FindBySecret(ReadOnlySpan<byte> secret, out long untilMs)
    {
        untilMs = 0;
        var hash = DeviceSecret.Hash(secret);
        return _byProof.TryGetValue(Convert.ToHexStringLower(hash), out var id) && _byId.TryGetValue(id, out var row) && Accepts(row, hash, out untilMs) ? row : null;
    }

    /// <summary>The source that a certificate is of, if it is in force.</summary>
    public CredentialRow? FindByCertificate(string thumbprint, out long untilMs)
    {
        untilMs = 0;
        return _byProof.TryGetValue(thumbprint, out var id) && _byId.TryGetValue(id, out var row) && Accepts(row, thumbprint, out untilMs) ? row : null;
    }

    /// <summary>Issues credentials, all or none. A source that has one in force keeps it as the previous one for <paramref name="grace"/>.</summary>
    /// <param name="asked">Sources, and the thumbprint of the certificate where one proves itself with that.</param>
    /// <param name="grace">How long what was in force before is still accepted.</param>
    public IReadOnlyList<IssuedSecret> Issue(IReadOnlyCollection<(string Id, string? Thumbprint)> asked, TimeSpan grace)
    {
        var now = Now();
        var (rows, issued) = (new List<CredentialRow>(asked.Count), new List<IssuedSecret>(asked.Count));
        lock (_writer)
        {
            foreach (var (id, thumbprint) in asked)
            {
                var secret = thumbprint is null ? DeviceSecret.New() : null;
                var before = _byId.GetValueOrDefault(id) is { RevokedMs: 0 } known ? known : null;
                rows.Add(new CredentialRow
                {
                    Id = id, SecretHash = secret is null ? null : DeviceSecret.Hash(secret), Thumbprint = thumbprint, IssuedMs = now,
                    PreviousHash = before?.SecretHash, PreviousThumbprint = before?.Thumbprint, PreviousUntilMs = before is null ? 0 : now + (long)grace.TotalMilliseconds,
                });
                issued.Add(new IssuedSecret(id, secret));
            }
            _store.Save(rows);
            foreach (var row in rows) Take(row);
        }
        foreach (var row in rows) Changed?.Invoke(row);
        return issued;
    }

    /// <summary>Ends a credential for good: nothing that it had is accepted any more, and a code that is on its way to the source is worth nothing.</summary>
    /// <returns>False when there is none in force, and no code either.</returns>
    public bool Revoke(string id)
    {
        CredentialRow revoked;
        lock (_writer)
        {
            var hadCode = _store.DropClaims(id);
            if (_byId.GetValueOrDefault(id) is not { RevokedMs: 0 } row) return hadCode;
            revoked = new CredentialRow { Id = id, IssuedMs = row.IssuedMs, RevokedMs = Now() };
            _store.Save([revoked]);
            Take(revoked);
        }
        Changed?.Invoke(revoked);
        return true;
    }

    /// <summary>Makes a code that the source exchanges for its secret; an older code of it ends.</summary>
    public IssuedCode NewCode(string id, TimeSpan lifetime)
    {
        var code = DeviceSecret.NewCode();
        var expires = _time.GetUtcNow() + lifetime;
        lock (_writer) _store.SaveClaim(new ClaimRow { CodeHash = DeviceSecret.HashCode(code), Id = id, ExpiresMs = expires.ToUnixTimeMilliseconds() });
        return new IssuedCode(id, code, expires);
    }

    /// <summary>Exchanges a code for a secret, or for the acceptance of a certificate.</summary>
    /// <returns>Null when there is no such code, or no more. What the source had before ends at once: whoever holds the code is the source.</returns>
    public IssuedSecret? Claim(string code, string? thumbprint)
    {
        ClaimRow? claim;
        lock (_writer) claim = _store.TakeClaim(DeviceSecret.HashCode(code), Now());
        return claim is null ? null : Issue([(claim.Id, thumbprint)], TimeSpan.Zero)[0];
    }

    /// <summary>True while what a session proved itself with is accepted.</summary>
    internal bool Accepts(CredentialRow row, byte[] hash, out long untilMs) => Accepts(row, Same(row.SecretHash, hash), Same(row.PreviousHash, hash), out untilMs);

    /// <inheritdoc cref="Accepts(CredentialRow, byte[], out long)"/>
    internal bool Accepts(CredentialRow row, string thumbprint, out long untilMs) => Accepts(row, row.Thumbprint == thumbprint, row.PreviousThumbprint == thumbprint, out untilMs);

    private bool Accepts(CredentialRow row, bool isPresent, bool isPrevious, out long untilMs)
    {
        untilMs = isPresent ? long.MaxValue : isPrevious ? row.PreviousUntilMs : 0;
        return row.RevokedMs == 0 && untilMs > Now();
    }

    private static bool Same(byte[]? kept, byte[] given) => kept is not null && CryptographicOperations.FixedTimeEquals(kept, given);

    private void Take(CredentialRow row)
    {
        var older = _byId.GetValueOrDefault(row.Id);
        // The row first: a proof that is found before its row would be a stranger's.
        _byId[row.Id] = row;
        foreach (var proof in ProofsOf(row)) _byProof[proof] = row.Id;
        if (older is null) return;
        foreach (var proof in ProofsOf(older).Except(ProofsOf(row))) _byProof.TryRemove(new(proof, row.Id));
    }

    private static IEnumerable<string> ProofsOf(CredentialRow row)
    {
        if (row.SecretHash is { } hash) yield return Convert.ToHexStringLower(hash);
        if (row.PreviousHash is { } previous) yield return Convert.ToHexStringLower(previous);
        if (row.Thumbprint is { } thumbprint) yield return thumbprint;
        if (row.PreviousThumbprint is { } before) yield return before;
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
