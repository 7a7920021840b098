using System.Globalization;
using System.Text;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Access.Rights;

/// <summary>What <c>device-matrix.md</c> says, by source.</summary>
internal static class DeviceTable
{
    /// <summary>One source of each kind.</summary>
    public static readonly string[] Sources =
    [
        "thcs-phu-xuan-1/kiosk/k1", "thcs-phu-xuan-1/device/prj-6a1", "thcs-phu-xuan-1/room/r1", "thcs-phu-xuan-1/class/6a1", "mn-vy-da/kitchen/c1", "thcs-phu-xuan-1/office/main",
    ];

    /// <summary>The source whose secret somebody else has too.</summary>
    public const string Another = "thcs-phu-xuan-1/kiosk/k2";

    /// <summary>Its file, for what is wrong with it.</summary>
    public static readonly string Place = Path.Combine(Repo.Root, "tests", "EduDx.ServerTests", "Access", "Rights", "device-matrix.md");

    private const string EveryKind = "every kind";

    // One good event of each message, without its id and time.
    private static readonly Dictionary<string, string> s_events = new()
    {
        ["scan"] = """ "card":"HUE0000001","dir":"in" """, ["status"] = """ "state":"online" """, ["telemetry"] = """ "metrics":{"on":true} """, ["occupancy"] = """ "people":3 """,
        ["meeting"] = """ "meeting":"giao-ban","state":"scheduled","starts_at":"2026-11-23T14:00:00+07:00","ends_at":"2026-11-23T15:00:00+07:00","invited":12 """,
        ["roll"] = """ "person":"p-0000002","state":"present","by":"s-0000001" """, ["override"] = """ "person":"p-0000002","state":"present","by":"s-0000001" """,
        ["meal"] = """ "meal":"lunch","served":3,"kcal":412 """, ["nap"] = """ "state":"check" """, ["cook"] = """ "meal":"lunch","cooked":120 """,
        ["check"] = """ "step":1,"ok":true,"by":"s-0000005" """, ["sample"] = """ "dish":"chao-ga","meal":"lunch","portions":120,"state":"taken" """,
    };

    /// <summary>The rows of the sections whose names begin so: what is asked, and the answer that is expected of a source.</summary>
    public static IEnumerable<(string[] Asked, string Expected)> Cells(string section, string source)
    {
        foreach (var (columns, rows) in Sections(section))
        {
            var column = Array.FindIndex(columns, c => c == EveryKind || c == source.Split('/')[1]);
            foreach (var row in rows) yield return (row[..Array.FindIndex(columns, c => c == EveryKind || c == "kiosk")], row[column]);
        }
    }

    /// <summary>The sections whose names begin so.</summary>
    public static IEnumerable<(string[] Columns, string[][] Rows)> Sections(string named)
    {
        foreach (var section in File.ReadAllText(Place).Split("\n## ")[1..].Where(s => s.StartsWith(named, StringComparison.Ordinal)))
        {
            string[][] lines = [.. section.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Select(l => l[1..^1].Split('|').Select(c => c.Trim().Trim('`')).ToArray())];
            Assert.All(lines, l => Assert.True(l.Length == lines[0].Length, string.Join(" | ", l)));
            yield return (lines[0], lines[1..]);
        }
    }

    /// <summary>The bytes that a cell stands for.</summary>
    public static byte[] Bytes(string cell, string source)
    {
        var words = source.Split('/');
        var text = cell.Replace("{own}", $"edudx/v1/{source}", StringComparison.Ordinal).Replace("{path}", source, StringComparison.Ordinal).Replace("{school}", words[0], StringComparison.Ordinal)
            .Replace("{kind}", words[1], StringComparison.Ordinal).Replace("{source}", words[2], StringComparison.Ordinal).Replace("{other}", OtherSchool(source), StringComparison.Ordinal)
            .Replace("{60000}", new string('a', 60_000), StringComparison.Ordinal).Replace("{empty}", "", StringComparison.Ordinal);
        Assert.DoesNotContain('{', text);
        var parts = text.Split(@"\x");
        return [.. Encoding.ASCII.GetBytes(parts[0]), .. parts[1..].SelectMany(p => (byte[])[byte.Parse(p[..2], NumberStyles.HexNumber, CultureInfo.InvariantCulture), .. Encoding.ASCII.GetBytes(p[2..])])];
    }

    /// <summary>The school that a source is not of.</summary>
    public static string OtherSchool(string source) => source.StartsWith("mn-", StringComparison.Ordinal) ? "thcs-phu-xuan-1" : "mn-vy-da";

    /// <summary>An event that is good under its topic: what refuses it is who says it, or where. A scan, where the topic names no message.</summary>
    public static string Event(string topic, long id, DateTimeOffset now) =>
        $$"""{"id":"{{Said.Id(id)}}","at":"{{Said.Text(now)}}",{{s_events.GetValueOrDefault(topic[(topic.LastIndexOf('/') + 1)..], s_events["scan"])}}}""";
}
