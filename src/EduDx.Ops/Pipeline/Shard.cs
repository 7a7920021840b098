using System.Threading.Channels;
using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Ops.Telemetry;

namespace EduDx.Ops.Pipeline;

/// <summary>
/// One writer over the folds of its schools: it alone touches their state. Batches reach all shards, each folds the events
/// whose school is its own: looking at a school key costs 2 ns, a channel write for each event would cost 50.
/// </summary>
internal sealed class Shard
{
    // At most this often are figures published: four frames a second is all a wall shows.
    private static readonly TimeSpan PublishEvery = TimeSpan.FromMilliseconds(250);

    // Sources may be 7 days late; one day more keeps the boundary clear.
    private const int KeepDays = 8;

    private readonly int _index;
    private readonly int _count;
    private readonly LiveViews _views;
    private readonly TimeProvider _time;
    private readonly OpsMetrics _metrics;
    private readonly AttendanceRules _rules;
    private readonly Channel<ShardWork> _work;
    private readonly Dictionary<(int SchoolKey, DateOnly Day), Entry> _days = [];
    private CityModel _city;
    private Dictionary<int, SchoolModel> _schools = [];
    private Dictionary<int, int> _kiosks = [];
    private long _offset;
    private long _published;
    private long _lastPublish;
    private long _lastMinute;
    private int _daysSeen;

    public Shard(int index, int count, CityModel city, LiveViews views, TimeProvider time, OpsMetrics metrics, PipelineOptions options)
    {
        (_index, _count, _views, _time, _metrics) = (index, count, views, time, metrics);
        _rules = new AttendanceRules(options.SilentMinutes);
        _work = Channel.CreateBounded<ShardWork>(new BoundedChannelOptions(options.QueueBatches) { SingleReader = true });
        _city = city;
        Index(city);
    }

    public ChannelWriter<ShardWork> Work => _work.Writer;

    /// <summary>Every event below this offset is in the published figures.</summary>
    public long PublishedOffset => Volatile.Read(ref _published);

    /// <summary>True once figures of today were published.</summary>
    public bool HasPublished => Volatile.Read(ref _lastPublish) != 0;

