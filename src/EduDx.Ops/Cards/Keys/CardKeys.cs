using System.Collections.Frozen;
using System.Globalization;

namespace EduDx.Ops.Cards.Keys;

/// <summary>
/// The keys of this deployment's cards, each a PEM file in <c>keys/cards</c> of the data folder that its owner alone may read:
/// <code>
/// 20260907T000000Z-0123456789abcdef.key.pem        seals new cards: the newest of them
/// 20250905T000000Z-fedcba9876543210.pub.pem        retired: its cards are good until they expire, and it seals no more
/// 20250905T000000Z-00112233aabbccdd.withdrawn.pem  not trusted any more: its cards are refused
/// </code>
/// </summary>
internal sealed class CardKeys : IDisposable
{
    private const string Signing = ".key.pem", Retired = ".pub.pem", Withdrawn = ".withdrawn.pem";
    private const string Stamp = "yyyyMMdd'T'HHmmss'Z'";

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly TimeProvider _time;
    private volatile FrozenDictionary<ulong, CardKey> _keys;

    private CardKeys(string folder, TimeProvider time, IEnumerable<CardKey> keys) =>
        (_folder, _time, _keys) = (folder, time, keys.ToFrozenDictionary(k => k.Kid));

    /// <summary>All keys that are trusted, newest first.</summary>
    public IEnumerable<CardKey> All => _keys.Values.OrderByDescending(k => k.Created).ThenBy(k => k.Kid);

    /// <summary>True when no card was ever sealed here.</summary>
    public bool IsEmpty => _keys.Count == 0;

    /// <summary>Reads the keys; none is made.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">A file is not a key, or others may read it.</exception>
    public static CardKeys Open(string data, TimeProvider time)
    {
        var folder = Path.Combine(data, "keys", "cards");
        if (!Directory.Exists(folder)) return new(folder, time, []);
        var keys = new List<CardKey>();
        foreach (var path in Directory.GetFiles(folder, "*.pem").Order(StringComparer.Ordinal))
        {
            if (path.EndsWith(Withdrawn, StringComparison.Ordinal)) continue;
            SecretFile.CheckMode(path);
            keys.Add(CardKey.FromPem(File.ReadAllText(path), CreatedOf(path), path));
        }
        return new(folder, time, keys);
    }

    /// <summary>The key of an id; null when it is not trusted.</summary>
    public CardKey? Find(ulong kid) => _keys.GetValueOrDefault(kid);

    /// <summary>The key that seals, made when there is none.</summary>
    public CardKey Active()
    {
        lock (_gate) return All.FirstOrDefault(k => k.CanSign) ?? Make();
    }

    /// <summary>Makes a new key that seals from now on. The ones before are retired: their private halves are gone when this returns.</summary>
    public CardKey Rotate()
    {
        lock (_gate)
        {
            var old = _keys.Values.Where(k => k.CanSign).ToArray();
            var key = Make();
            foreach (var before in old)
            {
                var retired = CardKey.FromPem(before.PublicPem(), before.Created, _folder);
                SecretFile.Write(PathOf(before, Retired), before.PublicPem());
                File.Delete(PathOf(before, Signing));
                Put(retired);
            }
            return key;
        }
    }

    /// <summary>Trusts a key no more: the cards that it sealed are refused from now on, also after a restart.</summary>
    /// <returns>False when there is no such key.</returns>
    public bool Withdraw(ulong kid)
    {
        lock (_gate)
        {
            if (Find(kid) is not { } key) return false;
            SecretFile.Write(PathOf(key, Withdrawn), key.PublicPem());
            File.Delete(PathOf(key, Signing));
            File.Delete(PathOf(key, Retired));
            _keys = _keys.Where(k => k.Key != kid).ToFrozenDictionary();
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _keys.Values) key.Dispose();
    }

    private CardKey Make()
    {
        var key = CardKey.Create(_time.GetUtcNow());
        SecretFile.Write(PathOf(key, Signing), key.PrivatePem());
        Put(key);
        return key;
    }

    private void Put(CardKey key) => _keys = _keys.Where(k => k.Key != key.Kid).Append(new(key.Kid, key)).ToFrozenDictionary();

    private string PathOf(CardKey key, string kind) =>
        Path.Combine(_folder, $"{key.Created.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture)}-{CardToken.Text(key.Kid)}{kind}");

    private static DateTimeOffset CreatedOf(string path) =>
        DateTimeOffset.TryParseExact(Path.GetFileName(path).Split('-')[0], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
            ? created
            : throw new IOException($"{path} does not begin with the time of its making (20260907T000000Z-…); give it back its name (docs/cards.md)");
}
