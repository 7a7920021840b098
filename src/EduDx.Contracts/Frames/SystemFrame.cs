namespace EduDx.Contracts.Frames;

/// <summary>The whole state of the view <c>system</c>: can these screens be believed? Its scope is always the city.</summary>
public sealed record SystemFrame : IWallFrame
{
    /// <inheritdoc/>
    public string View { get; set; } = "system";
    /// <inheritdoc/>
    public string Scope { get; set; } = "";
    /// <inheritdoc/>
    public string Name { get; set; } = "";
    /// <inheritdoc/>
    public string Kind { get; set; } = "city";
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
    /// <summary>The law of the numbers: received = stored + rejected + in flight.</summary>
    public CountersAnswer Counters { get; set; } = new();
    /// <summary>Rejected events by reason since the process started, most first.</summary>
    public NamedCount[] RejectedBy { get; set; } = [];
    /// <summary>Suspicious scans since the process started, by what is suspicious (docs/cards.md), most first.</summary>
    public NamedCount[] FlaggedBy { get; set; } = [];
    /// <summary>Payloads refused, connections closed by a limit and unroutable events since the process started.</summary>
    public NamedCount[] Losses { get; set; } = [];
    /// <summary>Events stored in each of the last 60 steps of 2 seconds, oldest first.</summary>
    public double[] Rates { get; set; } = [];
    /// <summary>Events that the alarm rules have not seen.</summary>
    public long AlarmLag { get; set; }
    /// <summary>Name of the history store.</summary>
    public string HistoryStore { get; set; } = "";
    /// <summary>Why history is behind; null while it is not.</summary>
    public string? HistoryTrouble { get; set; }
    /// <summary>Free bytes of the disk of the data folder.</summary>
    public long DiskFreeBytes { get; set; }
    /// <summary>Size of that disk, bytes.</summary>
    public long DiskBytes { get; set; }
    /// <summary>Free bytes below which new events are refused.</summary>
    public long DiskFloorBytes { get; set; }
    /// <summary>Viewers of walls that are connected.</summary>
    public int Viewers { get; set; }
    /// <summary>MQTT sessions that are connected; null with an external broker.</summary>
    public int? Sessions { get; set; }
    /// <summary>When the TLS certificate ends; null without TLS.</summary>
    public DateTimeOffset? CertificateUntil { get; set; }
    /// <summary>Working set of the process, bytes.</summary>
    public long MemoryBytes { get; set; }
    /// <summary>When the process began to listen.</summary>
    public DateTimeOffset ListeningSince { get; set; }
    /// <summary>Events that came more than the alarm window late, so that no rule saw them in time.</summary>
    public long LateForRules { get; set; }
}

/// <summary>A count with its name.</summary>
/// <param name="Name">Code of what is counted.</param>
/// <param name="Count">How many.</param>
public sealed record NamedCount(string Name, long Count);
