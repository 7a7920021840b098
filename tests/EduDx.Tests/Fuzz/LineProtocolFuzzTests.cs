using System.Text;
using EduDx.History.Influx;

namespace EduDx.Tests.Fuzz;

/// <summary>Whatever stands in a tag or a text: it is one line, and read back by the rules of the format it is what was written.</summary>
public sealed class LineProtocolFuzzTests
{
    private const int Seed = 20260911;

    [Fact]
    public void Mutated_tags_and_texts()
    {
        var corpus = Corpus.Of("text");
        var random = new Random(Seed);
        using var lines = new LineProtocolEncoder();
        for (var i = Corpus.Rounds(8_000); i > 0; i--)
        {
            var tag = Mutator.Mutate(random, corpus[i % corpus.Length].Bytes);
            var text = Mutator.Mutate(random, corpus[random.Next(corpus.Length)].Bytes);
            lines.Clear();
            lines.Measurement("m"u8);
            lines.Tag("k"u8, tag);
            lines.Field("t"u8, text);
            lines.Field("n"u8, i);
            lines.End(-i);
            var line = lines.Written.ToArray();
            // A line feed may stand in a text; in a tag it becomes a space, and backslashes at its end are left out.
            var expected = Encoding.Latin1.GetString(tag).TrimEnd('\\').Replace('\n', ' ');
            var (read, fields, time) = Read(Encoding.Latin1.GetString(line));
            Assert.True(read == expected, $"the tag {Convert.ToHexString(tag)} became {Encoding.Latin1.GetString(line)}");
            Assert.True(fields == $"{Encoding.Latin1.GetString(text)}|{i}i", $"the text {Convert.ToHexString(text)} became {Encoding.Latin1.GetString(line)}");
            Assert.Equal($"{-i}", time);
        }
    }

    // A reader of the documented format, written apart from the encoder: a backslash escapes comma, equals sign and space outside of a text, and
    // quote and backslash in it.
    private static (string Tag, string Fields, string Time) Read(string line)
    {
        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        var at = 1;
        var tag = "";
        if (line[at] == ',')
        {
            Assert.Equal(",k=", line[at..(at + 3)]);
            at += 3;
            var word = new StringBuilder();
            for (; line[at] is not (' ' or ','); at++)
            {
                if (line[at] == '\\' && line[at + 1] is ',' or '=' or ' ') at++;
                word.Append(line[at]);
            }
            tag = word.ToString();
        }
        Assert.Equal(" t=\"", line[at..(at + 4)]);
        at += 4;
        var text = new StringBuilder();
        for (; line[at] != '"'; at++)
        {
            if (line[at] == '\\') at++;
            text.Append(line[at]);
        }
        var rest = line[(at + 1)..^1].Split(' ');
        Assert.Equal(2, rest.Length);
        Assert.StartsWith(",n=", rest[0], StringComparison.Ordinal);
        return (tag, $"{text}|{rest[0][3..]}", rest[1]);
    }
}
