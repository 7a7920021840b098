namespace EduDx.Wall.Walls;

/// <summary>Everything that a screen's link carries.</summary>
/// <param name="View">One of <see cref="Views"/>.</param>
/// <param name="Scope">Node id.</param>
/// <param name="Day">A past day (yyyy-MM-dd), or null for today.</param>
/// <param name="Session"><c>morning</c> or <c>afternoon</c>, or null: by the clock.</param>
/// <param name="Lang"><c>vi</c> or <c>en</c>.</param>
public sealed record WallAddress(string View, string Scope, string? Day, string? Session, string Lang)
{
    /// <summary>The node that a wall opens with.</summary>
    public const string City = "hue";

    /// <summary>All walls, in the order of the footer.</summary>
    public static readonly string[] Views = ["overview", "attendance", "care", "staff", "devices", "rooms", "status", "alarms", "system", "school"];

    /// <summary>True where the figures are those of a session, so that a past day and a session can be chosen.</summary>
    public bool HasSessions => View is "overview" or "attendance" or "staff";

    /// <summary>The same place on another wall; only walls with sessions keep the day and the session.</summary>
    public WallAddress On(string view)
    {
        var other = this with { View = view };
        return other.HasSessions ? other : other with { Day = null, Session = null };
    }

    /// <summary>The address as a link within the site.</summary>
    public string Link
    {
        get
        {
            var link = $"/{View}?scope={Uri.EscapeDataString(Scope)}";
            if (Day is not null)
            {
                link += $"&day={Uri.EscapeDataString(Day)}";
            }
            if (Session is not null)
            {
                link += $"&session={Uri.EscapeDataString(Session)}";
            }
            return link + $"&lang={Lang}";
        }
    }

    /// <summary>The same screen of another node.</summary>
    public string To(string scope) => (this with { Scope = scope }).Link;

    /// <summary>True when both are answered by the same stream: the language is the wall's own business.</summary>
    public bool SameStream(WallAddress other) => this with { Lang = other.Lang } == other;
}
