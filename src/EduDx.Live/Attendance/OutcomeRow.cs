using EduDx.Live.City;

namespace EduDx.Live.Attendance;

/// <summary>
/// The figures of one group (a class, or the staff of a campus) in one session of one day, as history stores them.
/// The identity is (<see cref="Day"/>, <see cref="Session"/>, <see cref="Group"/>, <see cref="IsStaff"/>): a later row replaces an earlier one.
/// </summary>
/// <param name="Day">School day, Asia/Ho_Chi_Minh.</param>
/// <param name="Session">Which session.</param>
/// <param name="StartsMinute">The bell, minutes after local midnight.</param>
/// <param name="Commune">Key of the commune on that day.</param>
/// <param name="School">Key of the school.</param>
/// <param name="Group">Key of the class node, or of the campus node for staff.</param>
/// <param name="IsStaff">True for staff.</param>
/// <param name="Counts">The figures.</param>
public readonly record struct OutcomeRow(
    DateOnly Day, SessionKind Session, int StartsMinute, int Commune, int School, int Group, bool IsStaff, StateCounts Counts);
