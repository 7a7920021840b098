using EduDx.Contracts.Frames;
using EduDx.Wall.Charts;

namespace EduDx.Wall.Tests.Charts;

public sealed class ArrivalSeriesTests
{
    [Theory]
    [InlineData(90, 1)]
    [InlineData(120, 1)]
    [InlineData(121, 2)]
    [InlineData(1_440, 12)]
    public void A_curve_is_thinned_to_120_points(int minutes, int step)
    {
        var series = ArrivalSeries.Of(new ArrivalCurve { FromMinute = 360, Counts = new int[minutes / 2], Expected = [.. Enumerable.Repeat(6, minutes)] });
        Assert.Equal(step, series.Step);
        Assert.InRange(series.Expected.Length, 1, ArrivalSeries.MostPoints);
        Assert.Equal(series.Expected.Length, series.Arrived.Length);
        Assert.All(series.Expected, point => Assert.Equal(6, point));
        Assert.Null(series.Arrived[^1]);
    }
}
