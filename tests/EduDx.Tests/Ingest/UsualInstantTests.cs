using System.Globalization;
using System.Text;
using System.Text.Json;
using EduDx.Ops.Ingest.Decode;

namespace EduDx.Tests.Ingest;

public sealed class UsualInstantTests
{
    [Theory]
    [InlineData("2026-09-07T06:45:12.250+07:00", 1788738312250)]
    [InlineData("2026-09-06T23:45:12Z", 1788738312000)]
    [InlineData("2024-02-29T00:00:00-03:30", 1709177400000)]
    public void The_usual_forms_are_read(string text, long unixMs)
    {
        Assert.True(UsualInstant.TryParse(Encoding.UTF8.GetBytes(text), out var read));
        Assert.Equal(unixMs, read);
    }

    /// <summary>What it reads the framework reads too, and alike; mutants of usual times try every way to be nearly one.</summary>
    [Fact]
    public void It_never_reads_what_the_framework_does_not()
    {
        var random = new Random(11);
        var taken = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(-62_000_000_000_000, 250_000_000_000_000)).ToOffset(TimeSpan.FromMinutes(random.Next(-840, 841)));
            var text = Encoding.UTF8.GetBytes(at.ToString(random.Next(3) switch { 0 => "yyyy-MM-dd'T'HH:mm:sszzz", 1 => "yyyy-MM-dd'T'HH:mm:ss.fffzzz", _ => "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" }, CultureInfo.InvariantCulture));
            for (var n = random.Next(3); n > 0; n--) text[random.Next(text.Length)] = (byte)"0123456789-:.TZ+ "[random.Next(17)];
            if (random.Next(10) == 0) text = text[..random.Next(text.Length)];
            if (!UsualInstant.TryParse(text, out var ms)) continue;
            taken++;
            var reader = new Utf8JsonReader([(byte)'"', .. text, (byte)'"']);
            reader.Read();
            Assert.True(reader.TryGetDateTimeOffset(out var expected), Encoding.UTF8.GetString(text));
            Assert.Equal(expected.ToUnixTimeMilliseconds(), ms);
        }
        Assert.InRange(taken, 60_000, 190_000);
    }
}
