using EduDx.Contracts.Frames;
using EduDx.Wall.Live;
using EduDx.Wall.Words;

namespace EduDx.Wall.Walls;

/// <summary>What every tile of a screen needs to know: made anew for each drawing.</summary>
/// <param name="Address">The screen's address.</param>
/// <param name="Words">The language.</param>
/// <param name="Frame">The last frame; null before the first.</param>
/// <param name="Freshness">How old the figures are.</param>
/// <param name="AsOf">Server time that the figures hold as of.</param>
/// <param name="Now">The server's clock; null before it is known.</param>
/// <param name="Lost">True when the connection is lost.</param>
/// <param name="Refusal">Why the server refuses this address.</param>
public sealed record WallContext(
    WallAddress Address,
    WallWords Words,
    IWallFrame? Frame,
    Freshness Freshness,
    DateTimeOffset? AsOf,
    DateTimeOffset? Now,
    bool Lost,
    string? Refusal)
{
    /// <summary>True when the server lets in whoever reaches it.</summary>
    public bool Unprotected { get; init; }

    /// <summary>True when the figures are of the server's own day.</summary>
    public bool IsToday => Frame is { } frame && (Now is not { } now || frame.Date == default || frame.Date == DateOnly.FromDateTime(now.DateTime));
}
