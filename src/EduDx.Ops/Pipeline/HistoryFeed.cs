using EduDx.History;
using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Log;
using EduDx.Ops.Ingest;
using EduDx.Ops.Telemetry;

namespace EduDx.Ops.Pipeline;

/// <summary>
/// From the log to the history store, with a cursor of its own that the store commits with the rows. While the store is away
/// the feed waits: the log is the buffer. A point that the store refuses for ever goes to the rejected list.
/// </summary>
public sealed partial class HistoryFeed : BackgroundService
{
    // While it waits for a batch to fill: short enough that what it then reads is still in the log's memory.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(10);

    private readonly EventLog _log;
    private readonly LivePipeline _pipeline;
    private readonly IHistoryStore _store;
    private readonly CityHolder _city;
    private readonly Ingestor _ingestor;
    private readonly OutcomeCollector _outcomes;
    private readonly FigureCollector _figures;
    private readonly OpsMetrics _metrics;
    private readonly ILogger<HistoryFeed> _logger;
    private readonly TimeSpan _flush;
    private long _cursor;
    private long _outcomesThrough;
    private volatile string? _trouble;

    /// <summary>Connects the log to the store.</summary>
    public HistoryFeed(EventLog log, LivePipeline pipeline, LiveViews views, IHistoryStore store, IEnumerable<IFigureSource> figures, CityHolder city, Ingestor ingestor, TimeProvider time, OpsOptions options, OpsMetrics metrics, ILogger<HistoryFeed> logger)
    {
        (_log, _pipeline, _store, _city, _ingestor, _metrics, _logger) = (log, pipeline, store, city, ingestor, metrics, logger);
        _outcomes = new OutcomeCollector(views);
        _figures = new FigureCollector(figures, TimeSpan.FromSeconds(options.History.FigureSeconds), time);
        _flush = TimeSpan.FromMilliseconds(options.History.FlushMs);
        metrics.Meter.CreateObservableGauge("edudx.history.lag", () => log.DurableOffset(LogStream.Events) - Cursor, "{event}", "Committed events that the history store does not have yet");
    }

    /// <summary>Every event below this offset is in the store.</summary>
    public long Cursor => Volatile.Read(ref _cursor);

    /// <summary>The store holds the outcomes of all events below this offset.</summary>
    public long OutcomesThrough => Volatile.Read(ref _outcomesThrough);

    /// <summary>The store holds the figures of devices, rooms and alarms of all events below this offset.</summary>
    public long FiguresThrough => _figures.Through;

    /// <summary>Name of the store.</summary>
    public string StoreName => _store.Name;

