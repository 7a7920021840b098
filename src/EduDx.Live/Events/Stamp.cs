namespace EduDx.Live.Events;

/// <summary>Orders what was said: by event time, then by id.</summary>
/// <param name="AtMs">Event time, Unix milliseconds.</param>
/// <param name="Id">Event id.</param>
public readonly record struct Stamp(long AtMs, UInt128 Id)
{
    /// <summary>True when this was said after <paramref name="other"/>.</summary>
    public bool IsAfter(in Stamp other) => AtMs != other.AtMs ? AtMs > other.AtMs : Id > other.Id;

    /// <summary>Writes it into a snapshot.</summary>
    internal void Write(BinaryWriter to)
    {
        to.Write(AtMs);
        to.Write((ulong)(Id >> 64));
        to.Write((ulong)Id);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    internal static Stamp Read(BinaryReader from) => new(from.ReadInt64(), new UInt128(from.ReadUInt64(), from.ReadUInt64()));
}
