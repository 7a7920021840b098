using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Live.Attendance;

/// <summary>State of one person in one session; the rules stand in docs/attendance.md.</summary>
public enum PersonState : byte
{
    /// <summary>No source has spoken.</summary>
    None = 0,
    /// <summary>There, on time.</summary>
    Present,
    /// <summary>There, after the bell.</summary>
    Late,
    /// <summary>Came and went before the end.</summary>
    LeftEarly,
    /// <summary>Not there, without leave.</summary>
    Absent,
    /// <summary>Not there, with leave.</summary>
    Excused,
}

/// <summary>Rules 2, 4 and 6 of docs/attendance.md, for one person.</summary>
internal static class StateRules
{
    private const int MinuteMs = 60_000;

    public static PersonState FromScans(in PersonScans scans, Session session)
    {
        if (scans.FirstIn == 0 && scans.LastOut == 0) return PersonState.None;
        if (scans.LastOut > scans.LastIn && scans.LastOut - 1 < session.Ends * MinuteMs) return PersonState.LeftEarly;
        return scans.FirstIn != 0 && scans.FirstIn - 1 >= session.LateAt * MinuteMs ? PersonState.Late : PersonState.Present;
    }

    public static PersonState From(SaidState said) => said switch
    {
        SaidState.Present => PersonState.Present,
        SaidState.Late => PersonState.Late,
        SaidState.Absent => PersonState.Absent,
        SaidState.Excused => PersonState.Excused,
        _ => PersonState.None,
    };

    public static PersonState Decide(PersonState scan, PersonState roll, PersonState office) =>
        office != PersonState.None ? office : roll != PersonState.None ? roll : scan;

    public static bool Conflict(PersonState scan, PersonState roll, PersonState office) =>
        Disagree(scan, roll) || Disagree(scan, office) || Disagree(roll, office);

    private static bool Disagree(PersonState a, PersonState b) =>
        a != PersonState.None && b != PersonState.None && IsThere(a) != IsThere(b);

    private static bool IsThere(PersonState state) => state is PersonState.Present or PersonState.Late or PersonState.LeftEarly;
}
