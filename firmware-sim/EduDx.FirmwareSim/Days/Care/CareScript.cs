using System.Buffers.Binary;
using System.Text;
using EduDx.Contracts.Ingest.V1;
using EduDx.Contracts.Topics;
using EduDx.FirmwareSim.City;
using Google.Protobuf;

namespace EduDx.FirmwareSim.Days;

/// <summary>Writes the care of one source, a kitchen or a class, into its school's script, with ids that follow from the seed. Instants are milliseconds after midnight.</summary>
public sealed class CareScript
{
    private readonly DayPlan _plan;
    private readonly SimSchool _school;
    private readonly SourceKind _kind;
    private readonly string _source;
    private readonly List<ScriptLine> _lines;
    private readonly ulong _stream;
    private uint _count;

    /// <summary>A source of a school.</summary>
    public CareScript(DayPlan plan, SimSchool school, SourceKind kind, string source, List<ScriptLine> lines)
    {
        (_plan, _school, _kind, _source, _lines) = (plan, school, kind, source, lines);
        _stream = 0xA0761D6478BD642FUL ^ (ulong)plan.City.Day.DayNumber;
        foreach (var b in Encoding.ASCII.GetBytes($"{school.Id}/{kind}/{source}")) _stream = (_stream ^ b) * 0x100000001B3UL;
        Random = new SeededRandom(plan.Seed, _stream);
    }

    /// <summary>The source's random numbers; by reference, a copy would repeat them.</summary>
    public SeededRandom Random;

    /// <summary>Says something at <paramref name="at"/>; it is sent at <paramref name="sentAt"/> when that is later.</summary>
    public void Say(int at, Event e, int? sentAt = null)
    {
        Span<byte> id = stackalloc byte[16];
        var random = new SeededRandom(_plan.Seed, _stream ^ (ulong)++_count << 8);
        e.AtMs = _plan.MidnightMs + at;
        BinaryPrimitives.WriteUInt64BigEndian(id, (ulong)e.AtMs << 16 | 0x7000 | (random.NextUInt64() & 0xFFF));
        BinaryPrimitives.WriteUInt64BigEndian(id[8..], 0x8000_0000_0000_0000 | (random.NextUInt64() >> 2));
        e.Id = ByteString.CopyFrom(id);
        e.School = _school.Id;
        e.Kind = _kind.ToString().ToLowerInvariant();
        e.Source = _source;
        _lines.Add(new ScriptLine(_plan.MidnightMs + (sentAt ?? at), e));
    }

    /// <summary>An instant within [<paramref name="fromMinute"/>, <paramref name="toMinute"/>).</summary>
    public int Between(double fromMinute, double toMinute) => (int)(fromMinute * 60_000) + Random.Next((int)((toMinute - fromMinute) * 60_000));
}
