namespace EduDx.Contracts.Frames;

/// <summary>
/// Counts of persons in one session. The states are disjoint and add up:
/// <c>Enrolled = Present + Late + LeftEarly + Absent + Excused + Unknown + Expected + Off</c>.
/// </summary>
public record AttendanceFigures
{
    /// <summary>Persons on the roster with a session in this period.</summary>
    public int Enrolled { get; set; }
    /// <summary>There, on time.</summary>
    public int Present { get; set; }
    /// <summary>There, but arrived after the bell plus the school's grace.</summary>
    public int Late { get; set; }
    /// <summary>Came, and went out before the end of the session.</summary>
    public int LeftEarly { get; set; }
    /// <summary>Not there, without leave, and the absence limit after the bell has passed.</summary>
    public int Absent { get; set; }
    /// <summary>Not there, with leave.</summary>
    public int Excused { get; set; }
    /// <summary>No source can say; never counted as absent.</summary>
    public int Unknown { get; set; }
    /// <summary>Not seen yet, and the absence limit has not passed.</summary>
    public int Expected { get; set; }
    /// <summary>No session today (holiday, closure, weekend).</summary>
    public int Off { get; set; }
    /// <summary>Distinct scans, in and out.</summary>
    public int Scans { get; set; }
    /// <summary>Persons about whom two sources disagree.</summary>
    public int Conflicts { get; set; }

    /// <summary>Adds the counts of <paramref name="other"/> to this one.</summary>
    public void Add(AttendanceFigures other)
    {
        Enrolled += other.Enrolled;
        Present += other.Present;
        Late += other.Late;
        LeftEarly += other.LeftEarly;
        Absent += other.Absent;
        Excused += other.Excused;
        Unknown += other.Unknown;
        Expected += other.Expected;
        Off += other.Off;
        Scans += other.Scans;
        Conflicts += other.Conflicts;
    }
}
