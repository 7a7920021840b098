namespace EduDx.Live.Alarms;

/// <summary>What an alarm is about.</summary>
/// <param name="Kind">A <see cref="City.DeviceKind"/> for a kiosk, device or room; <see cref="NodeKind"/> for a node of the tree; <see cref="OutageKind"/> for an outage.</param>
/// <param name="Key">Registry key of it; the first member's key for an outage.</param>
public readonly record struct Subject(byte Kind, int Key)
{
    /// <summary>A node of the tree.</summary>
    public const byte NodeKind = 0;

    /// <summary>An outage.</summary>
    public const byte OutageKind = 9;
}

/// <summary>A change that a tick found.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Name">The subject's id: <c>school/kind/source</c>, or a node id.</param>
/// <param name="DisplayName">The subject's name, as people know it.</param>
/// <param name="NodeKey">Registry key of the node that it concerns.</param>
/// <param name="Raises">True when it begins, false when it is over.</param>
/// <param name="SinceMs">Event time since which the condition holds.</param>
/// <param name="EndMs">End of an occurrence that is over already (learned of late); 0 otherwise.</param>
/// <param name="Truth">What was seen.</param>
public sealed record Finding(
    AlarmRule Rule, Subject Subject, string Name, string DisplayName, int NodeKey, bool Raises, long SinceMs, long EndMs, Truth Truth);

/// <summary>Figures of the tree's nodes, for the rules that speak of them.</summary>
public interface INodeFigures
{
    /// <summary>A figure of a node now; null when it is not known.</summary>
    double? Now(City.Node node, string figure);

    /// <summary>The same figure on the same weekday of the last weeks; null when history has none.</summary>
    double? Usual(City.Node node, string figure);
}
