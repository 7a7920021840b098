using System.Buffers.Binary;

namespace EduDx.FirmwareSim.Scenarios;

/// <summary>
/// Ids in the form of UUID version 7 that follow from the event itself: the same morning sent again has the same ids, and a
/// different event never has the id of another.
/// </summary>
public static class EventIds
{
    /// <summary>Writes the 16 bytes, big-endian.</summary>
    public static void Write(MorningPlan plan, in SimEvent e, Span<byte> id)
    {
        var what = ((ulong)(uint)e.Source << 32) | (uint)e.Person;
        var random = new SeededRandom(plan.Seed, what ^ ((ulong)e.Kind << 60) ^ ((ulong)e.Said << 56) ^ ((ulong)(uint)e.AtMs * 0x9E3779B1UL));
        BinaryPrimitives.WriteUInt64BigEndian(id, (ulong)(plan.MidnightMs + e.AtMs) << 16 | 0x7000 | (random.NextUInt64() & 0xFFF));
        BinaryPrimitives.WriteUInt64BigEndian(id[8..], 0x8000_0000_0000_0000 | (random.NextUInt64() >> 2));
    }

    /// <summary>The id as a <see cref="Guid"/>.</summary>
    public static Guid Of(MorningPlan plan, in SimEvent e)
    {
        Span<byte> id = stackalloc byte[16];
        Write(plan, e, id);
        return new Guid(id, bigEndian: true);
    }
}
