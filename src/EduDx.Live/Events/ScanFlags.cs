namespace EduDx.Live.Events;

/// <summary>
/// What is suspicious about a scan that was counted all the same. Bits are on the disk: never used again for something else. docs/cards.md has the rules.
/// </summary>
[Flags]
public enum ScanFlags : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>A fixed kiosk reported from outside its fence: it was carried away.</summary>
    KioskMoved = 1,
    /// <summary>A phone was outside the fence.</summary>
    OutsidePlace = 1 << 1,
    /// <summary>The signed card had expired when it was read.</summary>
    CardExpired = 1 << 2,
    /// <summary>The signed card was not issued yet when it was read.</summary>
    CardNotYetValid = 1 << 3,
    /// <summary>The person was at another place too short a time before or after to have travelled.</summary>
    ImpossibleTravel = 1 << 4,
    /// <summary>One phone spoke for several persons within minutes.</summary>
    PhoneBurst = 1 << 5,
    /// <summary>The place shows a code, and the phone sent none.</summary>
    PlaceCodeMissing = 1 << 6,
    /// <summary>The code is none that this place has shown.</summary>
    PlaceCodeWrong = 1 << 7,
    /// <summary>The code was this place's when the scan is said to have happened, and was over when it came.</summary>
    PlaceCodeStale = 1 << 8,
    /// <summary>The person had used this code before.</summary>
    PlaceCodeReused = 1 << 9,
}
