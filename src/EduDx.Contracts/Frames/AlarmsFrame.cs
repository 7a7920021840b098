namespace EduDx.Contracts.Frames;

/// <summary>The alarms of one node of the tree.</summary>
public record AlarmNode
{
    /// <summary>Node id.</summary>
    public string Id { get; set; } = "";
    /// <summary><c>city</c>, <c>commune</c>, <c>school</c>, <c>campus</c> or <c>class</c>.</summary>
    public string Kind { get; set; } = "";
    /// <summary>Name as written in Vietnamese.</summary>
    public string Name { get; set; } = "";
    /// <summary>Fixed place on the tile map, zero-based column; -1 when the node has none.</summary>
    public int Column { get; set; } = -1;
    /// <summary>Fixed place on the tile map, zero-based row; -1 when the node has none.</summary>
    public int Row { get; set; } = -1;
    /// <summary><c>normal</c>, <c>warning</c> or <c>critical</c>: the worst open alarm that is not shelved.</summary>
    public string Level { get; set; } = "normal";
    /// <summary>Open critical alarms that are not shelved.</summary>
    public int Critical { get; set; }
    /// <summary>Open warnings that are not shelved.</summary>
    public int Warning { get; set; }
    /// <summary>Of both, those that nobody has acknowledged.</summary>
    public int Unacknowledged { get; set; }
    /// <summary>Open alarms that are shelved.</summary>
    public int Shelved { get; set; }
    /// <summary>Raised on the local day, cleared ones included.</summary>
    public int RaisedToday { get; set; }
    /// <summary>Cleared on the local day.</summary>
    public int ClearedToday { get; set; }
}

/// <summary>The whole state of the view <c>alarms</c> for one scope.</summary>
public sealed record AlarmsFrame : AlarmNode, IWallFrame
{
    /// <inheritdoc/>
    public string View { get; set; } = "alarms";
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
    /// <summary>The scope's children.</summary>
    public AlarmNode[] Children { get; set; } = [];
    /// <summary>Open alarms: unacknowledged before acknowledged before shelved, critical first, oldest first; at most 100.</summary>
    public AlarmCard[] List { get; set; } = [];
    /// <summary>How many alarms <see cref="List"/> was cut from.</summary>
    public int ListTotal { get; set; }
    /// <summary>Events that the alarm rules have not seen.</summary>
    public long Lag { get; set; }
    /// <summary>How the alarms themselves do.</summary>
    public AlarmPerformance Performance { get; set; } = new();
}

/// <summary>One alarm as a wall or the console shows it.</summary>
public sealed record AlarmCard
{
    /// <summary>Number of the alarm, increasing; never used again.</summary>
    public long Id { get; set; }
    /// <summary>Id of the rule.</summary>
    public string Rule { get; set; } = "";
    /// <summary>Name of the rule in Vietnamese.</summary>
    public string NameVi { get; set; } = "";
    /// <summary>Name of the rule in English.</summary>
    public string NameEn { get; set; } = "";
    /// <summary><c>warning</c> or <c>critical</c>; escalation can raise it.</summary>
    public string Severity { get; set; } = "";
    /// <summary><c>raised</c>, <c>acknowledged</c>, <c>shelved</c> or <c>cleared</c>.</summary>
    public string State { get; set; } = "";
    /// <summary>Node that it concerns: the school of a device, the node of a figure, the lowest common node of an outage.</summary>
    public string NodeId { get; set; } = "";
    /// <summary>Name of the node.</summary>
    public string NodeName { get; set; } = "";
    /// <summary>What it is about: <c>school/kind/source</c> of a device or room, a node id, or <c>outage-…</c>.</summary>
    public string Subject { get; set; } = "";
    /// <summary>The subject's name, as people know it.</summary>
    public string SubjectName { get; set; } = "";
    /// <summary>Event time since which its condition holds.</summary>
    public DateTimeOffset Since { get; set; }
    /// <summary>When it was raised.</summary>
    public DateTimeOffset RaisedAt { get; set; }
    /// <summary>When it was cleared; null while it is open.</summary>
    public DateTimeOffset? ClearedAt { get; set; }
    /// <summary>When it was acknowledged; null when it is not.</summary>
    public DateTimeOffset? AcknowledgedAt { get; set; }
    /// <summary>Who acknowledged it.</summary>
    public string? AcknowledgedBy { get; set; }
    /// <summary>To whom it is assigned.</summary>
    public string? AssignedTo { get; set; }
    /// <summary>End of the shelf; null when it is not shelved.</summary>
    public DateTimeOffset? ShelvedUntil { get; set; }
    /// <summary>Value that the rule saw last, when it has one; its unit is the metric's.</summary>
    public double? Value { get; set; }
    /// <summary>Limit that the value is held against.</summary>
    public double? Limit { get; set; }
    /// <summary>Metric or figure that the rule speaks of, when it does.</summary>
    public string? Metric { get; set; }
    /// <summary>Members of an outage; 0 for other alarms.</summary>
    public int Members { get; set; }
    /// <summary>Schools that an outage touches; 0 for other alarms.</summary>
    public int Schools { get; set; }
    /// <summary>Guessed cause of an outage: <c>broker</c>, <c>commune</c>, <c>school</c>, <c>device</c>, <c>mixed</c>; null for other alarms.</summary>
    public string? Cause { get; set; }
    /// <summary>Reminders sent since it was raised.</summary>
    public int Reminders { get; set; }
    /// <summary>True when it was escalated.</summary>
    public bool Escalated { get; set; }
    /// <summary>Newest comment; null without one.</summary>
    public string? Comment { get; set; }
}

