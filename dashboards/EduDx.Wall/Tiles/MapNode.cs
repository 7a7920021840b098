namespace EduDx.Wall.Tiles;

/// <summary>One place of a map of any figure.</summary>
/// <param name="Id">Node id.</param>
/// <param name="Name">Name as written in Vietnamese.</param>
/// <param name="Column">Zero-based column; -1 without a place.</param>
/// <param name="Row">Zero-based row; -1 without a place.</param>
/// <param name="Level"><c>normal</c>, <c>warning</c>, <c>critical</c>, <c>unknown</c> or <c>closed</c>.</param>
/// <param name="Value">What stands large on the tile.</param>
/// <param name="Said">What a screen reader says after it.</param>
public sealed record MapNode(string Id, string Name, int Column, int Row, string Level, string Value, string Said)
{
    /// <summary>What the place is made of, as a bar below its figure; empty for none.</summary>
    public SumPart[] Parts { get; init; } = [];
}
