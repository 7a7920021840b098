using System.Buffers.Binary;
using EduDx.Contracts.Ingest.V1;
using Google.Protobuf;

namespace EduDx.FirmwareSim.Days;

/// <summary>Makes events that must be kept and rejected, beside the good ones: from a source that nobody knows, far too old, or without what they should say.</summary>
/// <param name="seed">Seed.</param>
/// <param name="share">How many, of the good ones.</param>
/// <param name="known">True when all are of sources that are known: who shows credentials cannot speak for others.</param>
public sealed class MalformedEvents(int seed, double share, bool known = false)
{
    // docs/contract.md: an event is at most 7 days old.
    private const long TooOldMs = 9 * 24 * 3_600_000L;
    private SeededRandom _random = new(seed, 31UL << 56);

    /// <summary>How many were made.</summary>
    public long Made { get; private set; }

    /// <summary>Adds some behind <paramref name="good"/>, none of which is changed.</summary>
    public void AddTo(List<Event> good)
    {
        var count = good.Count;
        for (var i = 0; i < count && share > 0; i++)
        {
            if (!_random.Chance(share)) continue;
            good.Add(Spoil(good[i].Clone()));
            Made++;
        }
    }

    private Event Spoil(Event e)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(id, (ulong)e.AtMs << 16 | 0x7000 | (_random.NextUInt64() & 0xFFF));
        BinaryPrimitives.WriteUInt64BigEndian(id[8..], 0x8000_0000_0000_0000 | (_random.NextUInt64() >> 2));
        e.Id = ByteString.CopyFrom(id);
        switch (_random.Next(3))
        {
            case 0 when !known: e.Source = "nobody-knows"; break;
            // That a source goes away counts by its receipt, however old it is.
            case 1 when e.BodyCase != Event.BodyOneofCase.Status: e.AtMs -= TooOldMs; break;
            default: Empty(e); break;
        }
        return e;
    }

    // The same message, but nothing of what it needs; telemetry needs nothing, but its names have a grammar.
    private static void Empty(Event e)
    {
        switch (e.BodyCase)
        {
            case Event.BodyOneofCase.Scan: e.Scan = new Scan(); break;
            case Event.BodyOneofCase.Status: e.Status = new Status(); break;
            case Event.BodyOneofCase.Roll: e.Roll = new Roll(); break;
            case Event.BodyOneofCase.Override: e.Override = new Override(); break;
            case Event.BodyOneofCase.Meeting: e.Meeting = new Meeting(); break;
            case Event.BodyOneofCase.Meal: e.Meal = new Meal(); break;
            case Event.BodyOneofCase.Nap: e.Nap = new Nap(); break;
            case Event.BodyOneofCase.Cook: e.Cook = new Cook(); break;
            case Event.BodyOneofCase.Check: e.Check = new Check(); break;
            case Event.BodyOneofCase.Sample: e.Sample = new Sample(); break;
            default: e.Telemetry = new Telemetry { Metrics = { ["Not a name"] = 1 } }; break;
        }
    }
}