    /// <summary>Puts a state from a snapshot in place, before <see cref="RunAsync"/>.</summary>
    public void Restore(BinaryReader from, long offset)
    {
        _offset = offset;
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var (key, day) = (from.ReadInt32(), DateOnly.FromDayNumber(from.ReadInt32()));
            var bytes = from.ReadBytes(from.ReadInt32());
            if (!_schools.TryGetValue(key, out var school)) continue;
            using var reader = new BinaryReader(new MemoryStream(bytes));
            _days[(key, day)] = new Entry(SchoolDay.Restore(school, day, reader));
        }
    }

    public async Task RunAsync(CancellationToken cancel)
    {
        await foreach (var work in _work.Reader.ReadAllAsync(cancel).ConfigureAwait(false))
        {
            switch (work)
            {
                case FoldBatch fold: Fold(fold); break;
                case SaveState save: save.Done.SetResult(Save()); break;
                case TakeModel take: Take(take); break;
            }
            if (_time.GetElapsedTime(_lastPublish) >= PublishEvery || work is TakeModel) Publish();
        }
    }

    private void Fold(FoldBatch fold)
    {
        foreach (var bytes in fold.Batch)
        {
            if ((uint)EventHeader.SchoolOf(bytes) % (uint)_count == _index) FoldEvent(bytes);
        }
        _offset = fold.Batch.NextOffset;
    }

    private void FoldEvent(ReadOnlySpan<byte> bytes)
    {
        var header = EventHeader.Read(bytes);
        if (!_schools.TryGetValue(header.School, out var school))
        {
            _metrics.Unroutable();
            return;
        }
        var state = Day(school, LocalTime.DayOf(header.AtMs)).State;
        switch (header.Type)
        {
            case EventType.Scan:
                var scan = ScanBody.Read(bytes);
                if (Slot(school, scan.Person) is >= 0 and var scanned) state.FoldScan(header, scan, scanned, Kiosk(header.Source));
                else _metrics.Unroutable();
                break;
            case EventType.Roll or EventType.Override:
                var said = SaidBody.Read(bytes);
                if (Slot(school, said.Person) is >= 0 and var spoken) state.FoldSaid(header, said, spoken);
                else _metrics.Unroutable();
                break;
            // A source that says it goes away says nothing about the minutes before.
            case EventType.Telemetry:
            case EventType.Status when bytes[EventHeader.Size] == 1:
                if (Kiosk(header.Source) is >= 0 and var kiosk) state.FoldHeard(header, kiosk);
                break;
        }
    }

    private void Publish()
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var today = LocalTime.DayOf(now);
        var minute = now / 60_000;
        var newMinute = minute != _lastMinute;
        _lastMinute = minute;
        if (newMinute || _views.Days != _daysSeen) OpenDays(today);
        foreach (var ((_, day), entry) in _days)
        {
            if (entry.State.Changes == entry.PublishedChanges && !(newMinute && day == today)) continue;
            entry.PublishedChanges = entry.State.Changes;
            _views.Publish(entry.State.View(now, _rules));
        }
        Volatile.Write(ref _published, _offset);
        Volatile.Write(ref _lastPublish, _time.GetTimestamp());
    }

    // On a day that anyone reports for, every school has figures: a school that sent nothing is unknown, not missing. Days that no
    // event can reach any more are let go.
    private void OpenDays(DateOnly today)
    {
        _daysSeen = _views.Days;
        var first = today.AddDays(-KeepDays);
        foreach (var key in _days.Keys.Where(k => k.Day < first).ToArray()) _days.Remove(key);
        _views.DropBefore(first);
        foreach (var day in _views.DayList.Append(today).Where(d => d >= first).Distinct().ToArray())
        {
            foreach (var school in _schools.Values) Day(school, day);
        }
    }

    private byte[] Save()
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        var kept = _days.Where(d => d.Value.State.Changes > 0).ToArray();
        writer.Write(kept.Length);
        foreach (var ((key, day), entry) in kept)
        {
            using var one = new MemoryStream();
            using var oneWriter = new BinaryWriter(one);
            entry.State.Save(oneWriter);
            writer.Write(key);
            writer.Write(day.DayNumber);
            writer.Write((int)one.Length);
            writer.Write(one.GetBuffer().AsSpan(0, (int)one.Length));
        }
        writer.Flush();
        return memory.ToArray();
    }

    private void Take(TakeModel take)
    {
        _city = take.City;
        Index(_city);
        foreach (var (key, entry) in _days.ToArray())
        {
            if (_schools.TryGetValue(key.SchoolKey, out var school)) _days[key] = new Entry(entry.State.On(school));
            else _days.Remove(key);
        }
        _lastMinute = 0;
        take.Done.SetResult();
    }

    private void Index(CityModel city)
    {
        _schools = city.Schools.Where(s => (uint)s.Node.Key % (uint)_count == _index).ToDictionary(s => s.Node.Key);
        _kiosks = _schools.Values.SelectMany(s => s.Kiosks.Select((k, i) => (k.Key, i))).ToDictionary(k => k.Key, k => k.i);
    }

    private Entry Day(SchoolModel school, DateOnly day)
    {
        if (_days.TryGetValue((school.Node.Key, day), out var entry)) return entry;
        return _days[(school.Node.Key, day)] = new Entry(new SchoolDay(school, day));
    }

    private int Slot(SchoolModel school, int person)
    {
        var index = (uint)person < (uint)_city.PersonByKey.Length ? _city.PersonByKey[person] : -1;
        return index >= 0 && _city.PersonRefs[index].School == school.Index ? _city.PersonRefs[index].Slot : -1;
    }

    private int Kiosk(int key) => _kiosks.GetValueOrDefault(key, -1);

    private sealed class Entry(SchoolDay state)
    {
        public SchoolDay State { get; } = state;
        public long PublishedChanges { get; set; } = -1;
    }
}
