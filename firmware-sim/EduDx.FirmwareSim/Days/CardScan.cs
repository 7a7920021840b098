namespace EduDx.FirmwareSim.Days;

/// <summary>A card that a kiosk reads.</summary>
/// <param name="AtMs">When, Unix milliseconds.</param>
/// <param name="Person">Index of the person.</param>
/// <param name="Card">The card.</param>
/// <param name="Enters">True on the way in.</param>
public readonly record struct CardScan(long AtMs, int Person, string Card, bool Enters);