/// <summary>How the alarms of the scope do, over the last 24 hours.</summary>
public sealed record AlarmPerformance
{
    /// <summary>Start of the first bucket of <see cref="Per10Minutes"/>.</summary>
    public DateTimeOffset From { get; set; }
    /// <summary>Alarms raised in each 10 minutes, oldest first, at most 144.</summary>
    public int[] Per10Minutes { get; set; } = [];
    /// <summary>Share of those buckets in flood (more than 10 alarms), percent.</summary>
    public double FloodPct { get; set; }
    /// <summary>True while the newest 10 minutes are in flood.</summary>
    public bool Flood { get; set; }
    /// <summary>Median seconds from raise to acknowledgement; null when none was acknowledged.</summary>
    public double? AcknowledgeSeconds { get; set; }
    /// <summary>The rules and subjects that raised most, at most 10.</summary>
    public WorstAlarm[] Worst { get; set; } = [];
}

/// <summary>One of the alarms that came most often.</summary>
public sealed record WorstAlarm
{
    /// <summary>Name of the rule in Vietnamese.</summary>
    public string NameVi { get; set; } = "";
    /// <summary>Name of the rule in English.</summary>
    public string NameEn { get; set; } = "";
    /// <summary>The subject's name.</summary>
    public string SubjectName { get; set; } = "";
    /// <summary>Times raised.</summary>
    public int Count { get; set; }
}

/// <summary>Answer of <c>GET /api/v1/alarms</c>.</summary>
public sealed record AlarmsAnswer
{
    /// <summary>Alarms, open ones first, newest raise first.</summary>
    public AlarmCard[] Alarms { get; set; } = [];
    /// <summary>How many matched before the limit.</summary>
    public int Total { get; set; }
}

/// <summary>Answer of <c>GET /api/v1/alarms/{id}</c>.</summary>
public sealed record AlarmDetail
{
    /// <summary>The alarm.</summary>
    public AlarmCard Alarm { get; set; } = new();
    /// <summary>What happened to it, oldest first.</summary>
    public AlarmEntry[] History { get; set; } = [];
    /// <summary>Members of an outage, <c>school/kind/source</c>, at most 1,000.</summary>
    public string[] Members { get; set; } = [];
}

/// <summary>One step in the history of an alarm.</summary>
public sealed record AlarmEntry
{
    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }
    /// <summary><c>raised</c>, <c>acknowledged</c>, <c>assigned</c>, <c>commented</c>, <c>shelved</c>, <c>unshelved</c>, <c>cleared</c>, <c>reopened</c>, <c>reminded</c>, <c>escalated</c> or <c>grew</c> (an outage took more members).</summary>
    public string What { get; set; } = "";
    /// <summary>Who; null for the server itself.</summary>
    public string? By { get; set; }
    /// <summary>To whom, or what was said.</summary>
    public string? Text { get; set; }
}

/// <summary>Body of <c>POST /api/v1/alarms/{id}/{action}</c>; actions are acknowledge, assign, comment, shelve, unshelve, clear, reopen.</summary>
public sealed record AlarmAction
{
    /// <summary>Who acts. Needed.</summary>
    public string By { get; set; } = "";
    /// <summary>To whom (assign), or what is said (comment; allowed with every action).</summary>
    public string? Text { get; set; }
    /// <summary>Minutes of the shelf (shelve): 1 to 1440.</summary>
    public int? Minutes { get; set; }
}

/// <summary>Answer of <c>POST /api/v1/rules/try</c>: what a rule would have raised in the stored past.</summary>
public sealed record RuleTrial
{
    /// <summary>First instant that the log still holds, or the one asked for.</summary>
    public DateTimeOffset From { get; set; }
    /// <summary>End.</summary>
    public DateTimeOffset To { get; set; }
    /// <summary>Events replayed.</summary>
    public long Events { get; set; }
    /// <summary>Times that it would have raised.</summary>
    public int Raised { get; set; }
    /// <summary>When and for what, oldest first, at most 500.</summary>
    public TrialAlarm[] Alarms { get; set; } = [];
}

/// <summary>One alarm that a rule would have raised.</summary>
public sealed record TrialAlarm
{
    /// <summary>The subject.</summary>
    public string Subject { get; set; } = "";
    /// <summary>When it would have been raised.</summary>
    public DateTimeOffset RaisedAt { get; set; }
    /// <summary>When it would have been cleared; null when it would still be open.</summary>
    public DateTimeOffset? ClearedAt { get; set; }
}
