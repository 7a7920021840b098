using System.Net;
using System.Text;
using System.Text.Json;
using EduDx.History.Influx;

namespace EduDx.ServerTests.History;

/// <summary>Every character that can occur, written by the encoder to a real influxd and read back.</summary>
public sealed class InfluxCharacterTests(InfluxServer influx) : IClassFixture<InfluxServer>
{
    private const int PerWrite = 4_000;

    [Fact]
    public async Task Every_character_comes_back_as_it_was_written()
    {
        using var http = new HttpClient { BaseAddress = new Uri(influx.Server.Url.TrimEnd('/') + "/") };
        var database = influx.NextDatabase();
        await AskAsync(http, $"CREATE DATABASE {database}", database);
        // All of the first plane but halves of pairs, and of each other plane its ends.
        var signs = Enumerable.Range(1, 0xFFFF).Where(c => c is < 0xD800 or > 0xDFFF)
            .Concat(Enumerable.Range(1, 16).SelectMany(plane => new[] { plane << 16, (plane << 16) + 0xFFFF }))
            .Append(0x1F393).Select(char.ConvertFromUtf32).ToArray();
        using var lines = new LineProtocolEncoder();
        for (var from = 0; from < signs.Length; from += PerWrite)
        {
            lines.Clear();
            for (var i = from; i < Math.Min(from + PerWrite, signs.Length); i++)
            {
                var text = Encoding.UTF8.GetBytes(Around(signs[i]));
                lines.Measurement("signs"u8);
                lines.Tag("tag"u8, text);
                lines.Field("text"u8, text);
                lines.End(i + 1);
            }
            using var body = new ReadOnlyMemoryContent(lines.Written);
            using var answer = await http.PostAsync(new Uri($"write?db={database}&precision=ns", UriKind.Relative), body);
            Assert.True(answer.StatusCode == HttpStatusCode.NoContent, $"from sign {from}: {await answer.Content.ReadAsStringAsync()}");
        }

        using var read = JsonDocument.Parse(await AskAsync(http, "SELECT \"tag\", \"text\" FROM signs", database));
        var rows = read.RootElement.GetProperty("results")[0].GetProperty("series")[0].GetProperty("values").EnumerateArray().ToDictionary(r => r[0].GetInt64(), r => (Tag: r[1].GetString(), Text: r[2].GetString()));
        Assert.Equal(signs.Length, rows.Count);
        var wrong = new List<string>();
        for (var i = 0; i < signs.Length; i++)
        {
            var (tag, text) = rows[i + 1];
            // A tag has no way to say a line feed: it is a space there.
            if (tag != Around(signs[i] == "\n" ? " " : signs[i])) wrong.Add($"tag U+{char.ConvertToUtf32(signs[i], 0):X4}: {tag}");
            if (text != Around(signs[i])) wrong.Add($"text U+{char.ConvertToUtf32(signs[i], 0):X4}: {text}");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {signs.Length * 2}: {string.Join("; ", wrong.Take(20))}");
    }

    // Twice, and not at the end, where a backslash cannot be said.
    private static string Around(string sign) => $"a{sign}b{sign}{sign}c";

    private static async Task<string> AskAsync(HttpClient http, string question, string database)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("q", question), KeyValuePair.Create("db", database), KeyValuePair.Create("epoch", "ns")]);
        using var answer = await http.PostAsync(new Uri("query", UriKind.Relative), form);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode && !text.Contains("\"error\"", StringComparison.Ordinal), text[..Math.Min(text.Length, 500)]);
        return text;
    }
}
