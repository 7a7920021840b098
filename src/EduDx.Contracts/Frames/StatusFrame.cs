namespace EduDx.Contracts.Frames;

/// <summary>
/// Schools of one node by what the day is for them. The states are disjoint and add up:
/// <c>Schools = Open + Closed + Flooded + Online + Shelter + Off</c>.
/// </summary>
public record StatusFigures
{
    /// <summary>Schools.</summary>
    public int Schools { get; set; }
    /// <summary>School is held.</summary>
    public int Open { get; set; }
    /// <summary>Closed by an action.</summary>
    public int Closed { get; set; }
    /// <summary>Closed, and under water.</summary>
    public int Flooded { get; set; }
    /// <summary>Taught on line.</summary>
    public int Online { get; set; }
    /// <summary>Closed, and a shelter.</summary>
    public int Shelter { get; set; }
    /// <summary>No school by the calendar.</summary>
    public int Off { get; set; }
    /// <summary>Of the open ones, schools that were reopened and whose checklist is not done.</summary>
    public int Reopening { get; set; }
    /// <summary>Pupils of the schools that are closed, flooded, on line or a shelter.</summary>
    public int PupilsAway { get; set; }
    /// <summary>School days to make up, summed over the schools.</summary>
    public int DaysOwed { get; set; }
}

/// <summary>The status figures of one node of the tree.</summary>
public record StatusNode : StatusFigures
{
    /// <summary>Node id.</summary>
    public string Id { get; set; } = "";
    /// <summary><c>city</c>, <c>commune</c> or <c>school</c>.</summary>
    public string Kind { get; set; } = "";
    /// <summary>Name as written in Vietnamese.</summary>
    public string Name { get; set; } = "";
    /// <summary>Fixed place on the tile map, zero-based column; -1 when the node has none.</summary>
    public int Column { get; set; } = -1;
    /// <summary>Fixed place on the tile map, zero-based row; -1 when the node has none.</summary>
    public int Row { get; set; } = -1;
    /// <summary><c>normal</c>, <c>warning</c> (some away, or reopening) or <c>critical</c> (half or more flooded or closed).</summary>
    public string Level { get; set; } = "normal";
}

/// <summary>The whole state of the view <c>status</c> for one scope.</summary>
public sealed record StatusFrame : StatusNode, IWallFrame
{
    /// <inheritdoc/>
    public string View { get; set; } = "status";
    /// <inheritdoc/>
    public string Scope { get; set; } = "";
    /// <inheritdoc/>
    public DateTimeOffset AsOf { get; set; }
    /// <inheritdoc/>
    public long Offset { get; set; }
    /// <inheritdoc/>
    public DateOnly Date { get; set; }
    /// <inheritdoc/>
    public PathStep[] Path { get; set; } = [];
    /// <inheritdoc/>
    public SystemLine System { get; set; } = new();
    /// <inheritdoc/>
    public AlarmLine Alarm { get; set; } = new();
    /// <summary>The scope's children (communes of the city, schools of a commune).</summary>
    public StatusNode[] Children { get; set; } = [];
    /// <summary>Schools that are not simply open: by status, then since when; all of them.</summary>
    public SchoolStatusRow[] List { get; set; } = [];
    /// <summary>Actions in force or reopened with a checklist that is not done, newest first.</summary>
    public ClosureCard[] Closures { get; set; } = [];
}

