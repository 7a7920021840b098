using EduDx.Live.Attendance;

namespace EduDx.History.Influx;

/// <summary>
/// Rows as points. A point is its measurement, tags and time, and writing it again overwrites it: that is what makes a repeat
/// harmless.
/// <code>
/// scan          tags commune school group source staff dir   fields person verdict          time: at, and digits of the id
/// attendance    tags commune school group staff session      fields: the figures, starts    time: local day and bell
/// edudx_cursor                                               field value                    time: fixed
/// </code>
/// </summary>
internal static class InfluxPoints
{
    private const long NsPerMs = 1_000_000;
    private const int VoidStarts = -1;

    /// <summary>
    /// Time of the one cursor point, 2100-01-01 UTC in Unix nanoseconds: fixed, so that a new value overwrites the old one, and in the
    /// future, so that no retention policy removes it.
    /// </summary>
    public const long CursorNs = 4_102_444_800_000_000_000;

    public static void Scan(LineProtocolEncoder lines, in ScanRow row)
    {
        lines.Measurement("scan"u8);
        lines.Tag("commune"u8, row.Commune);
        lines.Tag("dir"u8, row.Direction);
        lines.Tag("group"u8, row.Group);
        lines.Tag("school"u8, row.School);
        lines.Tag("source"u8, row.Source);
        lines.Tag("staff"u8, Flag(row.IsStaff));
        lines.Field("person"u8, row.Person);
        lines.Field("verdict"u8, row.Verdict);
        // Two events of one class at one kiosk in one millisecond stay two; that both draw the same of a million places is
        // the price of points without ids.
        lines.End(row.AtMs * NsPerMs + Spread(row.Id));
    }

    /// <summary>The figures of one group.</summary>
    public static void Outcome(LineProtocolEncoder lines, in OutcomeRow row) =>
        Outcome(lines, new(row), new(row), row.Counts, row.StartsMinute);

    /// <summary>Empties the point at a place that an outcome has left. Line protocol alone does it: InfluxDB 3 knows no DELETE.</summary>
    public static void Void(LineProtocolEncoder lines, in OutcomeIdentity identity, in OutcomePlace place) =>
        Outcome(lines, identity, place, default, VoidStarts);

    private static void Outcome(LineProtocolEncoder lines, in OutcomeIdentity identity, in OutcomePlace place, in StateCounts counts, int starts)
    {
        lines.Measurement("attendance"u8);
        lines.Tag("commune"u8, place.Commune);
        lines.Tag("group"u8, identity.Group);
        lines.Tag("school"u8, place.School);
        lines.Tag("session"u8, (int)identity.Session);
        lines.Tag("staff"u8, Flag(identity.IsStaff));
        lines.Field("absent"u8, counts.Absent);
        lines.Field("conflicts"u8, counts.Conflicts);
        lines.Field("enrolled"u8, counts.Enrolled);
        lines.Field("excused"u8, counts.Excused);
        lines.Field("expected"u8, counts.Expected);
        lines.Field("late"u8, counts.Late);
        lines.Field("left_early"u8, counts.LeftEarly);
        lines.Field("off"u8, counts.Off);
        lines.Field("present"u8, counts.Present);
        lines.Field("scans"u8, counts.Scans);
        lines.Field("starts"u8, starts);
        lines.Field("unknown_no_kiosk"u8, counts.UnknownNoKiosk);
        lines.Field("unknown_silent"u8, counts.UnknownKioskSilent);
        lines.End((LocalCalendar.Midnight(identity.Day) + place.StartsMinute * LocalCalendar.MinuteMs) * NsPerMs);
    }

    public static void Cursor(LineProtocolEncoder lines, long offset)
    {
        lines.Measurement("edudx_cursor"u8);
        lines.Field("value"u8, offset);
        lines.End(CursorNs);
    }

    public static ReadOnlySpan<byte> Flag(bool value) => value ? "t"u8 : "f"u8;

    // Both halves: in a version 7 id the upper one is mostly time, and a counter may stand at either end.
    private static long Spread(UInt128 id)
    {
        var mixed = ((ulong)id ^ (ulong)(id >> 64)) * 0x9E3779B97F4A7C15;
        return (long)((mixed ^ (mixed >> 32)) % NsPerMs);
    }
}
