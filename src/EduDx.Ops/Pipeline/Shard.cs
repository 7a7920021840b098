using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Live.Events;
using EduDx.Live.Rooms;
using EduDx.Log;
using EduDx.Ops.Care;
using EduDx.Ops.Clock;
using EduDx.Ops.Telemetry;

namespace EduDx.Ops.Pipeline;

/// <summary>
/// One writer over the folds of its schools: it alone touches their state. Batches reach all shards, each folds the events
/// whose school is its own: looking at a school key costs 2 ns, a channel write for each event would cost 50.
/// </summary>
internal sealed partial class Shard
{
    // Soon enough that a frame made any time later is hardly older than its events.
    private static readonly TimeSpan PublishEvery = TimeSpan.FromMilliseconds(50);

    // Of a shard that has much to publish, folding keeps nine tenths of the time.
    private const int FoldingShare = 9;

    // Where others want the processor too, publishing once took 444 ms instead of 10: figures would have stood still for four seconds after it.
    private static readonly TimeSpan PublishAtLatest = TimeSpan.FromSeconds(1);

    // Events whose places in the tables of ids are fetched before they are folded: of a busy day a table is larger than any cache.
    private const int Ahead = 16;

    private readonly int _index;
    private readonly int _count;
    private readonly LiveViews _views;
    private readonly TimeProvider _time;
    private readonly TurnWatch _turns;
    private readonly ReceiptClock _receipts;
    private readonly OpsMetrics _metrics;
    private readonly AttendanceRules _rules;
    private readonly RoomRules _roomRules;
    private readonly NormsStore _norms;
    private readonly Func<long> _durable;
    private readonly Channel<ShardWork> _work;
    private readonly Dictionary<(int SchoolKey, DateOnly Day), Entry> _days = [];
    private readonly Dictionary<int, Equipment> _equipment = [];
    private CityModel _city;
    private Dictionary<int, SchoolModel> _schools = [];
    private Dictionary<(byte Kind, int Key), (int Device, int Place)> _sources = [];
    private long _offset;
    private long _lastReceivedMs;
    private Listening _listening;
    private long _published;
    private long _lastPublish;
    private TimeSpan _publishGap = PublishEvery;
    private long _lastMinute;
    private int _daysSeen;

    /// <param name="index">Which of the shards.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="city">The model in force.</param>
    /// <param name="views">Where figures are published.</param>
    /// <param name="norms">The norms of kindergarten care.</param>
    /// <param name="durable">Offset behind the last durable event: what is below it and not folded yet is a backlog.</param>
    /// <param name="time">The clock.</param>
    /// <param name="receipts">The clock of receipts.</param>
    /// <param name="metrics">Counters.</param>
    /// <param name="options">Limits.</param>
    public Shard(int index, int count, CityModel city, LiveViews views, NormsStore norms, Func<long> durable, TimeProvider time, ReceiptClock receipts, OpsMetrics metrics, PipelineOptions options)
    {
        (_index, _count, _views, _norms, _durable, _time, _receipts, _metrics) = (index, count, views, norms, durable, time, receipts, metrics);
        _turns = new TurnWatch(time);
        _rules = new AttendanceRules(options.SilentMinutes);
        _roomRules = new RoomRules(options.NoShowMinutes);
        _listening = Listening.Since(Now());
        _work = Channel.CreateBounded<ShardWork>(new BoundedChannelOptions(options.QueueBatches) { SingleReader = true });
        _city = city;
        Index(city);
    }

    public ChannelWriter<ShardWork> Work => _work.Writer;

    /// <summary>Every event below this offset is in the published figures.</summary>
    public long PublishedOffset => Volatile.Read(ref _published);

    /// <summary>True once figures of today were published.</summary>
    public bool HasPublished => Volatile.Read(ref _lastPublish) != 0;

    public async Task RunAsync(CancellationToken cancel)
    {
        await foreach (var work in _work.Reader.ReadAllAsync(cancel).ConfigureAwait(false))
        {
            NoticeBreak();
            switch (work)
            {
                case FoldBatch fold: Fold(fold.Batch); break;
                case SaveState save: save.Done.SetResult(Save(Save)); break;
                case TakeModel take: Take(take); break;
            }
            if (_time.GetElapsedTime(_lastPublish) >= _publishGap || work is TakeModel) PublishInTurn();
            // Who put the model in force is told when the figures are those of the model.
            if (work is TakeModel taken) taken.Done.SetResult();
        }
    }

    private void PublishInTurn()
    {
        var started = _time.GetTimestamp();
        Publish();
        _publishGap = GapAfter(_time.GetElapsedTime(started));
    }

    /// <summary>How long figures may rest after they were published.</summary>
    /// <param name="cost">How long publishing them took.</param>
    internal static TimeSpan GapAfter(TimeSpan cost) => TimeSpan.FromTicks(Math.Clamp(cost.Ticks * FoldingShare, PublishEvery.Ticks, PublishAtLatest.Ticks));

