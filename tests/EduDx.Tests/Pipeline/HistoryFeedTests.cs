using EduDx.History;
using EduDx.Log;
using EduDx.Ops;
using EduDx.Ops.Care;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;
using EduDx.Tests.Ingest;
using Microsoft.Extensions.Logging.Abstractions;

namespace EduDx.Tests.Pipeline;

/// <summary>The feed against a store that is away, and against one that refuses a point for ever.</summary>
public sealed class HistoryFeedTests : IngestFixture
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_poison_point_is_kept_with_its_reason_and_everything_else_is_stored()
    {
        for (var i = 1; i <= 8; i++) Accepts(Scan, Scanned(i));
        await Stored();
        var store = new PickyStore { Poison = 5 };
        await RunAsync(store, feed => feed.Cursor == Opened.DurableOffset(LogStream.Events) && Opened.DurableOffset(LogStream.Rejected) == 1);
        Assert.Equal([1, 2, 3, 4, 6, 7, 8], store.Scans.Order().Select(id => (int)id));
        var kept = new RejectedEvents(Opened, Ingestor, Time).List(10, null);
        var item = Assert.Single(kept.Items);
        Assert.Equal("history_refused", item.Reason);
        Assert.Contains("bad point", item.Detail, StringComparison.Ordinal);
        Assert.Equal(Time.GetUtcNow().Year, item.ReceivedAt.Year);
    }

    [Fact]
    public async Task A_batch_ends_in_the_middle_of_a_record_and_the_next_goes_on_there()
    {
        // Appended before the committer wakes, most of them share a record.
        for (var i = 1; i <= 8; i++) Accepts(Scan, Scanned(i));
        await Stored();
        var store = new PickyStore { MostScans = 3 };
        await RunAsync(store, feed => feed.Cursor == Opened.DurableOffset(LogStream.Events));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], store.Scans.Order().Select(id => (int)id));
        Assert.Equal(8, store.Appended.Sum());
        Assert.All(store.Appended, n => Assert.InRange(n, 0, 3));
        Assert.Contains(3, store.Appended);
    }

    [Fact]
    public async Task A_store_that_is_away_costs_nothing()
    {
        for (var i = 1; i <= 8; i++) Accepts(Scan, Scanned(i));
        await Stored();
        var store = new PickyStore { AwayFor = 3 };
        await RunAsync(store, feed => feed.Cursor == Opened.DurableOffset(LogStream.Events));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], store.Scans.Order().Select(id => (int)id));
        Assert.Equal(0, store.AwayFor);
    }

    [Fact]
    public async Task A_store_that_was_deleted_is_rebuilt_as_far_as_the_log_reaches_back()
    {
        for (var i = 1; i <= 4; i++) Accepts(Scan, Scanned(i));
        await Stored();
        Time.Advance(TimeSpan.FromDays(15));
        for (var i = 5; i <= 8; i++) Accepts(Scan, Scanned(i).Replace("2026-09-07", "2026-09-21", StringComparison.Ordinal));
        await Stored();
        Opened.DropOld(LogStream.Events, 4);
        Assert.Equal(4, Opened.FirstOffset(LogStream.Events));
        var store = new PickyStore();
        await RunAsync(store, feed => feed.Cursor == Opened.DurableOffset(LogStream.Events));
        Assert.Equal([5, 6, 7, 8], store.Scans.Order().Select(id => (int)id));
    }

    private async Task RunAsync(PickyStore store, Func<HistoryFeed, bool> done)
    {
        var views = new LiveViews();
        var city = new CityHolder(SmallCity.Model);
        var options = new OpsOptions { Data = Folder, History = new() { FlushMs = 50 } };
        using var pipeline = new LivePipeline(Opened, city, views, new NormsStore(options), Time, new EduDx.Ops.Clock.ReceiptClock(Opened, Time), Metrics, options, NullLogger<LivePipeline>.Instance);
        using var feed = new HistoryFeed(Opened, pipeline, views, store, [], city, Ingestor, Time, options, Metrics, NullLogger<HistoryFeed>.Instance);
        await pipeline.StartAsync(default);
        // The test's clock stands; a step lets the shards publish.
        await using var steps = new Timer(_ => Time.Advance(TimeSpan.FromMilliseconds(300)), null, 0, 20);
        await feed.StartAsync(default);
        using var patience = new CancellationTokenSource(Patience);
        while (!done(feed)) await Task.Delay(20, patience.Token);
        await feed.StopAsync(default).WaitAsync(Patience);
        await pipeline.StopAsync(default).WaitAsync(Patience);
    }

    private static string Scanned(int id) =>
        $$"""{"id":"00000000-0000-0000-0000-{{id:000000000000}}","at":"{{At}}","card":"HUE000000{{id}}","dir":"in"}""";

    /// <summary>Keeps what a real store keeps: distinct scans. Refuses one id for ever, and is away for a number of attempts.</summary>
    private sealed class PickyStore : IHistoryStore
    {
        private readonly HashSet<UInt128> _scans = [];

        public UInt128 Poison { get; init; }
        public int AwayFor { get; set; }
        public IReadOnlyCollection<UInt128> Scans => _scans;
        public List<int> Appended { get; } = [];
        public string Name => "picky";
        public int MostScans { get; init; } = 1000;

        public Task<long> OpenAsync(CancellationToken cancel) => Task.FromResult(0L);

        public Task AppendAsync(HistoryBatch batch, CancellationToken cancel)
        {
            if (AwayFor > 0)
            {
                AwayFor--;
                throw new HistoryUnavailableException("away");
            }
            if (batch.Scans.Any(s => s.Id == Poison)) throw new HistoryRefusedException("bad point");
            foreach (var scan in batch.Scans) _scans.Add(scan.Id);
            Appended.Add(batch.Scans.Count);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<SeriesRow>> QueryAsync(SeriesQuery query, CancellationToken cancel) => Task.FromResult<IReadOnlyList<SeriesRow>>([]);

        public Task<IReadOnlyList<FigureSum>> QueryFiguresAsync(FigureQuery query, CancellationToken cancel) => Task.FromResult<IReadOnlyList<FigureSum>>([]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
