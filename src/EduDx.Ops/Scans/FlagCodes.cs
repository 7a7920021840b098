using System.Numerics;
using EduDx.Live.Events;

namespace EduDx.Ops.Scans;

/// <summary>The words of docs/cards.md for each flag.</summary>
internal static class FlagCodes
{
    private static readonly string[] Codes =
    [
        "kiosk_moved", "outside_place", "card_expired", "card_not_yet_valid", "impossible_travel", "phone_burst",
        "place_code_missing", "place_code_wrong", "place_code_stale", "place_code_reused",
    ];

    /// <summary>The words of the flags that are set.</summary>
    public static IEnumerable<string> Of(ScanFlags flags)
    {
        for (uint left = (ushort)flags; left != 0; left &= left - 1)
        {
            var bit = BitOperations.TrailingZeroCount(left);
            yield return bit < Codes.Length ? Codes[bit] : $"flag_{bit}";
        }
    }
}
