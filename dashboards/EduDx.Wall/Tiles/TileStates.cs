using EduDx.Wall.Live;
using EduDx.Wall.Walls;
using EduDx.Wall.Words;

namespace EduDx.Wall.Tiles;

/// <summary>The names that a tile's state has in the page (<c>data-state</c>), and the words of its clock.</summary>
public static class TileStates
{
    /// <summary>The state as styles and tests know it.</summary>
    public static string Name(TileState state) => state switch
    {
        TileState.Live => "live",
        TileState.Late => "late",
        TileState.Stale => "stale",
        _ => "nodata",
    };

    /// <summary>As of when, and how much later than it should be.</summary>
    public static string AsOf(WallContext context) => (context.AsOf, context.Freshness.State) switch
    {
        (null, _) or (_, TileState.NoData) => context.Words.WaitingMark,
        ({ } at, TileState.Late) => $"{context.Words.AsOf(at)} · {context.Words.LateBy(context.Freshness.Age)}",
        ({ } at, TileState.Stale) => context.Words.StaleBecause(WallWords.Clock(at)),
        ({ } at, _) => context.Words.AsOf(at),
    };
}
