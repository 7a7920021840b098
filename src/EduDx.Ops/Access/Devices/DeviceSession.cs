using EduDx.Ops.Access.Limits;
using EduDx.Registry.Credentials;

namespace EduDx.Ops.Access.Devices;

/// <summary>
/// A connection of MQTT or a stream of gRPC, and under which topics it may speak. A connection without an identity (mode Local and Open) may speak
/// under all.
/// <para>Hot path: <see cref="MayPublish"/> is one comparison of the topic's beginning.</para>
/// </summary>
internal sealed class DeviceSession
{
    // No topic of MQTT is as long (64 KiB - 1), so none begins like this.
    private static readonly byte[] NoTopic = new byte[65_536];
    private static readonly byte[] AnyTopic = [];

    private readonly Action<string> _cut;
    private volatile byte[] _prefix;
    private long _heardMs = Environment.TickCount64;
    private long _partialSinceMs;

    /// <summary>A connection that has not logged in yet.</summary>
    /// <param name="transport"><c>mqtt</c> or <c>grpc</c>.</param>
    /// <param name="remote">Address of the other side.</param>
    /// <param name="isRequired">True when it may say nothing before it has logged in.</param>
    /// <param name="cut">Ends the connection at once, with a reason.</param>
    public DeviceSession(string transport, string remote, bool isRequired, Action<string> cut)
    {
        (Transport, Remote, _cut) = (transport, remote, cut);
        _prefix = isRequired ? NoTopic : AnyTopic;
    }

    public string Transport { get; }
    public string Remote { get; }

    /// <summary>Path of the source; null before the log-in and where none is needed.</summary>
    public string? Id { get; private set; }

    /// <summary>What the device has used up of its limits; null where there are none.</summary>
    public DeviceMeter? Meter { get; private set; }

    /// <summary>True while what it logged in with is in force, as the row of its credential says.</summary>
    public Func<CredentialRow, bool> IsInForce { get; private set; } = _ => true;

    /// <summary>Until when it may go on, Unix milliseconds: a secret before a rotation ends.</summary>
    public long UntilMs { get; private set; } = long.MaxValue;

    /// <summary>Its place among the connections of its address that have not logged in; null where they are not counted.</summary>
    public AddressTicket? Ticket { get; set; }

    /// <summary>Milliseconds after which a silent client counts as gone.</summary>
    public long SilenceLimitMs { get; set; } = long.MaxValue;

    /// <summary>Topic of its last will; null without one.</summary>
    public string? WillTopic { get; set; }

    /// <summary>Why it was cut off; null while it was not.</summary>
    public string? CutOff { get; private set; }

    /// <summary>Since when a packet that was begun is not whole, on the clock of <see cref="Environment.TickCount64"/>; 0 when there is none.</summary>
    public long PartialSinceMs => Volatile.Read(ref _partialSinceMs);

    /// <summary>The log-in was good.</summary>
    public void LoggedIn(string id, DeviceMeter meter, long untilMs, Func<CredentialRow, bool> isInForce)
    {
        (Id, Meter, UntilMs, IsInForce) = (id, meter, untilMs, isInForce);
        _prefix = SourcePath.Prefix(id);
        Ticket?.LoggedIn();
    }

    /// <summary>True when it may publish under <paramref name="topic"/>: its own school, kind and id, and no commands.</summary>
    public bool MayPublish(ReadOnlySpan<byte> topic)
    {
        var prefix = _prefix;
        return topic.StartsWith(prefix) && (prefix.Length == 0 || !topic.EndsWith("/cmd"u8));
    }

    /// <summary>True when it may subscribe to <paramref name="filter"/>: its own commands, the one topic of the contract that a source hears. Of filters of its own making it could keep any number in the broker's memory.</summary>
    public bool MaySubscribe(string filter)
    {
        var prefix = _prefix;
        if (prefix.Length == 0) return true;
        var bytes = System.Text.Encoding.UTF8.GetBytes(filter).AsSpan();
        return bytes.StartsWith(prefix) && bytes[prefix.Length..].SequenceEqual("cmd"u8);
    }

    /// <summary>Something came.</summary>
    /// <param name="nowMs">Milliseconds of <see cref="Environment.TickCount64"/>.</param>
    /// <param name="isPartial">True when what is left of it is the beginning of a packet.</param>
    /// <param name="isSame">True when that packet had begun before.</param>
    public void Heard(long nowMs, bool isPartial, bool isSame)
    {
        Volatile.Write(ref _heardMs, nowMs);
        if (!isPartial) Volatile.Write(ref _partialSinceMs, 0);
        else if (!isSame || PartialSinceMs == 0) Volatile.Write(ref _partialSinceMs, nowMs);
    }

    /// <summary>It could not be heard, and is not held to have been silent.</summary>
    /// <param name="nowMs">Milliseconds of <see cref="Environment.TickCount64"/>.</param>
    public void Excuse(long nowMs) => Volatile.Write(ref _heardMs, nowMs);

    /// <summary>True when the client is not overdue by its own keep-alive.</summary>
    public bool IsAlive(long nowMs) => nowMs - Volatile.Read(ref _heardMs) < SilenceLimitMs;

    /// <summary>Ends it: from here on nothing that was sent is taken, also what is on its way.</summary>
    public void Cut(string reason)
    {
        CutOff = reason;
        _prefix = NoTopic;
        _cut(reason);
    }
}
