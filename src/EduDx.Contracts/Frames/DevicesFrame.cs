namespace EduDx.Contracts.Frames;

/// <summary>
/// Devices of one node by state. The states are disjoint and add up:
/// <c>Devices = Online + Degraded + Quarantined + Offline + Unknown + OffDuty</c>.
/// </summary>
public record DeviceFigures
{
    /// <summary>Devices on the register: kiosks, classroom and room devices, room controllers, fridges and other sensors.</summary>
    public int Devices { get; set; }
    /// <summary>Heard within its limit, all metrics alive.</summary>
    public int Online { get; set; }
    /// <summary>Heard within its limit, but one of its metrics is silent for longer than that metric's own limit.</summary>
    public int Degraded { get; set; }
    /// <summary>A fixed kiosk that reported from outside its fence.</summary>
    public int Quarantined { get; set; }
    /// <summary>In duty hours and silent beyond its limit, or it said that it went away.</summary>
    public int Offline { get; set; }
    /// <summary>In duty hours and not heard yet, while its limit has not passed since the server listens or its duty began.</summary>
    public int Unknown { get; set; }
    /// <summary>Outside its duty hours: nothing is expected of it.</summary>
    public int OffDuty { get; set; }
    /// <summary>Clock off by more than the deployment's limit; these are in their own states too.</summary>
    public int Skewed { get; set; }
    /// <summary>Minutes that devices were on today (distinct minutes of each, summed).</summary>
    public long OnMinutes { get; set; }
    /// <summary>Of those, minutes within a session of their campus: the use of teaching devices.</summary>
    public long LessonMinutes { get; set; }
    /// <summary>Minutes of duty so far today in which a device was heard.</summary>
    public long HeardMinutes { get; set; }
    /// <summary>Messages that never came, by the gaps in the counters of the sources.</summary>
    public long Missed { get; set; }
    /// <summary>Boots beyond the first of the day.</summary>
    public int Restarts { get; set; }
}

/// <summary>The device figures of one node of the tree.</summary>
public record DeviceNode : DeviceFigures
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
    /// <summary><c>normal</c>, <c>warning</c>, <c>critical</c> or <c>unknown</c>, by the thresholds of the deployment.</summary>
    public string Level { get; set; } = "normal";
}

/// <summary>The whole state of the view <c>devices</c> for one scope.</summary>
public sealed record DevicesFrame : DeviceNode, IWallFrame
{
    /// <inheritdoc/>
    public string View { get; set; } = "devices";
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
    /// <summary>The scope's children: communes of a city, schools of a commune, campuses of a school.</summary>
    public DeviceNode[] Children { get; set; } = [];
    /// <summary>The same figures by type of device, largest first.</summary>
    public DeviceTypeFigures[] Types { get; set; } = [];
    /// <summary>What is broken or silent: quarantined, offline, degraded, longest first, at most 60; every device of the school at school scope and below.</summary>
    public DeviceRow[] List { get; set; } = [];
    /// <summary>How many devices <see cref="List"/> was cut from.</summary>
    public int ListTotal { get; set; }
}

/// <summary>The figures of one type of device.</summary>
public sealed record DeviceTypeFigures : DeviceFigures
{
    /// <summary>Type id, for example <c>projector</c>.</summary>
    public string Type { get; set; } = "";
    /// <summary>Name of the type in Vietnamese.</summary>
    public string NameVi { get; set; } = "";
    /// <summary>Name of the type in English.</summary>
    public string NameEn { get; set; } = "";
}

/// <summary>One device.</summary>
public sealed record DeviceRow
{
    /// <summary><c>school/kind/source</c>, as in the topic.</summary>
    public string Id { get; set; } = "";
    /// <summary><c>kiosk</c>, <c>device</c> or <c>room</c>.</summary>
    public string Kind { get; set; } = "";
    /// <summary>Name as written in Vietnamese.</summary>
    public string Name { get; set; } = "";
    /// <summary>Type id.</summary>
    public string Type { get; set; } = "";
    /// <summary>Node id of the school.</summary>
    public string School { get; set; } = "";
    /// <summary>Name of the school.</summary>
    public string SchoolName { get; set; } = "";
    /// <summary>Name of the class, room or campus where it stands.</summary>
    public string Where { get; set; } = "";
    /// <summary><c>online</c>, <c>degraded</c>, <c>quarantined</c>, <c>offline</c>, <c>unknown</c> or <c>offDuty</c>.</summary>
    public string State { get; set; } = "";
    /// <summary>Since when it is in the state, when known.</summary>
    public DateTimeOffset? Since { get; set; }
    /// <summary>When the server last heard it; null when never on this day or the day before.</summary>
    public DateTimeOffset? LastHeardAt { get; set; }
    /// <summary>Firmware as it last said; null when it has not.</summary>
    public string? Firmware { get; set; }
    /// <summary>Clock against the server's, milliseconds, positive when the device is behind; null before the first event.</summary>
    public long? SkewMs { get; set; }
    /// <summary>Messages that never came today.</summary>
    public long Missed { get; set; }
    /// <summary>Boots beyond the first today.</summary>
    public int Restarts { get; set; }
    /// <summary>Minutes on today.</summary>
    public int OnMinutes { get; set; }
    /// <summary>Of those, minutes within a session.</summary>
    public int LessonMinutes { get; set; }
    /// <summary>Minutes of duty in which it was heard.</summary>
    public int HeardMinutes { get; set; }
    /// <summary>Newest value of each metric that its type lists.</summary>
    public Dictionary<string, double> Metrics { get; set; } = [];
    /// <summary>Metrics that are silent beyond their own limit.</summary>
    public string[] SilentMetrics { get; set; } = [];
    /// <summary>Who has it: the person to whom its alarm is assigned, or who acknowledged it; null when nobody.</summary>
    public string? TakenBy { get; set; }
}
