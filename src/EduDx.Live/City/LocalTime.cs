namespace EduDx.Live.City;

/// <summary>
/// Local time of the city. Asia/Ho_Chi_Minh has been UTC+7 without daylight saving since 1975 (IANA tz database), so the
/// arithmetic is exact and needs no time zone data on the machine.
/// </summary>
public static class LocalTime
{
    /// <summary>Offset from UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>Milliseconds of a day.</summary>
    public const long DayMs = 24 * 60 * 60 * 1000L;

    private static readonly long OffsetMs = (long)Offset.TotalMilliseconds;

    /// <summary>Local day of an instant, Unix milliseconds.</summary>
    public static DateOnly DayOf(long unixMs) =>
        DateOnly.FromDayNumber((int)(Math.DivRem(unixMs + OffsetMs + EpochDayMs, DayMs).Quotient));

    /// <summary>Instant of local midnight at the beginning of <paramref name="day"/>, Unix milliseconds.</summary>
    public static long StartMs(DateOnly day) => day.DayNumber * DayMs - EpochDayMs - OffsetMs;

    /// <summary>The instant as local date and time.</summary>
    public static DateTimeOffset At(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToOffset(Offset);

    private const long EpochDayMs = 719162L * DayMs;
}
