using EduDx.Live.Events;

namespace EduDx.Tests.Scans;

/// <summary>A log that an older program wrote is read by this one.</summary>
public sealed class OldEventTests
{
    [Fact]
    public void A_scan_of_version_1_has_no_flags_and_all_else()
    {
        var header = new EventHeader(EventType.Scan, 1, 7, 9, 3, 118, 1_788_739_200_000, 1_788_739_200_100, 42);
        var scan = new ScanBody(1000, ScanDirection.In, ScanMode.Phone, 2, 5, 1, ScanFlags.OutsidePlace | ScanFlags.PhoneBurst);
        var bytes = new byte[EventHeader.Size + ScanBody.Size];
        header.Write(bytes);
        Assert.Equal(bytes.Length, scan.Write(bytes));
        Assert.Equal((2, header, scan), (bytes[0], EventHeader.Read(bytes), ScanBody.Read(bytes)));

        byte[] old = [1, .. bytes[1..(EventHeader.Size + 9)]];
        Assert.Equal((header, scan with { Flags = ScanFlags.None }), (EventHeader.Read(old), ScanBody.Read(old)));
        bytes[0] = 3;
        Assert.Contains("newer program", Assert.Throws<InvalidDataException>(() => EventHeader.Read(bytes)).Message, StringComparison.Ordinal);
    }
}