/// <summary>One school on one day.</summary>
public sealed record SchoolStatusRow
{
    /// <summary>Node id of the school.</summary>
    public string Id { get; set; } = "";
    /// <summary>Name of the school.</summary>
    public string Name { get; set; } = "";
    /// <summary>Name of the commune.</summary>
    public string CommuneName { get; set; } = "";
    /// <summary><c>open</c>, <c>closed</c>, <c>flooded</c>, <c>online</c>, <c>shelter</c>, <c>off</c> or <c>reopening</c>.</summary>
    public string Status { get; set; } = "open";
    /// <summary>Why, as people wrote it; null when open by the calendar.</summary>
    public string? Reason { get; set; }
    /// <summary>Since when an action says so; null without one.</summary>
    public DateTimeOffset? Since { get; set; }
    /// <summary>Number of the action; 0 without one.</summary>
    public long Closure { get; set; }
    /// <summary>Items of the reopening checklist that are done.</summary>
    public int ChecklistDone { get; set; }
    /// <summary>Items of the reopening checklist.</summary>
    public int ChecklistItems { get; set; }
    /// <summary>School days to make up.</summary>
    public int DaysOwed { get; set; }
    /// <summary>Pupils on the roster.</summary>
    public int Pupils { get; set; }
}

/// <summary>One closure as people see it.</summary>
public sealed record ClosureCard
{
    /// <summary>Its number.</summary>
    public long Id { get; set; }
    /// <summary><c>closed</c>, <c>flooded</c>, <c>online</c> or <c>shelter</c>.</summary>
    public string Status { get; set; } = "";
    /// <summary><c>inForce</c>, <c>reopened</c> or <c>undone</c>.</summary>
    public string State { get; set; } = "";
    /// <summary>Node ids that were closed with everything below them.</summary>
    public string[] Nodes { get; set; } = [];
    /// <summary>Schools under them.</summary>
    public int Schools { get; set; }
    /// <summary>Why.</summary>
    public string Reason { get; set; } = "";
    /// <summary>Who closed.</summary>
    public string By { get; set; } = "";
    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }
    /// <summary>First day.</summary>
    public DateOnly From { get; set; }
    /// <summary>Last day, inclusive; null while it is open-ended.</summary>
    public DateOnly? To { get; set; }
    /// <summary>When it was reopened or undone; null before.</summary>
    public DateTimeOffset? EndedAt { get; set; }
    /// <summary>Who reopened or undid it; null before.</summary>
    public string? EndedBy { get; set; }
    /// <summary>The reopening checklist.</summary>
    public ChecklistItem[] Checklist { get; set; } = [];
}

/// <summary>One item of a reopening checklist.</summary>
public sealed record ChecklistItem
{
    /// <summary>Id of the item.</summary>
    public string Id { get; set; } = "";
    /// <summary>What must be done, Vietnamese.</summary>
    public string TextVi { get; set; } = "";
    /// <summary>What must be done, English.</summary>
    public string TextEn { get; set; } = "";
    /// <summary>Who did it; null before.</summary>
    public string? DoneBy { get; set; }
    /// <summary>When; null before.</summary>
    public DateTimeOffset? DoneAt { get; set; }
}

/// <summary>Body of <c>POST /api/v1/closures</c>.</summary>
public sealed record ClosureAction
{
    /// <summary>Node ids: city, communes or schools; everything below them is closed.</summary>
    public string[] Nodes { get; set; } = [];
    /// <summary><c>closed</c>, <c>flooded</c>, <c>online</c> or <c>shelter</c>.</summary>
    public string Status { get; set; } = "";
    /// <summary>Why; needed.</summary>
    public string Reason { get; set; } = "";
    /// <summary>Who; needed.</summary>
    public string By { get; set; } = "";
    /// <summary>First day, <c>yyyy-MM-dd</c>; today when null.</summary>
    public DateOnly? From { get; set; }
    /// <summary>Last day, inclusive; open-ended when null.</summary>
    public DateOnly? To { get; set; }
}

/// <summary>Body of what is done about a closure: <c>reopen</c>, <c>undo</c>, <c>check</c>.</summary>
public sealed record ClosureStepAction
{
    /// <summary>Who; needed.</summary>
    public string By { get; set; } = "";
    /// <summary>Item of the checklist, for <c>check</c>.</summary>
    public string? Item { get; set; }
}

/// <summary>Answer of <c>GET /api/v1/closures</c>: newest first.</summary>
public sealed record ClosuresAnswer
{
    /// <summary>The closures.</summary>
    public ClosureCard[] Closures { get; set; } = [];
}
