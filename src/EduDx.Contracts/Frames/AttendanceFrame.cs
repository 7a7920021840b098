namespace EduDx.Contracts.Frames;

/// <summary>
/// The whole state of the views <c>overview</c> and <c>attendance</c> for one scope: what the wall shows and what
/// <c>GET /api/v1/live/{view}</c> answers, byte for byte the same figures.
/// </summary>
public sealed record AttendanceFrame : AttendanceNode, IWallFrame
{
    /// <summary><c>overview</c> or <c>attendance</c>.</summary>
    public string View { get; set; } = "";
    /// <summary>The node asked for; equal to <see cref="AttendanceNode.Id"/>.</summary>
    public string Scope { get; set; } = "";
    /// <summary>The tick that these figures were computed at.</summary>
    public DateTimeOffset AsOf { get; set; }
    /// <summary>Every event below this log offset is in the figures.</summary>
    public long Offset { get; set; }
    /// <summary>The school day shown, in Asia/Ho_Chi_Minh.</summary>
    public DateOnly Date { get; set; }
    /// <summary>The period shown: <c>morning</c> or <c>afternoon</c>. Full-day sessions are in both.</summary>
    public string Session { get; set; } = "";
    /// <summary>From the city down to the scope, the scope included.</summary>
    public PathStep[] Path { get; set; } = [];
    /// <summary>The scope's children: communes of a city, schools of a commune, classes of a school or campus.</summary>
    public AttendanceNode[] Children { get; set; } = [];
    /// <summary>Arrivals by minute; null where the view does not show them.</summary>
    public ArrivalCurve? Arrivals { get; set; }
    /// <summary>What needs a person, worst first, at most 12.</summary>
    public AttentionItem[] Attention { get; set; } = [];
    /// <summary>How many items <see cref="Attention"/> was cut from.</summary>
    public int AttentionTotal { get; set; }
    /// <summary>Persons about whom sources disagree; only at school, campus and class scope, at most 200.</summary>
    public Conflict[] ConflictList { get; set; } = [];
    /// <summary>The same weekday of the last weeks; null when history has none.</summary>
    public Comparison? Comparison { get; set; }
    /// <summary>The health line of the footer.</summary>
    public SystemLine System { get; set; } = new();
    /// <inheritdoc/>
    public AlarmLine Alarm { get; set; } = new();
}

/// <summary>One step of the path from the city to the scope.</summary>
public sealed record PathStep(string Id, string Kind, string Name);

/// <summary>First arrivals of pupils in each minute of the window.</summary>
public sealed record ArrivalCurve
{
    /// <summary>Minutes after midnight, Asia/Ho_Chi_Minh, of the first bucket.</summary>
    public int FromMinute { get; set; }
    /// <summary>Distinct pupils whose first scan in fell in the minute. Ends at the as-of time.</summary>
    public int[] Counts { get; set; } = [];
    /// <summary>Expected pupils a minute, for the whole window.</summary>
    public int[] Expected { get; set; } = [];
    /// <summary><c>history</c> (the same weekday of the last weeks) or <c>bell</c> (profile around the bell: no history yet).</summary>
    public string ExpectedBasis { get; set; } = "bell";
}

/// <summary>Something that needs a person. The wall words it: the server sends the code and its figures.</summary>
public sealed record AttentionItem
{
    /// <summary><c>campusSilent</c>, <c>lowAttendance</c> or <c>conflicts</c>.</summary>
    public string Code { get; set; } = "";
    /// <summary><c>warning</c> or <c>critical</c>.</summary>
    public string Level { get; set; } = "";
    /// <summary>Node to drill to.</summary>
    public string NodeId { get; set; } = "";
    /// <summary>Name of the node.</summary>
    public string Name { get; set; } = "";
    /// <summary>Name of the commune around it; null for a commune.</summary>
    public string? Within { get; set; }
    /// <summary>Persons concerned.</summary>
    public int Count { get; set; }
    /// <summary>Percentage that the code speaks of (present), when it does.</summary>
    public double? Pct { get; set; }
    /// <summary>Since when, when known.</summary>
    public DateTimeOffset? Since { get; set; }
}

/// <summary>One person about whom two sources disagree. Pseudonyms only.</summary>
public sealed record Conflict
{
    /// <summary>Pseudonym of the person.</summary>
    public string Person { get; set; } = "";
    /// <summary>Class node id, or campus node id for staff.</summary>
    public string Group { get; set; } = "";
    /// <summary>What the kiosk says: <c>present</c>, <c>late</c>, <c>leftEarly</c>, or null when it was not scanned.</summary>
    public string? Scan { get; set; }
    /// <summary>What the teacher says; null without a roll.</summary>
    public string? Roll { get; set; }
    /// <summary>What the office says; null without an override.</summary>
    public string? Office { get; set; }
    /// <summary>What counts, by precedence: office over teacher over kiosk.</summary>
    public string Counts { get; set; } = "";
}

/// <summary>The same period on the same weekday of the last weeks, from history.</summary>
public sealed record Comparison
{
    /// <summary>How many past days the medians come from, 1 to 4.</summary>
    public int Days { get; set; }
    /// <summary>Median share present at the end of the session, percent.</summary>
    public double PresentPct { get; set; }
    /// <summary>Median absent count.</summary>
    public int Absent { get; set; }
    /// <summary>Median late count.</summary>
    public int Late { get; set; }
}

/// <summary>Can these figures be believed: the pipeline's own health in one line.</summary>
public sealed record SystemLine
{
    /// <summary>Events stored a second, over the last 5 s.</summary>
    public double EventsPerSecond { get; set; }
    /// <summary>Committed events that the live folds have not seen.</summary>
    public long LiveLag { get; set; }
    /// <summary>Committed events that the history store has not seen.</summary>
    public long HistoryLag { get; set; }
    /// <summary>Rejected events kept since the log began.</summary>
    public long Rejected { get; set; }
    /// <summary>True while new events are refused (disk floor, failed log).</summary>
    public bool Refusing { get; set; }
    /// <summary>True when the server runs on a simulated clock.</summary>
    public bool SimulatedClock { get; set; }
}