    /// <summary>Folds the events of the batch that belong to the shard, and releases it.</summary>
    // A replay is over before the runtime would have found the folds worth optimising: they are, from the first call on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Fold(LogBatch batch)
    {
        var ahead = batch.GetEnumerator();
        var near = 0;
        foreach (var bytes in batch)
        {
            if (near-- == 0) near = Prefetch(ref ahead) - 1;
            if ((uint)EventHeader.SchoolOf(bytes) % (uint)_count == _index) FoldEvent(bytes);
            _lastReceivedMs = EventHeader.ReceivedOf(bytes);
        }
        _offset = batch.NextOffset;
        batch.Release();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Prefetch(ref LogBatch.Enumerator ahead)
    {
        var events = 0;
        for (; events < Ahead && ahead.MoveNext(); events++)
        {
            var school = EventHeader.SchoolOf(ahead.Current);
            if ((uint)school % (uint)_count != _index) continue;
            var header = EventHeader.Read(ahead.Current);
            if (header.Type == EventType.Scan && _days.TryGetValue((school, LocalTime.DayOf(header.AtMs)), out var day)) day.State.Prefetch(header.Id);
        }
        return events;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FoldEvent(ReadOnlySpan<byte> bytes)
    {
        var header = EventHeader.Read(bytes);
        if (!_schools.TryGetValue(header.School, out var school))
        {
            _metrics.Unroutable();
            return;
        }
        switch (header.Type)
        {
            case EventType.Scan:
                var scan = ScanBody.Read(bytes);
                var scanDay = Attendance(school, header);
                if (Slot(school, scanDay.School, scan.Person) is >= 0 and var scanned) scanDay.FoldScan(header, scan, scanned, Kiosk(school, scanDay.School, header));
                else _metrics.Unroutable();
                break;
            case EventType.Roll or EventType.Override:
                var said = SaidBody.Read(bytes);
                var saidDay = Attendance(school, header);
                if (Slot(school, saidDay.School, said.Person) is >= 0 and var spoken) saidDay.FoldSaid(header, said, spoken);
                else _metrics.Unroutable();
                return;
            case EventType.Meal or EventType.Nap or EventType.Cook or EventType.Check or EventType.Sample:
                FoldCare(school, header, bytes);
                return;
            // A source that says it goes away says nothing about the minutes before.
            case EventType.Telemetry:
            case EventType.Status when StatusBody.Read(bytes).Online:
                if (Kiosk(header) < 0) break;
                var heardDay = Attendance(school, header);
                if (Kiosk(school, heardDay.School, header) is >= 0 and var kiosk) heardDay.FoldHeard(header, kiosk);
                break;
        }
        FoldEquipment(school, header, bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FoldEquipment(SchoolModel school, in EventHeader header, ReadOnlySpan<byte> bytes)
    {
        if (!_sources.TryGetValue((header.SourceKind, header.Source), out var source)) return;
        var equipment = EquipmentOf(school);
        equipment.Devices.Fold(header, bytes, source.Device);
        if (header.Type is EventType.Meeting or EventType.Occupancy) equipment.Rooms.Fold(header, bytes, source.Place);
        else if (header.Type == EventType.Telemetry) equipment.Care?.FoldFridge(header, bytes, source.Device);
    }

    // A process that stood still heard nobody, and by a clock that was set everybody was silent for as long as it was set: that proves nothing.
    private void NoticeBreak()
    {
        var (setMs, stoodStill) = _turns.Turn();
        if (setMs == 0 && !stoodStill) return;
        _listening = _listening.After(Now());
        if (setMs == 0) return;
        // What was to change at a time by itself may be far ahead now: everything is looked at again.
        _lastMinute = 0;
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private SchoolDay Attendance(SchoolModel school, in EventHeader header) => Day(school, LocalTime.DayOf(header.AtMs)).State;

    // Positions are those of the model that the day is folded on: on a day with another roster they are looked up in it.
    private int Slot(SchoolModel school, SchoolModel ofDay, int person)
    {
        if (!ReferenceEquals(school.PersonKeys, ofDay.PersonKeys)) return ofDay.SlotOf(person);
        var index = (uint)person < (uint)_city.PersonByKey.Length ? _city.PersonByKey[person] : -1;
        return index >= 0 && _city.PersonRefs[index].School == school.Index ? _city.PersonRefs[index].Slot : -1;
    }

    private int Kiosk(SchoolModel school, SchoolModel ofDay, in EventHeader header)
    {
        if (ReferenceEquals(school.Kiosks, ofDay.Kiosks) || header.SourceKind != (byte)DeviceKind.Kiosk) return Kiosk(header);
        return KioskAmong(ofDay.Kiosks, header.Source);
    }

    // In a method of its own: an object for the comparison would be made for each event, also for those that need none.
    private static int KioskAmong(KioskModel[] kiosks, int key) => Array.FindIndex(kiosks, k => k.Key == key);

    private int Kiosk(in EventHeader header) =>
        header.SourceKind == (byte)DeviceKind.Kiosk && _sources.TryGetValue((header.SourceKind, header.Source), out var source) ? source.Place : -1;
}
