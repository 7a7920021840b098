using System.Buffers.Binary;

namespace EduDx.Live.Events;

/// <summary>
/// The part that every canonical event begins with, as the log holds it. Little-endian, except the id.
/// <code>
/// 0   1  version, 2; version 1 had no flags in a scan and is read as well
/// 1   1  type
/// 2   1  source kind
/// 3   1  zero
/// 4   4  school key
/// 8   4  source key (kiosk, device, room, class node; the campus node of a kitchen; 0 for the office)
/// 12  4  boot
/// 16  8  seq
/// 24  8  at, Unix milliseconds
/// 32  8  received, Unix milliseconds
/// 40 16  id, big-endian
/// 56  …  body by type
/// </code>
/// Scan: person key (4), direction, mode, place verdict, distance class, accuracy class, flags (2).
/// Roll and override: person key (4), state, length of who, who.
/// Status: state (1 online, 2 offline), length of firmware, firmware.
/// Telemetry: number of metrics, then for each: length of name, name, value (8, IEEE 754).
/// Meeting: starts (8, Unix milliseconds; 0 when not said), ends (8), invited (4, -1 when not said), checked in (4, -1), state,
/// paperless step, length of the meeting's id, id.
/// Occupancy: people (4), CO2 (8, IEEE 754, NaN when not measured).
/// Meal: meal, served (4), then kcal, protein, fat, carbohydrate of a portion and the share eaten (8 each, IEEE 754, NaN when not said).
/// Nap: child's person key (4, 0 for none), state, position.
/// Cook: meal, portions (4, -1 when not said), kilograms wasted (8, NaN when not said), number of dishes, then for each: length, id.
/// Check: step, ok (1 or 0), then length and text of dish, who and note.
/// Sample: meal, state, portions (4, -1 when not said), then length and text of dish and fridge.
/// </summary>
/// <param name="Type">What it is.</param>
/// <param name="SourceKind">Number of the source kind in the topic grammar.</param>
/// <param name="School">Registry key of the school.</param>
/// <param name="Source">Registry key of the source.</param>
/// <param name="Boot">Boot number; 0 when the source has none.</param>
/// <param name="Seq">Counter within the boot; 0 when the source has none.</param>
/// <param name="AtMs">When it happened.</param>
/// <param name="ReceivedMs">When the server took it in.</param>
/// <param name="Id">Event id.</param>
public readonly record struct EventHeader(
    EventType Type, byte SourceKind, int School, int Source, uint Boot, ulong Seq, long AtMs, long ReceivedMs, UInt128 Id)
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = 56;

    /// <summary>Largest canonical event, bytes: an event's own limit leaves room for its header.</summary>
    public const int MaxEvent = 2048;

    private const byte Oldest = 1, Version = 2;

    /// <summary>Reads the header.</summary>
    /// <exception cref="InvalidDataException">Not a canonical event of a version that this program knows.</exception>
    public static EventHeader Read(ReadOnlySpan<byte> e)
    {
        if (e.Length < Size || e[0] is < Oldest or > Version)
        {
            throw new InvalidDataException($"not a canonical event of version {Oldest} to {Version}: {e.Length} bytes, version {(e.IsEmpty ? 0 : e[0])}; a newer program wrote this log");
        }
        return new EventHeader(
            (EventType)e[1], e[2],
            BinaryPrimitives.ReadInt32LittleEndian(e[4..]), BinaryPrimitives.ReadInt32LittleEndian(e[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(e[12..]), BinaryPrimitives.ReadUInt64LittleEndian(e[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(e[24..]), BinaryPrimitives.ReadInt64LittleEndian(e[32..]),
            BinaryPrimitives.ReadUInt128BigEndian(e[40..]));
    }

    /// <summary>Registry key of the school, without reading the rest: the pipeline routes by it.</summary>
    public static int SchoolOf(ReadOnlySpan<byte> e) => BinaryPrimitives.ReadInt32LittleEndian(e[4..]);

    /// <summary>When the server took it in, without reading the rest.</summary>
    public static long ReceivedOf(ReadOnlySpan<byte> e) => BinaryPrimitives.ReadInt64LittleEndian(e[32..]);

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> e)
    {
        e[0] = Version;
        e[1] = (byte)Type;
        e[2] = SourceKind;
        e[3] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(e[4..], School);
        BinaryPrimitives.WriteInt32LittleEndian(e[8..], Source);
        BinaryPrimitives.WriteUInt32LittleEndian(e[12..], Boot);
        BinaryPrimitives.WriteUInt64LittleEndian(e[16..], Seq);
        BinaryPrimitives.WriteInt64LittleEndian(e[24..], AtMs);
        BinaryPrimitives.WriteInt64LittleEndian(e[32..], ReceivedMs);
        BinaryPrimitives.WriteUInt128BigEndian(e[40..], Id);
    }
}
