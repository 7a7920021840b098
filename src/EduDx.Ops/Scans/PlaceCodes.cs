using System.Buffers.Binary;
using System.Security.Cryptography;
using EduDx.Contracts.Cards;
using EduDx.Live.Events;
using EduDx.Ops.Cards.Keys;

namespace EduDx.Ops.Scans;

/// <summary>
/// The rotating code of a place (a kiosk's screen): every 15 seconds another one, each good for 15 seconds more.
/// <code>
/// code = "EDXP1:" base45( first 8 bytes of HMAC-SHA-256( place key, time step as 8 bytes big-endian ) )
/// place key = HMAC-SHA-256( secret of the deployment, "place" and the kiosk's registry key as 4 bytes big-endian )
/// time step = Unix seconds / 15
/// </code>
/// The secret is <c>keys/places</c> in the data folder; removing the file gives every place new codes at the next start.
/// </summary>
internal sealed class PlaceCodes(string data)
{
    /// <summary>Milliseconds for which a code is shown; it is taken for as long again.</summary>
    public const long StepMs = 15_000;

    private const string Prefix = "EDXP1:";
    private const int CodeBytes = 8;

    // A screen asks every few seconds; one that has not asked for so long is no longer there.
    private const long ShowingMs = 10 * 60_000;

    // A code is over after 30 s: this is more than a city sends in that time.
    private const int Generation = 50_000;

    private readonly Lazy<byte[]> _secret = new(() => Secret(Path.Combine(data, "keys", "places")));
    private readonly RecentMap<int, long> _shown = new(10_000);
    private readonly RecentMap<(int Person, int Kiosk, long Step), UInt128> _used = new(Generation);

    private static ReadOnlySpan<byte> PrefixBytes => "EDXP1:"u8;

    /// <summary>The code to show at a place, and when the next one follows.</summary>
    /// <param name="kiosk">Registry key of the kiosk.</param>
    /// <param name="nowMs">Unix milliseconds.</param>
    public (string Text, long NextMs) Show(int kiosk, long nowMs)
    {
        _shown.Set(kiosk, nowMs);
        var step = nowMs / StepMs;
        Span<byte> code = stackalloc byte[CodeBytes];
        Code(kiosk, step, code);
        return (Prefix + Base45.Encode(code), (step + 1) * StepMs);
    }

    /// <summary>True while a screen shows this place's codes: a phone there has one to send.</summary>
    public bool IsShowing(int kiosk, long nowMs) => _shown.TryGet(kiosk, out var at) && nowMs - at < ShowingMs;

    /// <summary>Holds a code against a place. A code that was used counts as used once only: by a person, at a place.</summary>
    /// <param name="kiosk">Registry key of the kiosk under whose topic it came.</param>
    /// <param name="text">The code as the phone read it.</param>
    /// <param name="person">Registry key of who sends it.</param>
    /// <param name="id">Event id: the same event sent again is no second use.</param>
    /// <param name="atMs">When it is said to have happened.</param>
    /// <param name="nowMs">When it came in.</param>
    public ScanFlags Check(int kiosk, ReadOnlySpan<byte> text, int person, UInt128 id, long atMs, long nowMs)
    {
        Span<byte> code = stackalloc byte[CodeBytes];
        if (text.Length != PrefixBytes.Length + Base45.Length(CodeBytes) || !text.StartsWith(PrefixBytes) || !Base45.TryDecode(text[PrefixBytes.Length..], code, out _)) return ScanFlags.PlaceCodeWrong;
        if (StepOf(kiosk, code, nowMs) is { } step) return Use(person, kiosk, step, id);
        // A phone without a line sends later what it read then: it may be true, and a copied code looks the same.
        return StepOf(kiosk, code, atMs) is { } then ? ScanFlags.PlaceCodeStale | Use(person, kiosk, then, id) : ScanFlags.PlaceCodeWrong;
    }

    private ScanFlags Use(int person, int kiosk, long step, UInt128 id) =>
        _used.Update((person, kiosk, step), id, static (before, now) => before == UInt128.Zero || before == now ? (now, ScanFlags.None) : (before, ScanFlags.PlaceCodeReused));

    // The step of now, or the one before it.
    private long? StepOf(int kiosk, ReadOnlySpan<byte> code, long ms)
    {
        Span<byte> expected = stackalloc byte[CodeBytes];
        for (var step = ms / StepMs; step >= ms / StepMs - 1; step--)
        {
            Code(kiosk, step, expected);
            if (CryptographicOperations.FixedTimeEquals(expected, code)) return step;
        }
        return null;
    }

    private void Code(int kiosk, long step, Span<byte> code)
    {
        Span<byte> name = stackalloc byte[9];
        "place"u8.CopyTo(name);
        BinaryPrimitives.WriteInt32BigEndian(name[5..], kiosk);
        Span<byte> key = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret.Value, name, key);
        Span<byte> time = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, step);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, time, mac);
        mac[..CodeBytes].CopyTo(code);
    }

    private static byte[] Secret(string path)
    {
        if (!File.Exists(path)) SecretFile.Write(path, RandomNumberGenerator.GetBytes(32));
        SecretFile.CheckMode(path);
        return File.ReadAllBytes(path) is { Length: 32 } secret ? secret : throw new IOException($"{path} does not have 32 bytes; remove it, and every place shows new codes");
    }
}
