using EduDx.Live.City;

namespace EduDx.Live.Alarms;

/// <summary>Sources that were lost together.</summary>
/// <param name="cause">Guessed cause: <c>broker</c>, <c>commune</c>, <c>school</c> or <c>mixed</c>.</param>
/// <param name="node">The lowest node that holds all members.</param>
public sealed class Outage(string cause, Node node)
{
    /// <summary>Number of its alarm; 0 until it is raised.</summary>
    public long Alarm { get; set; }

    /// <summary>Guessed cause.</summary>
    public string Cause { get; internal set; } = cause;

    /// <summary>The lowest node that holds all members.</summary>
    public Node Node { get; internal set; } = node;

    /// <summary>Members with their names, <c>school/kind/source</c>.</summary>
    public Dictionary<Subject, string> Members { get; } = [];

    /// <summary>Keys of the schools with members.</summary>
    public HashSet<int> Schools { get; } = [];

    /// <summary>Keys of their communes.</summary>
    public HashSet<int> Communes { get; } = [];

    /// <summary>When the first member was lost, Unix milliseconds.</summary>
    public long SinceMs { get; set; }

    internal long LastJoinMs { get; set; }
    internal long BackSinceMs { get; set; }

    /// <summary>Worth a wall of its own: more than one school.</summary>
    public Severity Severity => Cause == "school" ? Severity.Warning : Severity.Critical;
}

/// <summary>What a tick changed of an outage.</summary>
/// <param name="Outage">The outage.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Joined">Names of the members that joined.</param>
public sealed record OutageChange(Outage Outage, OutageChangeKind Kind, string[] Joined);

/// <summary>What happened to an outage.</summary>
public enum OutageChangeKind
{
    /// <summary>It was found.</summary>
    Opened,
    /// <summary>It took more members.</summary>
    Grew,
    /// <summary>Nearly all members are back.</summary>
    Cleared,
}
