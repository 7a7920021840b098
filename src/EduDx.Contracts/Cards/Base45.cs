namespace EduDx.Contracts.Cards;

/// <summary>Base45 (RFC 9285): bytes in the 45 signs that a QR code packs best. Two bytes are three signs, a last single byte two.</summary>
public static class Base45
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const byte None = 255;
    private static readonly byte[] Values = Table();

    /// <summary>Signs of a text that holds <paramref name="bytes"/> bytes.</summary>
    public static int Length(int bytes) => bytes / 2 * 3 + (bytes & 1) * 2;

    /// <summary>Encodes bytes.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[Length(bytes.Length)];
        var at = 0;
        for (var i = 0; i + 1 < bytes.Length; i += 2)
        {
            var pair = bytes[i] * 256 + bytes[i + 1];
            text[at++] = Alphabet[pair % 45];
            text[at++] = Alphabet[pair / 45 % 45];
            text[at++] = Alphabet[pair / (45 * 45)];
        }
        if ((bytes.Length & 1) == 1)
        {
            text[at++] = Alphabet[bytes[^1] % 45];
            text[at] = Alphabet[bytes[^1] / 45];
        }
        return new string(text);
    }

    /// <summary>Decodes a text; allocates nothing.</summary>
    /// <param name="text">ASCII.</param>
    /// <param name="target">Where the bytes go.</param>
    /// <param name="written">How many there are.</param>
    /// <returns>False for a sign outside the alphabet, a number too large for its bytes, an impossible length, or a target that is too small.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> target, out int written)
    {
        written = 0;
        if (text.Length % 3 == 1 || text.Length / 3 * 2 + (text.Length % 3) / 2 > target.Length) return false;
        for (var i = 0; i < text.Length; i += 3)
        {
            var last = text.Length - i == 2;
            var (a, b, c) = (Values[text[i]], Values[text[i + 1]], last ? (byte)0 : Values[text[i + 2]]);
            var number = a + b * 45 + c * 45 * 45;
            if (a == None || b == None || c == None || number > (last ? byte.MaxValue : ushort.MaxValue)) return false;
            if (!last) target[written++] = (byte)(number >> 8);
            target[written++] = (byte)number;
        }
        return true;
    }

    private static byte[] Table()
    {
        var table = new byte[256];
        Array.Fill(table, None);
        for (var i = 0; i < Alphabet.Length; i++) table[Alphabet[i]] = (byte)i;
        return table;
    }
}
