namespace EduDx.Ops.Ingest.Decode;

/// <summary>
/// RFC 3339 in the two forms that sources send, with whole seconds or with three digits of one. Hot path: a fifth of a scan's decoding is its
/// time when the reader of the framework parses it. Whatever is written otherwise is left to that reader, which also says what is wrong.
/// </summary>
internal static class UsualInstant
{
    private const int Seconds = 19;
    // The framework takes offsets up to 14:00; that one is left to it.
    private const int MostOffsetHours = 13;

    /// <param name="text">UTF-8, for example <c>2026-09-07T06:45:12.250+07:00</c> or <c>2026-09-06T23:45:12Z</c>.</param>
    /// <param name="unixMs">Unix milliseconds.</param>
    /// <returns>False when it is written otherwise, or is no time.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out long unixMs)
    {
        unixMs = 0;
        if (text.Length <= Seconds || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') return false;
        var (year, month, day) = (Two(text, 0) * 100 + Two(text, 2), Two(text, 5), Two(text, 8));
        var (hour, minute, second) = (Two(text, 11), Two(text, 14), Two(text, 17));
        // A sign that is no digit makes its part far too large. At the ends of the calendar the offset may lead out of it.
        if (year is < 2 or > 9998 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;
        var rest = text[Seconds..];
        var milli = 0;
        if (rest[0] == '.')
        {
            if (rest.Length < 5 || Two(rest, 1) > 99 || (uint)(rest[3] - '0') > 9) return false;
            milli = Two(rest, 1) * 10 + rest[3] - '0';
            rest = rest[4..];
        }
        var offset = 0;
        if (rest.Length == 6 && rest[0] is (byte)'+' or (byte)'-' && rest[3] == ':')
        {
            var (hours, minutes) = (Two(rest, 1), Two(rest, 4));
            if (hours > MostOffsetHours || minutes > 59) return false;
            offset = (rest[0] == '+' ? 1 : -1) * (hours * 60 + minutes);
        }
        else if (rest is not [(byte)'Z'])
        {
            return false;
        }
        unixMs = (new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond + milli - offset * 60_000L;
        return true;
    }

    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        var (tens, ones) = ((uint)(text[at] - '0'), (uint)(text[at + 1] - '0'));
        return tens > 9 || ones > 9 ? 10_000 : (int)(tens * 10 + ones);
    }
}
