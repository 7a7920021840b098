using EduDx.Live.City;
using EduDx.Live.Closures;
using EduDx.Live.Figures;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;

namespace EduDx.Ops.Closures;

/// <summary>Schools that closures close, by day: <see cref="FigureSeries.Closures"/>. The live days alone: what is older stands in history.</summary>
public sealed class ClosureFigureRows(CityHolder holder, TimeProvider time) : IFigureSource
{
    private const int Days = 8;

    /// <inheritdoc/>
    public void Collect(List<FigureRow> rows)
    {
        var today = LocalTime.DayOf(time.GetUtcNow().ToUnixTimeMilliseconds());
        foreach (var school in holder.Current.Schools)
        {
            if (school.Closures.Length == 0) continue;
            for (var day = today.AddDays(1 - Days); day <= today; day = day.AddDays(1))
            {
                var values = new long[FigureSeries.Closures.Columns.Length];
                // A day that was closed and is open again leaves zeros behind.
                if (school.ClosureOn(day) is { } closure)
                {
                    values[(int)closure.Status - 1] = 1;
                    values[4] = DaysOwed.IsLost(school, day) ? 1 : 0;
                }
                rows.Add(new FigureRow(FigureSeries.Closures, LocalTime.StartMs(day), 0, school.Node.Key, school.Commune.Key, school.Node.Key, values));
            }
        }
    }
}
