namespace EduDx.Contracts.Frames;

/// <summary>Answer of <c>GET /api/v1/clock</c>.</summary>
public sealed record ClockAnswer(DateTimeOffset Now, double Speed);

/// <summary>Answer of <c>GET /api/v1/counters</c>: <c>Received = Stored + Rejected + InFlight</c> at any moment.</summary>
public sealed record CountersAnswer
{
    /// <summary>Events taken in since the log began.</summary>
    public long Received { get; set; }
    /// <summary>Events committed to the log.</summary>
    public long Stored { get; set; }
    /// <summary>Events rejected and kept.</summary>
    public long Rejected { get; set; }
    /// <summary>Events appended and not yet committed.</summary>
    public long InFlight { get; set; }
    /// <summary>Offset that the live folds have reached.</summary>
    public long LiveOffset { get; set; }
    /// <summary>Offset that the history store has committed.</summary>
    public long HistoryOffset { get; set; }
    /// <summary>True when live and history have reached the end of the log and history holds the newest outcomes.</summary>
    public bool Drained { get; set; }
}

/// <summary>Answer of <c>GET /api/v1/history/{series}</c>.</summary>
public sealed record HistoryAnswer
{
    /// <summary><c>scans</c> or <c>attendance</c>.</summary>
    public string Series { get; set; } = "";
    /// <summary>Node asked for.</summary>
    public string Scope { get; set; } = "";
    /// <summary>Calendar bucket, for example <c>1m</c>, <c>15m</c>, <c>1h</c>, <c>1d</c>, <c>1w</c>, <c>1mo</c>.</summary>
    public string Bucket { get; set; } = "";
    /// <summary>Rows by time, then by node.</summary>
    public HistoryRow[] Rows { get; set; } = [];
    /// <summary>Log offset up to which the store is complete.</summary>
    public long Offset { get; set; }
    /// <summary>When the answer was made.</summary>
    public DateTimeOffset AsOf { get; set; }
}

/// <summary>One bucket of one node.</summary>
public sealed record HistoryRow
{
    /// <summary>Start of the bucket, +07:00.</summary>
    public DateTimeOffset At { get; set; }
    /// <summary>Node id; the scope itself unless <c>by</c> was given.</summary>
    public string Node { get; set; } = "";
    /// <summary>Figures by name, as in <see cref="AttendanceFigures"/>; <c>scans</c> alone for that series.</summary>
    public Dictionary<string, long> Values { get; set; } = [];
}

/// <summary>Answer of <c>GET /api/v1/rejected</c>.</summary>
public sealed record RejectedAnswer
{
    /// <summary>Newest first.</summary>
    public RejectedItem[] Items { get; set; } = [];
    /// <summary>How many are kept in all.</summary>
    public long Total { get; set; }
}

/// <summary>One rejected event, kept as it came.</summary>
public sealed record RejectedItem
{
    /// <summary>Offset in the log of rejected events; names it in <c>POST /api/v1/rejected/{offset}/resend</c>.</summary>
    public long Offset { get; set; }
    /// <summary>When the server took it in.</summary>
    public DateTimeOffset ReceivedAt { get; set; }
    /// <summary>The topic, or the topic that the gRPC event would have had.</summary>
    public string Topic { get; set; } = "";
    /// <summary>Reason code, for example <c>malformed_json</c>, <c>unknown_card</c>.</summary>
    public string Reason { get; set; } = "";
    /// <summary>What was wrong, where, and what to do.</summary>
    public string Detail { get; set; } = "";
    /// <summary>The payload as text when it is UTF-8, otherwise base64.</summary>
    public string Payload { get; set; } = "";
    /// <summary><c>json</c> or <c>protobuf</c>.</summary>
    public string Format { get; set; } = "";
    /// <summary>When it was sent again and accepted; null before.</summary>
    public DateTimeOffset? ResentAt { get; set; }
}

/// <summary>Answer of <c>GET /api/v1/tree</c>: one node with its children.</summary>
public sealed record TreeNode
{
    /// <summary>Node id.</summary>
    public string Id { get; set; } = "";
    /// <summary><c>city</c>, <c>commune</c>, <c>school</c>, <c>campus</c> or <c>class</c>.</summary>
    public string Kind { get; set; } = "";
    /// <summary>Name as written in Vietnamese.</summary>
    public string Name { get; set; } = "";
    /// <summary>Education level of a school: kindergarten, primary, lower-secondary, upper-secondary; null elsewhere.</summary>
    public string? Level { get; set; }
    /// <summary>Children in the order of their ids.</summary>
    public TreeNode[] Children { get; set; } = [];
}
