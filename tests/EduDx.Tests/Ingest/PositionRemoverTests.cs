using System.Text;
using System.Text.Json;
using EduDx.Ops.Ingest;

namespace EduDx.Tests.Ingest;

public sealed class PositionRemoverTests
{
    // In no other value of the payloads below.
    private const string Digits = "4673912";

    [Theory]
    [InlineData("""{"lat":16.4673912,"lon":107.4673912,"acc":4673912}""", """{"lat":null,"lon":null,"acc":null}""")]
    [InlineData("""{"\u006cat":16.4673912,"l\u006Fn":1,"\u0061\u0063\u0063":9}""", """{"\u006cat":null,"l\u006Fn":null,"\u0061\u0063\u0063":null}""")]
    [InlineData("""{"LAT" : "16.4673912", "card":"c"}""", """{"LAT" : null, "card":"c"}""")]
    [InlineData("""{"lat":{"deg":16,"min":"4\"673912"},"lon":[107,[4673912]],"card":"c"}""", """{"lat":null,"lon":null,"card":"c"}""")]
    [InlineData("""{"lat":16.4673""", """{"lat":null""")]
    [InlineData("""{"lat":"16.4673""", """{"lat":null""")]
    [InlineData("""{"card":"lat","note":"\"lat\":16","flat":1,"lats":2,"x\u006cat":3,"\u006c\u0061":4,"lat""", """{"card":"lat","note":"\"lat\":16","flat":1,"lats":2,"x\u006cat":3,"\u006c\u0061":4,"lat""")]
    [InlineData("\"\\", "\"\\")]
    [InlineData("\"\\u006", "\"\\u006")]
    [InlineData("\"lat\":", "\"lat\":")]
    public void What_a_position_is_written_like(string payload, string kept) => Assert.Equal(kept, Removed(Encoding.UTF8.GetBytes(payload)));

    [Fact]
    public void However_a_position_is_written_and_wherever_it_breaks_off_nothing_of_it_stays_and_all_else_does()
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var payload = Payload(random);
            var bytes = Encoding.UTF8.GetBytes(payload);
            var kept = Removed(bytes);
            Assert.False(kept.Contains(Digits, StringComparison.Ordinal), $"seed {seed}: {payload} is kept as {kept}");
            using var before = JsonDocument.Parse(payload);
            using var after = JsonDocument.Parse(kept);
            Same(before.RootElement, after.RootElement);
            Assert.Equal(kept, Removed(Encoding.UTF8.GetBytes(kept)));
            var cut = bytes.AsSpan(0, random.Next(bytes.Length));
            Assert.False(Removed(cut).Contains(Digits[..3], StringComparison.Ordinal), $"seed {seed}: {Encoding.UTF8.GetString(cut)}");
        }
    }

    // Bytes that are no longer JSON: the remover ends, and never makes more of them than it was given names.
    [Fact]
    public void Damaged_bytes_do_no_harm()
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var bytes = Mutator.Mutate(random, Encoding.UTF8.GetBytes(Payload(random)));
            var kept = PositionRemover.Remove(bytes, PayloadFormat.Json);
            Assert.InRange(kept.Length, 0, bytes.Length * 2);
        }
    }

    private static string Removed(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(PositionRemover.Remove(bytes, PayloadFormat.Json));

    private static void Same(JsonElement before, JsonElement after)
    {
        Assert.Equal(before.ValueKind, after.ValueKind);
        if (before.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal(before.GetArrayLength(), after.GetArrayLength());
            foreach (var (one, other) in before.EnumerateArray().Zip(after.EnumerateArray())) Same(one, other);
            return;
        }
        if (before.ValueKind != JsonValueKind.Object)
        {
            Assert.Equal(before.ToString(), after.ToString());
            return;
        }
        foreach (var (one, other) in before.EnumerateObject().Zip(after.EnumerateObject()))
        {
            Assert.Equal(one.Name, other.Name);
            if (one.Name.ToLowerInvariant() is "lat" or "lon" or "acc") Assert.Equal(JsonValueKind.Null, other.Value.ValueKind);
            else Same(one.Value, other.Value);
        }
    }

    private static string Payload(Random random)
    {
        var members = new List<string> { "\"card\":\"lat\"", "\"note\":\"a \\\"lon\\\": \\\\ \"", "\"seq\":17", "\"metrics\":{\"temp_c\":21.5,\"on\":true}" };
        foreach (var name in new[] { "lat", "lon", "acc" }) members.Add($"{Name(random, name)}{Space(random)}:{Space(random)}{Value(random, 0)}");
        members.Add($"\"within\":{{{Name(random, "lat")}:{Value(random, 0)},\"last\":1}}");
        var shuffled = members.ToArray();
        random.Shuffle(shuffled);
        var one = "{" + string.Join(random.Next(2) == 0 ? "," : " ,\n", shuffled) + "}";
        return random.Next(3) == 0 ? $"[{one},{one}]" : one;
    }

    private static string Name(Random random, string name)
    {
        var text = new StringBuilder("\"");
        foreach (var c in name)
        {
            var letter = random.Next(5) == 0 ? char.ToUpperInvariant(c) : c;
            text.Append(random.Next(3) switch { 0 => $"\\u{(int)letter:x4}", 1 => $"\\u{(int)letter:X4}", _ => letter.ToString() });
        }
        return text.Append('"').ToString();
    }

    private static string Value(Random random, int depth) => random.Next(depth < 3 ? 6 : 3) switch
    {
        0 => $"16.{Digits}",
        1 => $"-{Digits}e-3",
        2 => $"\"16.{Digits} \\\" }}, ]\"",
        3 => $"[{Value(random, depth + 1)},{Value(random, depth + 1)}]",
        4 => $"{{\"v\":{Value(random, depth + 1)}}}",
        _ => Digits,
    };

    private static string Space(Random random) => random.Next(4) switch { 0 => " ", 1 => "\r\n\t", _ => "" };
}
