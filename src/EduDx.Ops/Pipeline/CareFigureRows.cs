using EduDx.Live.Alarms;
using EduDx.Live.Care;
using EduDx.Live.City;
using EduDx.Live.Figures;

namespace EduDx.Ops.Pipeline;

/// <summary>Kindergarten care by day: <see cref="FigureSeries.Meals"/> and <see cref="FigureSeries.Sleep"/> of classes, <see cref="FigureSeries.Kitchens"/> of campuses.</summary>
public sealed class CareFigureRows(LiveViews views) : IFigureSource
{
    /// <inheritdoc/>
    public void Collect(List<FigureRow> rows)
    {
        foreach (var view in views.Care.All)
        {
            foreach (var own in view.Classes)
            {
                var node = view.School.Groups[own.Group].Node;
                rows.Add(Row(FigureSeries.Meals, view, node, own.Meals.Totals));
                rows.Add(Row(FigureSeries.Sleep, view, node, OfSleep(own.Naps)));
            }
            foreach (var kitchen in view.Kitchens) rows.Add(Row(FigureSeries.Kitchens, view, view.School.Campuses[kitchen.Campus].Node, OfKitchen(kitchen)));
        }
    }

    private static long[] OfSleep(ClassNaps naps) =>
        [naps.IsBelieved ? naps.Slept : 0, naps.IsBelieved ? naps.Minutes : 0, naps.ChecksDue, naps.ChecksMissed, naps.IsBelieved ? 0 : 1];

    // A sample belongs to the day on which it was kept.
    private static long[] OfKitchen(KitchenCare kitchen) =>
    [
        kitchen.Cooked ?? 0, kitchen.WastedG,
        kitchen.Steps.Count(s => s.State is StepState.Done or StepState.Late), kitchen.Steps.Count(s => s.State == StepState.Missed), kitchen.Steps.Count(s => s.State == StepState.Failed),
        kitchen.Samples.Count(s => s.OfToday), kitchen.Samples.Count(s => s.OfToday && s.State == SampleCareState.Early), kitchen.IsLate ? 1 : 0,
    ];

    private static FigureRow Row(FigureSeries series, CareView view, Node node, long[] values) =>
        new(series, LocalTime.StartMs(view.Day), Subject.NodeKind, node.Key, view.School.Commune.Key, view.School.Node.Key, values);
}
