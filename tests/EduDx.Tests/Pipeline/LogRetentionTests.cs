using System.Text;
using EduDx.Live.Alarms;
using EduDx.Log;
using EduDx.Ops.Alarms;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;
using EduDx.Tests.Ingest;
using Microsoft.Extensions.Logging;

namespace EduDx.Tests.Pipeline;

/// <summary>What is let go for its age, and what its readers still need.</summary>
public sealed class LogRetentionTests : IngestFixture
{
    [Fact]
    public async Task Marks_stay_with_the_rejected_events_that_they_speak_of()
    {
        var unknown = With(Good, "card", "\"NOBODY\"");
        Rejects(Scan, unknown, RejectReason.UnknownCard);
        await Opened.WaitAsync(Take(Scan, unknown).Ticket, default);
        var rejected = new RejectedEvents(Opened, Ingestor, Time);
        await Commit(LogStream.Marks, Mark(0));
        await Commit(LogStream.Marks, Mark(1));
        Assert.Equal(0, rejected.ForgetGone());
        var (retention, _) = Retention(new() { [LogStream.Rejected] = () => long.MaxValue, [LogStream.Marks] = rejected.ForgetGone });
        retention.Turn();
        Assert.Equal(2, All(Opened, LogStream.Marks).Count);
        Time.Advance(TimeSpan.FromDays(15));
        retention.Turn();
        Assert.Empty(All(Opened, LogStream.Rejected));
        Assert.Empty(All(Opened, LogStream.Marks));
        Assert.Empty(rejected.List(10, null).Items);
        Assert.Empty(new RejectedEvents(Reopen(), Ingestor, Time).List(10, null).Items);
    }

    [Fact]
    public async Task The_journal_keeps_open_alarms_and_never_gives_a_number_again()
    {
        await Steps(Raised(1), Cleared(1), Raised(2), Raised(3), Cleared(3), Raised(4), Cleared(4));
        Time.Advance(TimeSpan.FromDays(91));
        Assert.Equal(2, Needed());
        Assert.Equal(2, Opened.DropOld(LogStream.Alarms, Needed()));
        Assert.Equal([2], Book().Alarms.Values.Where(a => a.IsOpen).Select(a => a.Id));
        await Steps(Cleared(2));
        Time.Advance(TimeSpan.FromDays(92));
        Assert.Equal(3, Opened.DropOld(LogStream.Alarms, Needed()));
        Assert.Equal(4, Book().LastId);
    }

    [Fact]
    public async Task What_cannot_be_dropped_is_said_once_and_tried_again_and_the_rest_is_dropped()
    {
        await Commit(LogStream.Rejected, "r");
        await Commit(LogStream.Flagged, "f");
        Time.Advance(TimeSpan.FromDays(31));
        var isBroken = true;
        var (retention, log) = Retention(new() { [LogStream.Rejected] = () => isBroken ? throw new IOException("no space") : long.MaxValue, [LogStream.Flagged] = () => long.MaxValue });
        retention.Turn();
        retention.Turn();
        Assert.Contains("no space", Assert.Single(log), StringComparison.Ordinal);
        Assert.Equal(["r"], All(Opened, LogStream.Rejected));
        Assert.Empty(All(Opened, LogStream.Flagged));
        isBroken = false;
        retention.Turn();
        Assert.Empty(All(Opened, LogStream.Rejected));
    }

    private (LogRetention Retention, List<string> Said) Retention(Dictionary<LogStream, Func<long>> neededFrom)
    {
        var logger = new Listener();
        return (new LogRetention(Opened, neededFrom, Time, TimeSpan.FromSeconds(30), Metrics, logger), logger.Said);
    }

    private AlarmBook Book()
    {
        var book = new AlarmBook();
        long number = 0;
        foreach (var bytes in All(Opened, LogStream.Alarms)) book.Apply(AlarmStep.Read(Encoding.UTF8.GetBytes(bytes)), number++);
        book.Forget(Time.GetUtcNow().ToUnixTimeMilliseconds());
        return book;
    }

    private long Needed() => AlarmEngine.NeededFrom(Opened, Book(), 0);

    private async Task Steps(params AlarmStep[] steps)
    {
        foreach (var step in steps) await Commit(LogStream.Alarms, Encoding.UTF8.GetString(step.ToBytes()));
    }

    private AlarmStep Raised(long alarm) => new() { Alarm = alarm, What = "raised", AtMs = Time.GetUtcNow().ToUnixTimeMilliseconds(), Head = new() { Rule = "device-offline", SubjectKey = (int)alarm } };

    private AlarmStep Cleared(long alarm) => new() { Alarm = alarm, What = "cleared", AtMs = Time.GetUtcNow().ToUnixTimeMilliseconds() };

    // A mark: offset of the rejected event (8), when (8).
    private static string Mark(byte offset) => Encoding.UTF8.GetString([offset, .. new byte[15]]);

    private sealed class Listener : ILogger<LogRetention>
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Add(formatter(state, exception));
    }
}
