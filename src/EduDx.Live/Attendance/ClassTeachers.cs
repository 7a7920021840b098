using EduDx.Live.City;

namespace EduDx.Live.Attendance;

/// <summary>Has a class its teacher?</summary>
public enum TeacherState : byte
{
    /// <summary>Nothing is expected: no teacher on the register, not in lessons, or no pupils there.</summary>
    NotExpected,
    /// <summary>A teacher of the class is there.</summary>
    There,
    /// <summary>None of them is.</summary>
    Missing,
    /// <summary>Nobody can say of them.</summary>
    Unknown,
}

/// <summary>Which classes have their teacher, from the figures of a tick.</summary>
public static class ClassTeachers
{
    /// <summary>The state of a class in one of its sessions.</summary>
    /// <param name="view">The figures.</param>
    /// <param name="group">Position of the class in the school.</param>
    /// <param name="session">Session slot of the class.</param>
    public static TeacherState Of(SchoolView view, int group, int session)
    {
        var school = view.School;
        var times = school.Groups[group].Sessions[session];
        var minute = (view.AsOfMs - LocalTime.StartMs(view.Day)) / 60_000;
        if (!view.Open || school.Teaches.Length == 0 || minute < times.LateAt || minute >= times.Ends) return TeacherState.NotExpected;
        ref var pupils = ref view.Counts[group * 2 + session];
        if (pupils.Present + pupils.Late == 0) return TeacherState.NotExpected;
        var (assigned, unknown) = (false, false);
        foreach (var member in view.Staff)
        {
            if (school.Teaches[member.Slot] != group || !Overlaps(school.Groups[school.PersonGroups[member.Slot]].Sessions[member.SessionSlot], times)) continue;
            if (member.IsThere) return TeacherState.There;
            assigned = true;
            unknown |= member.IsUnknown || (member.State == PersonState.None && member.Silent == SilentState.Expected);
        }
        return !assigned ? TeacherState.NotExpected : unknown ? TeacherState.Unknown : TeacherState.Missing;
    }

    private static bool Overlaps(Session staff, Session lesson) => staff.Starts < lesson.Ends && lesson.Starts < staff.Ends;
}
