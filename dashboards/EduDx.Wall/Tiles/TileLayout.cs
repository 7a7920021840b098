using EduDx.Contracts.Frames;

namespace EduDx.Wall.Tiles;

/// <summary>Where each child stands on the map; columns and rows count from one, as CSS grids do.</summary>
/// <param name="Columns">Width of the grid.</param>
/// <param name="Rows">Height of the grid.</param>
/// <param name="Places">The children with their places.</param>
public sealed record TileLayout(int Columns, int Rows, TilePlace[] Places)
{
    /// <summary>A tile is about this much wider than high, the panel about 1.7: rows fill up before columns do.</summary>
    private const double Slant = 1.2;

    /// <summary>Given places when every child has one of its own, otherwise rows in the order of ids, which never moves either.</summary>
    public static TileLayout Of(AttendanceNode[] nodes)
    {
        var placed = nodes.Length > 0 && nodes.All(node => node is { Column: >= 0, Row: >= 0 })
            && nodes.DistinctBy(node => (node.Column, node.Row)).Count() == nodes.Length;
        return placed ? Given(nodes) : InOrder(nodes);
    }

    private static TileLayout Given(AttendanceNode[] nodes) => new(
        nodes.Max(node => node.Column) + 1,
        nodes.Max(node => node.Row) + 1,
        [.. nodes.OrderBy(node => node.Row).ThenBy(node => node.Column).Select(node => new TilePlace(node, node.Column + 1, node.Row + 1))]);

    private static TileLayout InOrder(AttendanceNode[] nodes)
    {
        var columns = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(nodes.Length * Slant)));
        var rows = (nodes.Length + columns - 1) / columns;
        var ordered = nodes.OrderBy(node => node.Id, StringComparer.Ordinal);
        return new(columns, Math.Max(1, rows), [.. ordered.Select((node, at) => new TilePlace(node, at % columns + 1, at / columns + 1))]);
    }
}

/// <summary>One child at its place.</summary>
public sealed record TilePlace(AttendanceNode Node, int Column, int Row);
