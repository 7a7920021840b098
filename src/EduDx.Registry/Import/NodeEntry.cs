using EduDx.Live.City;

namespace EduDx.Registry.Import;

/// <summary>A node of the import with its spans.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Kind">Level.</param>
internal sealed record NodeEntry(string Id, NodeKind Kind)
{
    /// <summary>Key in the registry.</summary>
    public int Key { get; set; }
    /// <summary>The spans, ordered as they were read.</summary>
    public List<NodeSpan> Spans { get; } = [];

    /// <summary>True when the node exists on every day from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public bool Covers(DateOnly from, DateOnly to)
    {
        foreach (var span in Spans.OrderBy(s => s.From))
        {
            if (span.From <= from && from <= span.To)
            {
                if (span.To >= to) return true;
                from = span.To.AddDays(1);
            }
        }
        return false;
    }

    /// <summary>The span of today, or else the last one.</summary>
    public NodeSpan Current(DateOnly today) => Spans.Find(s => s.From <= today && today <= s.To) ?? Spans.MaxBy(s => s.To)!;
}
