using System.Text;
using EduDx.History.Influx;

namespace EduDx.ServerTests.History;

/// <summary>The bytes of the lines, and that they cost no memory.</summary>
public sealed class LineProtocolEncoderTests
{
    private static string Text(LineProtocolEncoder lines) => Encoding.UTF8.GetString(lines.Written.Span);

    [Fact]
    public void A_line_is_written()
    {
        using var lines = new LineProtocolEncoder();
        lines.Measurement("scan"u8);
        lines.Tag("school"u8, 12);
        lines.Tag("staff"u8, "f"u8);
        lines.Field("person"u8, long.MinValue);
        lines.Field("note"u8, "đến"u8);
        lines.End(1_788_739_200_000_000_123);

        Assert.Equal("scan,school=12,staff=f person=-9223372036854775808i,note=\"đến\" 1788739200000000123\n", Text(lines));
        Assert.Equal(1, lines.Lines);
        lines.Clear();
        Assert.Equal(0, lines.Lines);
        Assert.True(lines.Written.IsEmpty);
    }

    [Theory]
    [InlineData("a b", "a\\ b")]
    [InlineData("a,b", "a\\,b")]
    [InlineData("a=b", "a\\=b")]
    [InlineData("a\\b", "a\\b")]
    [InlineData("ab\\", "ab")]
    [InlineData("ab\\\\", "ab")]
    [InlineData("a\nb", "a\\ b")]
    [InlineData("a\"b", "a\"b")]
    public void A_tag_is_escaped(string value, string expected)
    {
        using var lines = new LineProtocolEncoder();
        lines.Measurement("m"u8);
        lines.Tag("k"u8, Encoding.UTF8.GetBytes(value));
        lines.Field("f"u8, 1);
        lines.End(0);
        Assert.Equal($"m,k={expected} f=1i 0\n", Text(lines));
    }

    [Fact]
    public void Measurement_and_text_have_their_own_escapes()
    {
        using var lines = new LineProtocolEncoder();
        lines.Measurement("a b,c=d"u8);
        lines.Tag("none"u8, ""u8);
        lines.Field("t"u8, "say \"no\" \\ a,b=c"u8);
        lines.End(1);
        Assert.Equal("a\\ b\\,c=d t=\"say \\\"no\\\" \\\\ a,b=c\" 1\n", Text(lines));
    }

    [Fact]
    public void The_buffer_grows_with_the_batch()
    {
        using var lines = new LineProtocolEncoder(16);
        for (var i = 0; i < 1000; i++)
        {
            lines.Measurement("m"u8);
            lines.Field("f"u8, i);
            lines.End(i);
        }
        Assert.Equal(1000, lines.Lines);
        Assert.Equal(string.Concat(Enumerable.Range(0, 1000).Select(i => $"m f={i}i {i}\n")), Text(lines));
    }

    [Fact]
    public void Rows_are_encoded_without_allocation()
    {
        using var lines = new LineProtocolEncoder();
        var scan = City.Scan(City.At("2026-09-07T07:00:00"), 5, 2203);
        var outcome = City.Outcome(new(2026, 9, 7), EduDx.Live.City.SessionKind.Day, 2203, 30);
        Encode();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Encode();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Encode()
        {
            lines.Clear();
            for (var i = 0; i < 2000; i++)
            {
                InfluxPoints.Scan(lines, scan);
                InfluxPoints.Outcome(lines, outcome);
                InfluxPoints.Void(lines, new(outcome), new(outcome));
                InfluxPoints.Cursor(lines, i);
            }
        }
    }
}
