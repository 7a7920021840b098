namespace EduDx.Wall.Tiles;

/// <summary>Where each child stands on the map; columns and rows count from one, as CSS grids do.</summary>
/// <param name="Columns">Width of the grid.</param>
/// <param name="Rows">Height of the grid.</param>
/// <param name="Places">The children with their places.</param>
public sealed record TileLayout<TNode>(int Columns, int Rows, TilePlace<TNode>[] Places);

/// <summary>Lays the children out.</summary>
public static class TileLayout
{
    /// <summary>A tile is about this much wider than high, the panel about 1.7: rows fill up before columns do.</summary>
    private const double Slant = 1.2;

    /// <summary>Given places when every child has one of its own, otherwise rows in the order of ids, which never moves either.</summary>
    /// <param name="nodes">The children.</param>
    /// <param name="at">Id, zero-based column and zero-based row of a child; negative when it has no place.</param>
    public static TileLayout<TNode> Of<TNode>(TNode[] nodes, Func<TNode, (string Id, int Column, int Row)> at)
    {
        var all = nodes.Select(node => (Node: node, At: at(node))).ToArray();
        var placed = all.Length > 0 && all.All(one => one.At is { Column: >= 0, Row: >= 0 })
            && all.DistinctBy(one => (one.At.Column, one.At.Row)).Count() == all.Length;
        return placed ? Given(all) : InOrder(all);
    }

    private static TileLayout<TNode> Given<TNode>((TNode Node, (string Id, int Column, int Row) At)[] all) => new(
        all.Max(one => one.At.Column) + 1,
        all.Max(one => one.At.Row) + 1,
        [.. all.OrderBy(one => one.At.Row).ThenBy(one => one.At.Column).Select(one => new TilePlace<TNode>(one.Node, one.At.Column + 1, one.At.Row + 1))]);

    private static TileLayout<TNode> InOrder<TNode>((TNode Node, (string Id, int Column, int Row) At)[] all)
    {
        var columns = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(all.Length * Slant)));
        var rows = (all.Length + columns - 1) / columns;
        var ordered = all.OrderBy(one => one.At.Id, StringComparer.Ordinal);
        return new(columns, Math.Max(1, rows), [.. ordered.Select((one, index) => new TilePlace<TNode>(one.Node, index % columns + 1, index / columns + 1))]);
    }
}

/// <summary>One child at its place.</summary>
public sealed record TilePlace<TNode>(TNode Node, int Column, int Row);
