namespace EduDx.Live.Attendance;

/// <summary>One member of staff in one session at a tick.</summary>
/// <param name="Slot">Position in <see cref="City.SchoolModel.PersonKeys"/>.</param>
/// <param name="SessionSlot">Session slot of the group.</param>
/// <param name="State">What is known; <see cref="PersonState.None"/> while no source has spoken.</param>
/// <param name="Silent">What a member is of whom no source has spoken.</param>
/// <param name="FirstInMs">First arrival, milliseconds after local midnight; -1 for none.</param>
/// <param name="Place">Where that was.</param>
public readonly record struct StaffStatus(int Slot, int SessionSlot, PersonState State, SilentState Silent, int FirstInMs, PlaceVerdict Place)
{
    /// <summary>True when they are there now.</summary>
    public bool IsThere => State is PersonState.Present or PersonState.Late;

    /// <summary>True when nobody can say.</summary>
    public bool IsUnknown => State == PersonState.None && Silent is SilentState.UnknownKioskSilent or SilentState.UnknownNoKiosk;
}

/// <summary>What persons are of whom no source has spoken: rule 5 of docs/attendance.md.</summary>
public enum SilentState : byte
{
    /// <summary>No session that day.</summary>
    Off,
    /// <summary>All kiosks of the campus were silent.</summary>
    UnknownKioskSilent,
    /// <summary>The campus has no kiosk.</summary>
    UnknownNoKiosk,
    /// <summary>Still within the deadline.</summary>
    Expected,
    /// <summary>Not there, without leave.</summary>
    Absent,
}
