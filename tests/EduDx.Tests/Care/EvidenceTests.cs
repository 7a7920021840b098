using System.Text;
using EduDx.Ops.Care;

namespace EduDx.Tests.Care;

public sealed class EvidenceTests
{
    [Fact]
    public void A_file_as_it_was_written_is_sound()
    {
        var file = Small();
        Assert.True(EvidenceCheck.IsSound(file, out var line, out var why), why);
        Assert.Equal(0, line);
        Assert.StartsWith("2 events", why, StringComparison.Ordinal);
        Assert.All(Encoding.UTF8.GetString(file).Split('\n')[..^1], l => Assert.NotNull(System.Text.Json.Nodes.JsonNode.Parse(l)!["hash"]));
    }

    [Fact]
    public void Any_changed_byte_is_found_in_its_line()
    {
        var whole = Small();
        for (var i = 0; i < whole.Length; i++)
        {
            foreach (var flip in new byte[] { 1, 0x20, 0x80 })
            {
                var changed = whole.ToArray();
                changed[i] ^= flip;
                Assert.False(EvidenceCheck.IsSound(changed, out var line, out _), $"byte {i} ^ {flip}");
                // A line feed belongs to the line that it ends.
                Assert.Equal(1 + whole.AsSpan(0, i).Count((byte)'\n'), line);
            }
        }
    }

    [Fact]
    public void A_line_cannot_be_left_out_added_or_moved_and_the_end_cannot_be_cut()
    {
        var lines = Encoding.UTF8.GetString(Small()).Split('\n')[..^1];
        for (var i = 0; i < lines.Length; i++)
        {
            Assert.False(Sound([.. lines[..i], .. lines[(i + 1)..]]), $"without line {i + 1}");
            Assert.False(Sound([.. lines[..i], lines[i], .. lines[i..]]), $"line {i + 1} twice");
            if (i > 0) Assert.False(Sound([.. lines[..(i - 1)], lines[i], lines[i - 1], .. lines[(i + 1)..]]), $"line {i} and the next changed places");
        }
        var whole = Small();
        for (var length = 0; length < whole.Length; length++) Assert.False(EvidenceCheck.IsSound(whole.AsSpan(0, length), out _, out _), $"cut to {length}");
    }

    private static bool Sound(string[] lines) => EvidenceCheck.IsSound(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))), out _, out _);

    private static byte[] Small()
    {
        using var file = new MemoryStream();
        var writer = new EvidenceWriter(file);
        writer.Line(json => json.WriteString("type", "evidence"));
        writer.Line(json => json.WriteString("note", "cá ươn \"\n"));
        writer.Line(json => json.WriteNumber("cooked", 12));
        writer.End();
        return file.ToArray();
    }
}
