using EduDx.Contracts.Frames;
using EduDx.History;
using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Ops.Hub;
using EduDx.Tests.Ingest;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EduDx.Tests.Hub;

/// <summary>What history did not have is asked again; what it had is not.</summary>
public sealed class ComparisonsTests
{
    private static readonly DateOnly Day = new(2026, 9, 14);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task History_that_comes_later_is_seen_the_same_day_and_an_answer_is_asked_for_once()
    {
        var (store, time) = (new LateStore(), new FakeTimeProvider());
        using var comparisons = new Comparisons(store, time, NullLogger<Comparisons>.Instance);
        await comparisons.StartAsync(default);
        Assert.Null(For(comparisons));
        await AskedAsync(store, 1);
        // Frames come four times a second: history is not asked as often.
        for (var i = 0; i < 20; i++)
        {
            Assert.Null(For(comparisons));
            await Task.Delay(5);
        }
        Assert.Equal(1, store.Asked);
        store.HasCome = true;
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(For(comparisons));
        await AskedAsync(store, 2);
        using var patience = new CancellationTokenSource(Patience);
        while (For(comparisons) is null) await Task.Delay(5, patience.Token);
        Assert.Equal(90, For(comparisons)!.PresentPct);
        time.Advance(TimeSpan.FromHours(5));
        Assert.NotNull(For(comparisons));
        Assert.Equal(2, store.Asked);
        await comparisons.StopAsync(default);
    }

    private static Comparison? For(Comparisons comparisons) => comparisons.For(SmallCity.School.Node, Day, Period.Morning);

    private static async Task AskedAsync(LateStore store, int times)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (store.Asked < times) await Task.Delay(5, patience.Token);
        // The answer is taken just behind the question.
        await Task.Delay(50, patience.Token);
    }

    private sealed class LateStore : IHistoryStore
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public bool HasCome { get; set; }

        public string Name => "late";

        public int MostScans => 1000;

        public Task<long> OpenAsync(CancellationToken cancel) => Task.FromResult(0L);

        public Task AppendAsync(HistoryBatch batch, CancellationToken cancel) => Task.CompletedTask;

        public Task<IReadOnlyList<SeriesRow>> QueryAsync(SeriesQuery query, CancellationToken cancel)
        {
            Interlocked.Increment(ref _asked);
            SeriesRow[] rows = HasCome ? [new(LocalTime.StartMs(Day.AddDays(-7)), query.NodeKey, new StateCounts { Enrolled = 100, Present = 90, Absent = 10 })] : [];
            return Task.FromResult<IReadOnlyList<SeriesRow>>(rows);
        }

        public Task<IReadOnlyList<FigureSum>> QueryFiguresAsync(FigureQuery query, CancellationToken cancel) => Task.FromResult<IReadOnlyList<FigureSum>>([]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
