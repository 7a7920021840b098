using System.Numerics;

namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>One PUBACK that is owed.</summary>
internal struct Ack
{
    /// <summary>Commit that must be on the disk first; 0 for none.</summary>
    public long Ticket;
    /// <summary>Packet id of the PUBLISH.</summary>
    public ushort Id;
    /// <summary>The broker handles the PUBLISH and writes this one; ours wait until it did.</summary>
    public bool IsBrokers;
    /// <summary>Code and sentence; default for a plain yes.</summary>
    public PublishAnswer Answer;
}

/// <summary>
/// The PUBACKs that a connection is owed, in the order of its PUBLISHes, as MQTT demands (4.6.0-2). Bounded by the Receive
/// Maximum that the CONNACK says; a full ring stops the reading. Not thread-safe: <see cref="AckWriter"/> owns it.
/// </summary>
internal sealed class AckRing
{
    /// <summary>
    /// PUBLISHes of a connection that may wait for their PUBACK, as the CONNACK says. Fifty times what a device keeps in flight, and
    /// a power of two for the ring.
    /// </summary>
    public const ushort Maximum = 1024;

    // Grown on demand: two thousand kiosks keep one or two in flight each.
    private Ack[] _slots = new Ack[8];
    private int _head;

    public int Count { get; private set; }

    /// <summary>The oldest.</summary>
    public ref Ack Head => ref _slots[_head];

    public void Add(in Ack ack)
    {
        if (Count == _slots.Length) Grow();
        _slots[_head + Count & _slots.Length - 1] = ack;
        Count++;
    }

    public void RemoveHead()
    {
        _slots[_head] = default;
        _head = _head + 1 & _slots.Length - 1;
        Count--;
    }

    /// <summary>True when the oldest PUBACK that the broker owes is that of <paramref name="id"/>.</summary>
    public bool NextOfBroker(ushort id)
    {
        for (var i = 0; i < Count; i++)
        {
            ref var ack = ref _slots[_head + i & _slots.Length - 1];
            if (ack.IsBrokers) return ack.Id == id;
        }
        return false;
    }

    private void Grow()
    {
        var larger = new Ack[BitOperations.RoundUpToPowerOf2((uint)Count + 1)];
        for (var i = 0; i < Count; i++) larger[i] = _slots[_head + i & _slots.Length - 1];
        (_slots, _head) = (larger, 0);
    }
}
