using EduDx.Log;
using EduDx.Ops;
using EduDx.Ops.Cards;
using EduDx.Ops.Cards.Keys;
using EduDx.Ops.Ingest;
using EduDx.Ops.Scans;

namespace EduDx.Tests.Ingest;

/// <summary>The log takes an event and has no room for what goes beside it.</summary>
public sealed class RefusedBesideTests : IngestFixture
{
    private const int QueueBytes = 1 << 20;

    private readonly ManualResetEventSlim _resume = new();
    private readonly TaskCompletionSource _held = new();

    [Fact]
    public async Task A_resend_whose_mark_the_log_refuses_is_not_shown_as_done()
    {
        await Opened.WaitAsync(Take(Scan, With(Good, "card", "\"NOBODY\"")).Ticket, default);
        // What was wrong is put right: the payload that is kept names a known card.
        var record = new RejectedRecord(RejectReason.UnknownCard, PayloadFormat.Json, 0, Scan, "", System.Text.Encoding.UTF8.GetBytes(Good));
        Opened.Append(LogStream.Rejected, record.ToBytes(), out var ticket);
        await Opened.WaitAsync(ticket, default);
        var rejected = new RejectedEvents(Opened, Ingestor, Time);
        await FillQueueAsync();
        var result = await rejected.ResendAsync(1, default);
        Assert.Equal((1, AppendStatus.Overloaded), (result!.Value.Accepted, result.Value.Status));
        Assert.All(rejected.List(10, null).Items, i => Assert.Null(i.ResentAt));
        _resume.Set();
        await EmptyQueueAsync();
        Assert.Equal(AppendStatus.Queued, (await rejected.ResendAsync(1, default))!.Value.Status);
        Assert.NotNull(rejected.List(10, null).Items[0].ResentAt);
        Assert.NotNull(new RejectedEvents(Opened, Ingestor, Time).List(10, null).Items[0].ResentAt);
    }

    [Fact]
    public async Task A_suspicious_scan_that_the_log_could_not_list_is_listed_when_it_comes_again()
    {
        var options = new OpsOptions { Data = Folder };
        using var keys = CardKeys.Open(Folder, Time);
        var city = new CityHolder(SmallCity.Model);
        var receipts = new EduDx.Ops.Clock.ReceiptClock(Opened, Time);
        var memory = new MemoryWatch(options, Metrics, Microsoft.Extensions.Logging.Abstractions.NullLogger<MemoryWatch>.Instance);
        var ingestor = new Ingestor(Opened, city, Time, receipts, memory, Metrics)
        {
            Gate = new ScanGate(keys, new CardVerifier(keys), new SignedCards([]), new PlaceCodes(Folder)),
        };
        var far = With(With(With(With(Good, "lat", "10.5"), "lon", "106.5"), "acc", "5"), "mode", "\"phone\"");
        await FillQueueAsync();
        var refused = ingestor.Ingest(System.Text.Encoding.UTF8.GetBytes(Scan), System.Text.Encoding.UTF8.GetBytes(far), PayloadFormat.Json);
        Assert.Equal((1, AppendStatus.Overloaded), (refused.Accepted, refused.Status));
        _resume.Set();
        await EmptyQueueAsync();
        for (var i = 0; i < 2; i++)
        {
            var again = ingestor.Ingest(System.Text.Encoding.UTF8.GetBytes(Scan), System.Text.Encoding.UTF8.GetBytes(far), PayloadFormat.Json);
            Assert.Equal(AppendStatus.Queued, again.Status);
            await Opened.WaitAsync(again.Ticket, default);
        }
        Assert.Contains("outside_place", Assert.Single(new FlaggedScans(Opened, city).List(10, null).Items).Reasons);
    }

    // The committer is held in the middle of its news, and one more byte than what waits then is refused: the next append is the last.
    private async Task FillQueueAsync()
    {
        Opened.Committed += () =>
        {
            _held.TrySetResult();
            _resume.Wait(TimeSpan.FromSeconds(30));
        };
        Opened.Append(LogStream.Closures, [], out _);
        await _held.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(AppendStatus.Queued, Opened.Append(LogStream.Closures, new byte[QueueBytes - sizeof(int)], out _));
    }

    private async Task EmptyQueueAsync()
    {
        AppendStatus status;
        long ticket;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((status = Opened.Append(LogStream.Closures, [], out ticket)) == AppendStatus.Overloaded) await Task.Delay(5, patience.Token);
        Assert.Equal(AppendStatus.Queued, status);
        await Opened.WaitAsync(ticket, default);
    }
}
