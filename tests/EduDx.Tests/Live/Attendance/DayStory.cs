using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Tests.Live.Attendance;

/// <summary>An event of a test's day: what, who (slot of person or kiosk), when (milliseconds after local midnight), and its number as id.</summary>
internal sealed record Told(EventType Type, int Slot, int AtMs, int Id, ScanDirection Direction = ScanDirection.In, ScanMode Mode = ScanMode.Kiosk, int Kiosk = 0, SaidState Said = SaidState.None, byte Verdict = 0);

/// <summary>A school day that a test tells in sentences.</summary>
internal sealed class DayStory(SchoolModel school, DateOnly? on = null)
{
    private int _ids;

    public DateOnly Date { get; } = on ?? Schools.Monday;

    public SchoolDay Day { get; private set; } = new(school, on ?? Schools.Monday);

    public static int At(int hour, int minute, int second = 0, int ms = 0) => ((hour * 60 + minute) * 60 + second) * 1000 + ms;

    public DayStory In(int slot, int at, ScanMode mode = ScanMode.Kiosk) => Fold(new(EventType.Scan, slot, at, ++_ids, ScanDirection.In, mode));

    public DayStory Phone(int slot, int at, PlaceVerdict verdict) => Fold(new(EventType.Scan, slot, at, ++_ids, ScanDirection.In, ScanMode.Phone, Verdict: (byte)verdict));

    public DayStory Out(int slot, int at) => Fold(new(EventType.Scan, slot, at, ++_ids, ScanDirection.Out));

    public DayStory Roll(int slot, int at, SaidState state) => Fold(new(EventType.Roll, slot, at, ++_ids, Said: state));

    public DayStory Office(int slot, int at, SaidState state) => Fold(new(EventType.Override, slot, at, ++_ids, Said: state));

    /// <summary>The kiosk is heard in each minute of [from, to).</summary>
    public DayStory Heard(int fromMinute, int toMinute, int kiosk = 0)
    {
        for (var minute = fromMinute; minute < toMinute; minute++) Fold(new(EventType.Telemetry, kiosk, minute * Schools.Minute, ++_ids));
        return this;
    }

    public DayStory Fold(Told told)
    {
        Fold(Day, told, Date);
        return this;
    }

    public StateCounts Counts(int now, int group = 0, int session = 0) => View(now).Counts[group * 2 + session];

    public SchoolView View(int now) => Day.View(LocalTime.StartMs(Date) + now, new AttendanceRules());

    public static void Fold(SchoolDay day, Told told, DateOnly date)
    {
        var header = new EventHeader(told.Type, 1, 10, 0, 0, 0, LocalTime.StartMs(date) + told.AtMs, 0, (UInt128)(uint)told.Id);
        switch (told.Type)
        {
            case EventType.Scan: day.FoldScan(header, new(1000 + told.Slot, told.Direction, told.Mode, told.Verdict, 0, 0), told.Slot, told.Kiosk); break;
            case EventType.Roll or EventType.Override: day.FoldSaid(header, new(1000 + told.Slot, told.Said), told.Slot); break;
            default: day.FoldHeard(header, told.Slot); break;
        }
    }
}
