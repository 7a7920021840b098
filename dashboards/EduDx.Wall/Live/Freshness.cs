namespace EduDx.Wall.Live;

/// <summary>The four states of every tile.</summary>
public enum TileState
{
    /// <summary>Nothing has come yet, or there is nothing to show.</summary>
    NoData,
    /// <summary>As of now.</summary>
    Live,
    /// <summary>Older than three cadences: the edge is hatched and the age is in words.</summary>
    Late,
    /// <summary>Too old to act on: greyed, with the reason.</summary>
    Stale,
}

/// <summary>How old the figures on the screen are.</summary>
/// <param name="State">What the tiles look like.</param>
/// <param name="Age">Real time since the last item of the stream.</param>
/// <param name="Lost">True when the connection is to be called lost.</param>
public readonly record struct Freshness(TileState State, TimeSpan Age, bool Lost)
{
    /// <summary>The hub's heartbeat.</summary>
    public static readonly TimeSpan Cadence = TimeSpan.FromSeconds(1);
    /// <summary>Figures older than this are late.</summary>
    public static readonly TimeSpan LateAfter = 3 * Cadence;
    /// <summary>The banner must be there within 5 s of the last item, ticks of a second included.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(3.5);
    /// <summary>Figures older than this are greyed: a class may have filled meanwhile.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(5);

    /// <summary>Judges an age; null means that nothing has come yet.</summary>
    public static Freshness Of(TimeSpan? age) => age switch
    {
        null => new(TileState.NoData, TimeSpan.Zero, false),
        var a when a > StaleAfter => new(TileState.Stale, a.Value, true),
        var a when a > LateAfter => new(TileState.Late, a.Value, a > LostAfter),
        var a => new(TileState.Live, a.Value, false),
    };
}
