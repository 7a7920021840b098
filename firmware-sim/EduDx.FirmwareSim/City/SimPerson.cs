namespace EduDx.FirmwareSim.City;

/// <summary>A pupil or a member of the staff.</summary>
/// <param name="Id">Pseudonym.</param>
/// <param name="Card">Card; empty without one.</param>
/// <param name="Group">Index of the group; -1 when it has no session at all.</param>
/// <param name="Birth">Birth of a pupil; the first day of the calendar for staff.</param>
public readonly record struct SimPerson(string Id, string Card, int Group, DateOnly Birth = default);
