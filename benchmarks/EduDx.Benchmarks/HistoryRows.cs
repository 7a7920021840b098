using EduDx.Live.Attendance;
using EduDx.Live.City;

namespace EduDx.Benchmarks;

/// <summary>Scans as history stores them.</summary>
internal static class HistoryRows
{
    public static ScanRow Scan(int i) => new(
        LocalTime.StartMs(BenchmarkCity.Day) + 6 * 3_600_000 + i, new UInt128((ulong)i * 0x9E3779B97F4A7C15, (ulong)i + 1),
        1 + i % 40, 100 + i % 200, 1_000 + i % 1_000, 5_000 + i % 400, 10_000 + i % 20_000, false, (byte)(1 + i % 2), 1);
}
