using EduDx.Contracts.Frames;

namespace EduDx.Wall.Charts;

/// <summary>
/// The arrival curve as it is drawn: at most 120 points, whatever the length of the window, because every update redraws the
/// whole picture. A point is the mean a minute of its step, so that the axis stays "pupils a minute".
/// </summary>
public sealed record ArrivalSeries(int FromMinute, int Step, double?[] Arrived, double[] Expected)
{
    /// <summary>No series is longer.</summary>
    public const int MostPoints = 120;

    /// <summary>Thins a curve out.</summary>
    public static ArrivalSeries Of(ArrivalCurve curve)
    {
        var minutes = Math.Max(curve.Counts.Length, curve.Expected.Length);
        var step = Math.Max(1, (minutes + MostPoints - 1) / MostPoints);
        var points = (minutes + step - 1) / step;
        var arrived = new double?[points];
        var expected = new double[points];
        for (var point = 0; point < points; point++)
        {
            arrived[point] = point * step < curve.Counts.Length ? Mean(curve.Counts, point * step, step) : null;
            expected[point] = Mean(curve.Expected, point * step, step);
        }
        return new(curve.FromMinute, step, arrived, expected);
    }

    private static double Mean(int[] values, int from, int step)
    {
        var until = Math.Min(values.Length, from + step);
        var sum = 0;
        for (var at = from; at < until; at++)
        {
            sum += values[at];
        }
        return until > from ? Math.Round((double)sum / (until - from), 1) : 0;
    }
}
