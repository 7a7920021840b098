using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Ops.Ingest;

namespace EduDx.Tests.Ingest;

public sealed class PlaceCheckTests : IngestFixture
{
    private static readonly Place Fence = new(16.4637, 107.5909, 50);

    // One degree of latitude is 111.2 km.
    private static double North(double metres) => 16.4637 + metres / 111_195;

    [Theory]
    [InlineData(0, 8.0, PlaceVerdict.Inside, 1, 1)]
    [InlineData(24, 10.0, PlaceVerdict.Inside, 1, 1)]
    [InlineData(49, 30.0, PlaceVerdict.Inside, 2, 2)]
    [InlineData(51, 0.5, PlaceVerdict.Outside, 3, 1)]
    [InlineData(51, 30.0, PlaceVerdict.Uncertain, 3, 2)]
    [InlineData(79, 30.0, PlaceVerdict.Uncertain, 3, 2)]
    [InlineData(81, 30.0, PlaceVerdict.Outside, 3, 2)]
    [InlineData(101, 8.0, PlaceVerdict.Outside, 4, 1)]
    [InlineData(501, 8.0, PlaceVerdict.Outside, 5, 1)]
    [InlineData(0, 30.1, PlaceVerdict.Uncertain, 1, 3)]
    [InlineData(5_000, 100.0, PlaceVerdict.Uncertain, 5, 3)]
    public void Verdict_and_classes(double metres, double accuracy, PlaceVerdict verdict, int distance, int accuracyClass) =>
        Assert.Equal((verdict, (byte)distance, (byte)accuracyClass), PlaceCheck.Check(Fence, North(metres), 107.5909, accuracy));

    [Fact]
    public void Without_an_accuracy_the_position_is_taken_as_exact() =>
        Assert.Equal((PlaceVerdict.Inside, (byte)1, (byte)0), PlaceCheck.Check(Fence, North(10), 107.5909, null));

    [Fact]
    public void Without_a_fence_nothing_is_checked() =>
        Assert.Equal((PlaceVerdict.NotChecked, (byte)0, (byte)1), PlaceCheck.Check(null, 16, 107, 5));

    [Fact]
    public void The_other_side_of_the_earth_is_outside() =>
        Assert.Equal((PlaceVerdict.Outside, (byte)5, (byte)0), PlaceCheck.Check(Fence, -16.4637, 107.5909 - 180, null));

    [Fact]
    public async Task The_position_itself_is_never_stored()
    {
        var (lat, lon, acc) = (North(120), 107.590912345, 8.765);
        Accepts(Scan, With(With(With(Good, "lat", $"{lat:R}"), "lon", $"{lon:R}"), "acc", $"{acc:R}"));
        var stored = (await Stored()).Single();
        var scan = ScanBody.Read(stored);
        Assert.Equal(((byte)PlaceVerdict.Outside, (byte)4, (byte)1), (scan.Verdict, scan.DistanceClass, scan.AccuracyClass));
        foreach (var value in new[] { lat, lon, acc })
        {
            Assert.Equal(-1, stored.AsSpan().IndexOf(BitConverter.GetBytes(value)));
            Assert.Equal(-1, stored.AsSpan().IndexOf(BitConverter.GetBytes((float)value)));
            Assert.Equal(-1, stored.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes($"{value:R}"[..5])));
        }
        Assert.Equal(EventHeader.Size + ScanBody.Size, stored.Length);
    }

    [Fact]
    public async Task Half_a_position_is_not_checked()
    {
        Accepts(Scan, With(Good, "lat", "16.4637"));
        Assert.Equal((byte)PlaceVerdict.NotChecked, ScanBody.Read((await Stored()).Single()).Verdict);
    }
}
