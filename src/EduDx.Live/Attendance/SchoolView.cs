using EduDx.Live.City;

namespace EduDx.Live.Attendance;

/// <summary>The figures of one school on one day at one tick. Immutable; readers take the reference once.</summary>
public sealed record SchoolView
{
    /// <summary>The school.</summary>
    public required SchoolModel School { get; init; }
    /// <summary>The local day.</summary>
    public required DateOnly Day { get; init; }
    /// <summary>The tick, Unix milliseconds.</summary>
    public required long AsOfMs { get; init; }
    /// <summary>Figures by group and session slot: <c>group * 2 + slot</c>.</summary>
    public required StateCounts[] Counts { get; init; }
    /// <summary>First arrivals of pupils by minute of the local day.</summary>
    public required short[] Arrivals { get; init; }
    /// <summary>Kiosks reporting, by campus.</summary>
    public required int[] KiosksReporting { get; init; }
    /// <summary>Kiosks, by campus.</summary>
    public required int[] Kiosks { get; init; }
    /// <summary>Minute since which all kiosks of the campus are silent; -1 when they are not.</summary>
    public required int[] SilentSince { get; init; }
    /// <summary>True when school is held on the day.</summary>
    public required bool Open { get; init; }
    /// <summary>Why the day is open or closed, as the calendar says.</summary>
    public required string? DayReason { get; init; }
    /// <summary>Newest event time folded, Unix milliseconds; 0 before the first.</summary>
    public required long LastEventMs { get; init; }
    /// <summary>First minute of the day in which one of its kiosks was heard, Unix milliseconds; 0 for none.</summary>
    public required long FirstHeardMs { get; init; }
    /// <summary>Persons about whom sources disagree, at most 200.</summary>
    public required PersonConflict[] Conflicts { get; init; }
    /// <summary>The staff one by one, each once a session.</summary>
    public StaffStatus[] Staff { get; init; } = [];
    /// <summary>One bit for each of <see cref="SchoolModel.PersonKeys"/>: there in the session of the tick. Kindergartens only; empty elsewhere.</summary>
    public ulong[] PresentNow { get; init; } = [];

    /// <summary>True when the person at <paramref name="slot"/> is there in the session of the tick. Only kindergartens know.</summary>
    public bool IsPresent(int slot) => PresentNow.Length > 0 && (PresentNow[slot / 64] >> (slot % 64) & 1) == 1;

    /// <summary>Members of a group of whom nobody can say, in the session of the tick.</summary>
    public int UnknownNow(int group) => Counts[group * 2 + School.Groups[group].SlotAt((int)Math.Clamp((AsOfMs - LocalTime.StartMs(Day)) / 60_000, 0, 24 * 60))].Unknown;
}

/// <summary>One person about whom sources disagree.</summary>
/// <param name="PersonKey">Registry key.</param>
/// <param name="Group">Position of the group in the school.</param>
/// <param name="SessionSlot">Session slot of the group.</param>
/// <param name="Scan">What the kiosk says.</param>
/// <param name="Roll">What the teacher says.</param>
/// <param name="Office">What the office says.</param>
/// <param name="Decided">What counts.</param>
public readonly record struct PersonConflict(
    int PersonKey, int Group, int SessionSlot, PersonState Scan, PersonState Roll, PersonState Office, PersonState Decided);
