using EduDx.Live.Figures;

namespace EduDx.Ops.Pipeline;

/// <summary>Something whose figures history keeps. A new feed adds one, and registers it beside the others.</summary>
public interface IFigureSource
{
    /// <summary>Adds the rows as they are now, also those that did not change; an identity occurs at most once.</summary>
    void Collect(List<FigureRow> rows);
}
