namespace EduDx.Live.Attendance;

/// <summary>One scan as history stores it. Keys are the registry's; no names, no positions.</summary>
/// <param name="AtMs">When it happened, Unix milliseconds UTC.</param>
/// <param name="Id">Event id; a repeat of the same event has the same id.</param>
/// <param name="Commune">Key of the commune on that day.</param>
/// <param name="School">Key of the school.</param>
/// <param name="Group">Key of the class node, or of the campus node for staff.</param>
/// <param name="Source">Key of the kiosk.</param>
/// <param name="Person">Key of the person.</param>
/// <param name="IsStaff">True when the person is staff.</param>
/// <param name="Direction">1 in, 2 out.</param>
/// <param name="Verdict">Place verdict, see <see cref="PlaceVerdict"/>.</param>
public readonly record struct ScanRow(
    long AtMs, UInt128 Id, int Commune, int School, int Group, int Source, int Person, bool IsStaff, byte Direction, byte Verdict);

/// <summary>Was the code read where it is accepted?</summary>
public enum PlaceVerdict : byte
{
    /// <summary>The event carried no position, or the registry has none to hold it against.</summary>
    NotChecked = 0,
    /// <summary>Within the fence.</summary>
    Inside = 1,
    /// <summary>Outside the fence, also allowing for the accuracy.</summary>
    Outside = 2,
    /// <summary>The accuracy is too coarse to say.</summary>
    Uncertain = 3,
}
