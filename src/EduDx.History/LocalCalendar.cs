namespace EduDx.History;

/// <summary>
/// Calendar buckets of Asia/Ho_Chi_Minh. The zone has been UTC+7 without daylight saving since 1975, so that a local
/// instant is a sum and every local day has 24 hours.
/// </summary>
internal static class LocalCalendar
{
    public const long OffsetMs = 7 * HourMs;
    public const long MinuteMs = 60_000;
    public const long HourMs = 60 * MinuteMs;
    public const long DayMs = 24 * HourMs;
    public const long WeekMs = 7 * DayMs;

    /// <summary>What is added to a local instant so that weeks counted from 1970 begin on Monday (1970-01-01 was a Thursday).</summary>
    public const long MondayShiftMs = 3 * DayMs;

    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Unix milliseconds of the local midnight that begins <paramref name="day"/>.</summary>
    public static long Midnight(DateOnly day) => (day.DayNumber - EpochDay) * DayMs - OffsetMs;

    /// <summary>The local day of an instant.</summary>
    public static DateOnly DayOf(long atMs) => DateOnly.FromDayNumber((int)Math.DivRem(FloorTo(atMs + OffsetMs, DayMs), DayMs).Quotient + EpochDay);

    /// <summary>Start of the bucket that holds <paramref name="atMs"/>, Unix milliseconds.</summary>
    public static long BucketOf(long atMs, Bucket bucket)
    {
        switch (bucket.Unit)
        {
            case BucketUnit.Month:
                var day = DayOf(atMs);
                return Midnight(new DateOnly(day.Year, day.Month, 1));
            case BucketUnit.Week:
                return FloorTo(atMs + OffsetMs + MondayShiftMs, WeekMs) - MondayShiftMs - OffsetMs;
            default:
                return FloorTo(atMs + OffsetMs, WidthMs(bucket)) - OffsetMs;
        }
    }

    /// <summary>Width of a bucket of minutes, hours or one day, milliseconds.</summary>
    public static long WidthMs(Bucket bucket) => bucket.Unit switch
    {
        BucketUnit.Minute => bucket.Count * MinuteMs,
        BucketUnit.Hour => bucket.Count * HourMs,
        BucketUnit.Day => DayMs,
        _ => throw new ArgumentOutOfRangeException(nameof(bucket), bucket, "weeks and months have no width in milliseconds"),
    };

    private static long FloorTo(long value, long width)
    {
        var rest = value % width;
        return rest < 0 ? value - rest - width : value - rest;
    }
}
