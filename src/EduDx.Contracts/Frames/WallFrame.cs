namespace EduDx.Contracts.Frames;

/// <summary>What the frame of every view has: where it stands, as of when, and what the shell around the tiles needs.</summary>
public interface IWallFrame
{
    /// <summary>The view.</summary>
    string View { get; }
    /// <summary>The node asked for.</summary>
    string Scope { get; }
    /// <summary>Name of the node, as written in Vietnamese.</summary>
    string Name { get; }
    /// <summary><c>city</c>, <c>commune</c>, <c>school</c>, <c>campus</c> or <c>class</c>; empty while the registry is.</summary>
    string Kind { get; }
    /// <summary>The tick that these figures were computed at.</summary>
    DateTimeOffset AsOf { get; }
    /// <summary>Every event below this log offset is in the figures.</summary>
    long Offset { get; }
    /// <summary>The local day shown.</summary>
    DateOnly Date { get; }
    /// <summary>From the city down to the scope, the scope included.</summary>
    PathStep[] Path { get; }
    /// <summary>The health line of the footer.</summary>
    SystemLine System { get; set; }
    /// <summary>The alarms of the scope in one line, and the one that takes the wall over.</summary>
    AlarmLine Alarm { get; set; }
}

/// <summary>The alarms under a scope in one line.</summary>
public sealed record AlarmLine
{
    /// <summary>Open critical alarms that are not shelved.</summary>
    public int Critical { get; set; }
    /// <summary>Open warnings that are not shelved.</summary>
    public int Warning { get; set; }
    /// <summary>Of both, those that nobody has acknowledged.</summary>
    public int Unacknowledged { get; set; }
    /// <summary>Open alarms that are shelved.</summary>
    public int Shelved { get; set; }
    /// <summary>
    /// The critical alarm that takes over every wall of its scope until it is acknowledged, shelved or cleared; null when there is none. A wall is of
    /// the scope when one of the two nodes is, or is above, the other.
    /// </summary>
    public AlarmCard? Takeover { get; set; }
}
