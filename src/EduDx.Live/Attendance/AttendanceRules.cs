namespace EduDx.Live.Attendance;

/// <summary>Limits of the attendance figures that are not the registry's.</summary>
/// <param name="SilentMinutes">
/// Minutes in a row without a sign of life after which a campus's kiosks are silent. Default 3: a heartbeat of 30 s is missed
/// three times after 90 s, and whole minutes round that up.
/// </param>
public sealed record AttendanceRules(int SilentMinutes = 3);
