using System.IO.Hashing;
using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Ops.Care;

/// <summary>Chooses the events that are evidence of a kitchen's day. Each is taken once, however often it was sent.</summary>
internal sealed class KitchenEvidence
{
    private const int ReceivedAt = 32;

    private readonly HashSet<int> _classes;
    private readonly Dictionary<string, int> _fridgeKeys;
    private readonly int _school;
    private readonly int _kitchen;
    private readonly long _fromMs;
    private readonly long _toMs;
    private readonly long _keepMs;
    private readonly HashSet<UInt128> _seen = [];
    private readonly List<(long Offset, byte[] Bytes)> _kept = [];
    private readonly Dictionary<int, List<(long Offset, long AtMs, byte[] Bytes)>> _measured = [];

    public KitchenEvidence(SchoolModel school, CampusModel kitchen, DateOnly day, int sampleHours)
    {
        (_school, _kitchen) = (school.Node.Key, kitchen.Node.Key);
        (_fromMs, _keepMs) = (LocalTime.StartMs(day), sampleHours * 3_600_000L);
        _toMs = _fromMs + LocalTime.DayMs;
        _classes = [.. school.Groups.Where(g => !g.IsStaff && school.Campuses[g.Campus].Node.Key == _kitchen).Select(g => g.Node.Key)];
        // What stands in a class or in a meeting room is no fridge.
        _fridgeKeys = school.Devices.Where(d => d is { Kind: DeviceKind.Device, Group: < 0, Room: < 0 }).ToDictionary(d => d.Source, d => d.Key, StringComparer.Ordinal);
    }

    /// <summary>Looks at an event of the log.</summary>
    public void Look(ReadOnlySpan<byte> bytes, long offset)
    {
        if (EventHeader.SchoolOf(bytes) != _school) return;
        var header = EventHeader.Read(bytes);
        if (header.AtMs < _fromMs || header.AtMs >= _toMs + _keepMs || !Concerns(header) || !IsFirst(bytes)) return;
        if (header.Type != EventType.Telemetry)
        {
            _kept.Add((offset, bytes.ToArray()));
            return;
        }
        if (!_measured.TryGetValue(header.Source, out var list)) _measured[header.Source] = list = [];
        list.Add((offset, header.AtMs, bytes.ToArray()));
    }

    /// <summary>The evidence in the order of the log: of the day after only what was done with the day's samples, of a fridge only while it held one.</summary>
    public IEnumerable<(long Offset, byte[] Bytes)> Chosen()
    {
        var taken = new List<(int Fridge, long FromMs, string Dish, MealName Meal)>();
        foreach (var (_, bytes) in _kept)
        {
            if (SampleOf(bytes) is not { Body.State: SampleState.Taken } sample || sample.AtMs >= _toMs) continue;
            taken.Add((_fridgeKeys.GetValueOrDefault(sample.Body.Fridge, -1), sample.AtMs, sample.Body.Dish, sample.Body.Meal));
        }
        var chosen = _kept.Where(k => EventHeader.Read(k.Bytes).AtMs < _toMs
            || (SampleOf(k.Bytes) is { Body.State: SampleState.Discarded } gone && taken.Exists(t => t.Dish == gone.Body.Dish && t.Meal == gone.Body.Meal))).ToList();
        foreach (var fridge in taken.GroupBy(t => t.Fridge))
        {
            if (!_measured.TryGetValue(fridge.Key, out var list)) continue;
            var (from, to) = (fridge.Min(t => t.FromMs), fridge.Max(t => t.FromMs) + _keepMs);
            chosen.AddRange(list.Where(m => m.AtMs >= from && m.AtMs <= to).Select(m => (m.Offset, m.Bytes)));
        }
        return chosen.OrderBy(c => c.Offset);
    }

    private bool Concerns(in EventHeader header) => header.Type switch
    {
        EventType.Cook or EventType.Check => header.Source == _kitchen && header.AtMs < _toMs,
        EventType.Sample => header.Source == _kitchen,
        EventType.Meal => _classes.Contains(header.Source) && header.AtMs < _toMs,
        EventType.Telemetry => header.SourceKind == (byte)DeviceKind.Device && _fridgeKeys.ContainsValue(header.Source),
        _ => false,
    };

    // The same event sent again differs in its receipt alone.
    private bool IsFirst(ReadOnlySpan<byte> bytes)
    {
        Span<byte> said = bytes.ToArray();
        said.Slice(ReceivedAt, sizeof(long)).Clear();
        return _seen.Add(XxHash128.HashToUInt128(said));
    }

    private static (long AtMs, SampleBody Body)? SampleOf(byte[] bytes) =>
        EventHeader.Read(bytes) is { Type: EventType.Sample } header ? (header.AtMs, SampleBody.Read(bytes)) : null;
}
