using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Tests.Live.Attendance;

public sealed class FoldAllocationTests
{
    [Fact]
    public void Folding_a_scan_allocates_nothing()
    {
        var day = new SchoolDay(Schools.OneClass(100), Schools.Monday);
        // The id set doubles at 45 and at 90 ids, and not again below 180.
        for (var i = 1; i <= 100; i++) Fold(day, i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 101; i <= 170; i++) Fold(day, i);
        for (var i = 1; i <= 170; i++) Fold(day, i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Fold(SchoolDay day, int i)
    {
        var header = new EventHeader(EventType.Scan, 1, 10, 500, 0, 0, LocalTime.StartMs(Schools.Monday) + 400 * Schools.Minute + i, 0, (UInt128)i);
        day.FoldScan(header, new(1000, ScanDirection.In, ScanMode.Kiosk, 0, 0, 0), i % 100, 0);
    }
}
