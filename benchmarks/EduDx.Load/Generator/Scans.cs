using System.Buffers.Binary;
using System.Text;

namespace EduDx.Load.Generator;

/// <summary>One kiosk of the city and the cards of its school.</summary>
/// <param name="Topic">Where it publishes.</param>
/// <param name="School">School id.</param>
/// <param name="Source">Kiosk id within its school.</param>
/// <param name="Cards">Cards of the school's pupils.</param>
internal sealed record Kiosk(string Topic, string School, string Source, string[] Cards)
{
    /// <summary>Path of the source, its user name where credentials are asked for.</summary>
    public string User => $"{School}/kiosk/{Source}";

    /// <summary>The kiosks of a city's import files, those of the schools with the most pupils first.</summary>
    public static Kiosk[] Of(string folder)
    {
        var cards = Rows(folder, "pupils.csv").GroupBy(r => r["class"].Split('.')[0], r => r["card"]).ToDictionary(g => g.Key, g => g.Where(c => c.Length == 10).ToArray());
        return [.. Rows(folder, "kiosks.csv")
            .Where(r => cards.TryGetValue(r["school"], out var own) && own.Length >= 64)
            .Select(r => new Kiosk($"edudx/v1/{r["school"]}/kiosk/{r["source"]}/scan", r["school"], r["source"], cards[r["school"]]))];
    }

    /// <summary>So many of them, spread evenly over all.</summary>
    public static Kiosk[] Spread(string folder, int count)
    {
        var all = Of(folder);
        return [.. Enumerable.Range(0, count).Select(i => all[i * (all.Length / count)])];
    }

    // The simulator writes no commas into the columns read here, nor before them.
    private static IEnumerable<Dictionary<string, string>> Rows(string folder, string file)
    {
        var lines = File.ReadLines(System.IO.Path.Combine(folder, file));
        var names = lines.First().TrimStart('\uFEFF').Split(',');
        foreach (var line in lines.Skip(1))
        {
            var cells = line.Split(',');
            var row = new Dictionary<string, string>();
            for (var i = 0; i < Math.Min(names.Length, cells.Length); i++) row[names[i]] = cells[i];
            yield return row;
        }
    }
}

/// <summary>
/// The scans of one connection as PUBLISH packets of MQTT 3.1.1, encoded beforehand, one a card and all of one length. Each that is sent gets a
/// packet id and an event id of its own by overwriting them, so that every event is new.
/// </summary>
internal sealed class Scans
{
    /// <summary>Cards that a connection uses by turns, when it need not be a new pupil each time.</summary>
    public const int FewCards = 64;

    private readonly byte[][] _packets;
    private readonly int _packetIdAt;
    private readonly int _eventIdAt;
    private ulong _next;

    /// <param name="kiosk">Where the scans come from.</param>
    /// <param name="at">When they happened.</param>
    /// <param name="connection">The first four bytes of their ids; the last six are the number of the scan.</param>
    /// <param name="cards">Pupils who are scanned by turns, the first again after the last.</param>
    public Scans(Kiosk kiosk, DateTimeOffset at, uint connection, int cards = FewCards)
    {
        _packets = [.. kiosk.Cards.Take(cards).Select(card => Encode(kiosk.Topic, Json(card, at, connection)))];
        _packetIdAt = _packets[0].AsSpan().IndexOf(Encoding.ASCII.GetBytes(kiosk.Topic)) + kiosk.Topic.Length;
        _eventIdAt = _packets[0].AsSpan().IndexOf("000000000000\""u8);
        Length = _packets[0].Length;
    }

    /// <summary>Bytes of a packet.</summary>
    public int Length { get; }

    /// <summary>Writes the next scan.</summary>
    public void Write(Span<byte> target)
    {
        var n = _next++;
        _packets[n % (ulong)_packets.Length].CopyTo(target);
        BinaryPrimitives.WriteUInt16BigEndian(target[_packetIdAt..], (ushort)(n % 65_535 + 1));
        var digits = target.Slice(_eventIdAt, 12);
        for (var i = 11; n > 0; i--, n >>= 4) digits[i] = "0123456789abcdef"u8[(int)(n & 15)];
    }

    private static string Json(string card, DateTimeOffset at, uint connection) =>
        $$"""{"id":"{{connection:x8}}-0000-7000-8000-000000000000","at":"{{at.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture)}}","card":"{{card}}","dir":"in"}""";

    private static byte[] Encode(string topic, string payload)
    {
        var remaining = 2 + topic.Length + 2 + payload.Length;
        var packet = new List<byte>(remaining + 3) { 0x32 };
        for (var rest = remaining; ; rest >>= 7)
        {
            packet.Add((byte)(rest & 0x7F | (rest > 0x7F ? 0x80 : 0)));
            if (rest <= 0x7F) break;
        }
        packet.AddRange([(byte)(topic.Length >> 8), (byte)topic.Length, .. Encoding.ASCII.GetBytes(topic), 0, 0, .. Encoding.ASCII.GetBytes(payload)]);
        return [.. packet];
    }
}
