using EduDx.Live.Attendance;

namespace EduDx.Load.Bare;

/// <summary>Scans as history stores them: 2,000 series, every scan at a time of its own.</summary>
internal static class ScanRows
{
    // 2026-11-23 00:00 UTC.
    private const long StartMs = 1_795_392_000_000;

    /// <summary>Fills the list with so many rows, the first of them number <paramref name="first"/>.</summary>
    public static void Fill(List<ScanRow> rows, long first, int count)
    {
        rows.Clear();
        for (var n = first; n < first + count; n++)
        {
            var i = (int)(n % 1_000_000);
            rows.Add(new(
                StartMs + n, new UInt128((ulong)n * 0x9E3779B97F4A7C15, (ulong)n + 1),
                1 + i % 40, 100 + i % 200, 1_000 + i % 1_000, 5_000 + i % 400, 10_000 + i % 20_000, false, (byte)(1 + i % 2), 1));
        }
    }
}
