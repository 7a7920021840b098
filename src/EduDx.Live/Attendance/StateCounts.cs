namespace EduDx.Live.Attendance;

/// <summary>
/// Persons by state in one session; the states are disjoint and add up to <see cref="Enrolled"/>. A plain struct so that
/// sums over ten thousand classes allocate nothing.
/// </summary>
public record struct StateCounts
{
    /// <summary>On the roster.</summary>
    public int Enrolled;
    /// <summary>There, on time.</summary>
    public int Present;
    /// <summary>There, after the bell.</summary>
    public int Late;
    /// <summary>Came and went before the end.</summary>
    public int LeftEarly;
    /// <summary>Not there, without leave.</summary>
    public int Absent;
    /// <summary>Not there, with leave.</summary>
    public int Excused;
    /// <summary>All kiosks of the campus were silent.</summary>
    public int UnknownKioskSilent;
    /// <summary>The campus has no kiosk.</summary>
    public int UnknownNoKiosk;
    /// <summary>Not seen yet.</summary>
    public int Expected;
    /// <summary>No session that day.</summary>
    public int Off;
    /// <summary>Distinct scans.</summary>
    public int Scans;
    /// <summary>Persons about whom sources disagree.</summary>
    public int Conflicts;

    /// <summary>Unknown by any cause.</summary>
    public readonly int Unknown => UnknownKioskSilent + UnknownNoKiosk;

    /// <summary>Adds <paramref name="other"/> member by member.</summary>
    public void Add(in StateCounts other)
    {
        Enrolled += other.Enrolled;
        Present += other.Present;
        Late += other.Late;
        LeftEarly += other.LeftEarly;
        Absent += other.Absent;
        Excused += other.Excused;
        UnknownKioskSilent += other.UnknownKioskSilent;
        UnknownNoKiosk += other.UnknownNoKiosk;
        Expected += other.Expected;
        Off += other.Off;
        Scans += other.Scans;
        Conflicts += other.Conflicts;
    }
}