    /// <summary>Why the store is behind; null while it takes what it is given.</summary>
    public string? Trouble => _trouble;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await RetryAsync(async cancel => Volatile.Write(ref _cursor, await _store.OpenAsync(cancel)), stoppingToken);
        if (_store.Mended is { } mended) StoreMended(mended);
        if (Cursor == 0 && _log.FirstOffset(LogStream.Events) is > 0 and var first)
        {
            // A new store, or one that was deleted to be rebuilt: it begins where the log does.
            HistoryBegins(_store.Name, first);
            Volatile.Write(ref _cursor, first);
        }
        _log.CheckCursor($"the history store {_store.Name}", Cursor);
        await _pipeline.Ready.WaitAsync(stoppingToken);
        var batch = new HistoryBatch();
        while (true)
        {
            var live = _pipeline.PublishedOffset;
            Read(batch);
            var collected = _outcomes.Collect(batch.Outcomes);
            var figuresDue = _figures.IsDue(live);
            if (figuresDue) _figures.Collect(batch.Figures);
            if (batch.Cursor > Cursor || batch.Outcomes.Count + batch.Figures.Count > 0)
            {
                await RetryAsync(cancel => AppendAsync(batch, cancel), stoppingToken);
                _outcomes.Stored(collected);
            }
            if (figuresDue) _figures.Stored(batch.Figures, live);
            Volatile.Write(ref _cursor, batch.Cursor);
            Volatile.Write(ref _outcomesThrough, live);
            if (batch.Scans.Count < _store.MostScans) await FillAsync(stoppingToken);
        }
    }

    // A full batch costs the store least; one that fills slowly is written as it is.
    private async Task FillAsync(CancellationToken cancel)
    {
        var step = _flush < LookEvery ? _flush : LookEvery;
        var waited = TimeSpan.Zero;
        do
        {
            await Task.Delay(step, cancel);
            waited += step;
        }
        while (waited < _flush && _log.DurableOffset(LogStream.Events) - Cursor < _store.MostScans);
    }

    private void Read(HistoryBatch batch)
    {
        batch.Clear();
        batch.Cursor = Cursor;
        foreach (var records in _log.From(LogStream.Events, Cursor))
        {
            var offset = records.FirstOffset;
            foreach (var bytes in records)
            {
                if (offset++ >= batch.Cursor && bytes[1] == (byte)EventType.Scan) AddScan(batch.Scans, bytes);
                if (batch.Scans.Count < _store.MostScans) continue;
                batch.Cursor = offset;
                return;
            }
            batch.Cursor = records.NextOffset;
        }
    }

    private void AddScan(List<ScanRow> rows, ReadOnlySpan<byte> bytes)
    {
        var header = EventHeader.Read(bytes);
        var scan = ScanBody.Read(bytes);
        var city = _city.Current;
        var index = (uint)scan.Person < (uint)city.PersonByKey.Length ? city.PersonByKey[scan.Person] : -1;
        if (index < 0) return;
        var person = city.PersonRefs[index];
        var school = city.Schools[person.School];
        var group = school.Groups[school.PersonGroups[person.Slot]];
        rows.Add(new ScanRow(header.AtMs, header.Id, school.Commune.Key, school.Node.Key, group.Node.Key, header.Source, scan.Person, group.IsStaff, (byte)scan.Direction, scan.Verdict));
    }

    private async Task AppendAsync(HistoryBatch batch, CancellationToken cancel)
    {
        try
        {
            await _store.AppendAsync(batch, cancel);
        }
        catch (HistoryRefusedException e) when (batch.Rows > 1)
        {
            await AppendHalvesAsync(batch, e, cancel);
        }
        catch (HistoryRefusedException e)
        {
            PoisonPoint(_store.Name, e.Message);
            _ingestor.Keep(Poison.Record(batch, e.Message, _city.Current));
            await _store.AppendAsync(new HistoryBatch { Cursor = batch.Cursor }, cancel);
        }
    }

    // Halving finds one bad point among 100,000 in 17 steps; the good ones are all stored. Repeats are harmless, so a failure in the
    // middle starts over.
    private async Task AppendHalvesAsync(HistoryBatch batch, HistoryRefusedException refused, CancellationToken cancel)
    {
        SplitBatch(batch.Rows, refused.Message);
        // Only the last part may carry the cursor: what is before it is then in the store.
        foreach (var (part, isLast) in Poison.Halves(batch))
        {
            part.Cursor = isLast ? batch.Cursor : Cursor;
            await AppendAsync(part, cancel);
        }
    }

    private async Task RetryAsync(Func<CancellationToken, Task> attempt, CancellationToken cancel)
    {
        for (var wait = TimeSpan.FromMilliseconds(250); ; wait = wait * 2 < MaxBackoff ? wait * 2 : MaxBackoff)
        {
            try
            {
                await attempt(cancel);
                if (_trouble is not null) StoreBack(_store.Name);
                _trouble = null;
                return;
            }
            catch (HistoryUnavailableException e)
            {
                _metrics.HistoryRetry();
                if (_trouble is null) StoreAway(_store.Name, e.Message);
                _trouble = e.Message;
                await Task.Delay(wait, cancel);
            }
        }
    }

    [LoggerMessage(301, LogLevel.Warning, "The history store {Store} is away: {Why}. The log keeps what it misses; see docs/operations/history-behind.md")]
    private partial void StoreAway(string store, string why);

    [LoggerMessage(302, LogLevel.Information, "The history store {Store} is back")]
    private partial void StoreBack(string store);

    [LoggerMessage(303, LogLevel.Warning, "The history store {Store} refuses a point for ever: {Why}. It is in the rejected list")]
    private partial void PoisonPoint(string store, string why);

    [LoggerMessage(305, LogLevel.Warning, "The history store {Store} is empty and the log begins at offset {First}: history begins there")]
    private partial void HistoryBegins(string store, long first);

    [LoggerMessage(307, LogLevel.Warning, "The history store had to be mended: {What}")]
    private partial void StoreMended(string what);

    [LoggerMessage(304, LogLevel.Warning, "The history store refuses a batch of {Rows} rows, looking for the row: {Why}")]
    private partial void SplitBatch(int rows, string why);
}
