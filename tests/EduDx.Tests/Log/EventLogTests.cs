using System.Text;
using EduDx.Log;

namespace EduDx.Tests.Log;

public sealed class EventLogTests : LogFixture
{
    [Fact]
    public async Task What_was_appended_is_read_in_order()
    {
        await Commit(LogStream.Events, "a", "b");
        await Commit(LogStream.Events, "c");
        Assert.Equal(["a", "b", "c"], All(Opened));
        Assert.Equal((0, 3, 3), (Opened.FirstOffset(LogStream.Events), Opened.DurableOffset(LogStream.Events), Opened.NextOffset(LogStream.Events)));
        Assert.Null(Opened.Read(LogStream.Events, 3));
        // An offset in the middle of a batch finds the batch that holds it.
        var batch = Opened.Read(LogStream.Events, 1)!;
        Assert.True(batch.FirstOffset <= 1 && batch.NextOffset > 1);
        Assert.Equal(Time.GetUtcNow().ToUnixTimeMilliseconds(), batch.CommitMs);
    }

    [Fact]
    public async Task Every_stream_is_on_the_disk_once_its_ticket_is_durable()
    {
        foreach (var stream in Enum.GetValues<LogStream>()) await Commit(stream, $"of {stream}");
        Reopen();
        Assert.All(Enum.GetValues<LogStream>(), stream =>
        {
            Assert.Equal(1, Opened.DurableOffset(stream));
            foreach (var item in Opened.Read(stream, 0)!) Assert.Equal($"of {stream}", Encoding.UTF8.GetString(item));
        });
    }

    [Fact]
    public async Task Everything_up_to_a_ticket_is_durable_when_the_wait_ends()
    {
        var log = Opened;
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                Assert.Equal(AppendStatus.Queued, log.Append(LogStream.Events, "event"u8, out var ticket));
                if (i % 20 != 0) continue;
                await log.WaitAsync(ticket, default);
                Assert.True(log.IsDurable(ticket));
            }
        }).Unwrap()).ToArray();
        await Task.WhenAll(writers);
        Opened.Append(LogStream.Events, "last"u8, out var last);
        await Opened.WaitAsync(last, default);
        Assert.Equal(801, Opened.DurableOffset(LogStream.Events));
        Assert.True(Opened.Commits < 801, "appends that wait together are committed together");
        Assert.Equal(801, All(Reopen()).Count);
    }

    [Fact]
    public async Task A_reader_never_sees_what_is_not_durable()
    {
        await Commit(LogStream.Events, "a");
        Opened.Append(LogStream.Events, "b"u8, out var ticket);
        if (!Opened.IsDurable(ticket)) Assert.True(Opened.DurableOffset(LogStream.Events) <= 2);
        await Opened.WaitForOffsetAsync(1, default);
        Assert.Equal(["a", "b"], All(Opened));
    }

    [Fact]
    public async Task The_streams_have_offsets_of_their_own_and_one_commit()
    {
        Opened.Append(LogStream.Events, "e"u8, out _);
        Opened.Append(LogStream.Rejected, "r"u8, out _);
        Opened.Append(LogStream.Marks, "m"u8, out _);
        Opened.Append(LogStream.Alarms, "a"u8, out _);
        Opened.Append(LogStream.Closures, "c"u8, out _);
        Opened.Append(LogStream.Flagged, "f"u8, out var ticket);
        await Opened.WaitAsync(ticket, default);
        foreach (var stream in Enum.GetValues<LogStream>()) Assert.Equal(1, Opened.DurableOffset(stream));
        Assert.Equal((["e"], ["r"], ["m"]), (All(Opened), All(Opened, LogStream.Rejected), All(Opened, LogStream.Marks)), Streams);
    }

    [Fact]
    public async Task Reopening_goes_on_at_every_state()
    {
        Assert.Empty(All(Reopen()));
        for (var i = 0; i < 5; i++)
        {
            await Commit(LogStream.Events, $"e{i}", $"f{i}");
            if (i % 2 == 0) await Commit(LogStream.Rejected, $"r{i}");
            Assert.Equal((i + 1) * 2, All(Reopen()).Count);
            Assert.Equal(i / 2 + 1, All(Opened, LogStream.Rejected).Count);
        }
        Assert.Equal("e0 f0 e1 f1 e2 f2 e3 f3 e4 f4", string.Join(' ', All(Opened)));
    }

    [Fact]
    public void What_waits_when_the_log_is_closed_is_committed()
    {
        for (var i = 0; i < 1_000; i++) Opened.Append(LogStream.Events, Encoding.UTF8.GetBytes($"{i}"), out _);
        Assert.Equal(1_000, All(Reopen()).Count);
    }

    [Fact]
    public async Task An_empty_item_is_committed_too()
    {
        Opened.Append(LogStream.Events, [], out var ticket);
        await Opened.WaitAsync(ticket, default).AsTask().WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal([""], All(Opened));
    }

    [Fact]
    public void More_than_the_queue_may_hold_is_refused_and_not_counted()
    {
        var item = new byte[400_000];
        var accepted = 0;
        AppendStatus status;
        do status = Opened.Append(LogStream.Events, item, out _);
        while (status == AppendStatus.Queued && ++accepted < 2_000);
        Assert.Equal(AppendStatus.Overloaded, status);
        Assert.Equal(accepted, All(Reopen()).Count);
    }

    [Fact]
    public void Below_the_disk_floor_appends_are_refused()
    {
        using var full = EventLog.Open(new() { Folder = Folder, DiskFloorMiB = 1 << 20 }, Time);
        if (full.Refusing == AppendStatus.Queued) return; // a disk with a tebibyte free
        Assert.Equal(AppendStatus.DiskFloor, full.Append(LogStream.Events, "e"u8, out _));
        Assert.Equal(0, full.NextOffset(LogStream.Events));
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var wait = Opened.WaitAsync(long.MaxValue, cancel.Token).AsTask();
        var offset = Opened.WaitForOffsetAsync(1_000, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => offset);
        await Commit(LogStream.Events, "still works");
    }

    [Fact]
    public void An_append_allocates_nothing()
    {
        var item = new byte[65];
        for (var i = 0; i < 2_000; i++) Opened.Append(LogStream.Events, item, out _);
        var least = long.MaxValue;
        // The buffers grow in some rounds; that none of them does in one round is enough.
        for (var round = 0; round < 10; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++) Opened.Append(LogStream.Events, item, out _);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    private static bool Streams((List<string> E, List<string> R, List<string> M) a, (List<string> E, List<string> R, List<string> M) b) =>
        a.E.SequenceEqual(b.E) && a.R.SequenceEqual(b.R) && a.M.SequenceEqual(b.M);
}
