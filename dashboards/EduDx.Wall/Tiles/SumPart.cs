namespace EduDx.Wall.Tiles;

/// <summary>One part of a sum that a wall writes out.</summary>
/// <param name="Swatch">Name of its colour in the styles, as in <c>seg-present</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="Word">What they are.</param>
public sealed record SumPart(string Swatch, long Count, string Word);
