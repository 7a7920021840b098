using System.Buffers.Binary;
using System.IO.Hashing;
using EduDx.Log;

namespace EduDx.Tests.Log;

public sealed class RetentionTests : LogFixture
{
    [Fact]
    public async Task It_never_passes_the_lowest_cursor()
    {
        for (var i = 0; i < 5; i++) await Commit(LogStream.Events, $"e{i}");
        Time.Advance(TimeSpan.FromDays(15));
        Opened.DropOld(LogStream.Events, neededFrom: 3);
        Assert.Equal(3, Opened.FirstOffset(LogStream.Events));
        Assert.Equal(["e3", "e4"], All(Opened));
        Assert.Equal(["e3", "e4"], All(Reopen()));
        Assert.Equal(3, Opened.FirstOffset(LogStream.Events));
    }

    [Fact]
    public async Task A_commit_that_holds_the_cursor_stays_whole()
    {
        long ticket = 0;
        for (var i = 0; i < 500; i++) Opened.Append(LogStream.Events, "e"u8, out ticket);
        await Opened.WaitAsync(ticket, default);
        Time.Advance(TimeSpan.FromDays(15));
        await Commit(LogStream.Events, "last");
        Opened.DropOld(LogStream.Events, neededFrom: 499);
        Assert.True(Opened.Read(LogStream.Events, 499)!.FirstOffset <= 499);
    }

    [Fact]
    public async Task What_is_young_stays()
    {
        await Commit(LogStream.Events, "old");
        Time.Advance(TimeSpan.FromDays(13));
        await Commit(LogStream.Events, "young");
        Opened.DropOld(LogStream.Events, neededFrom: 2);
        Assert.Equal(2, All(Opened).Count);
        Time.Advance(TimeSpan.FromDays(2));
        Opened.DropOld(LogStream.Events, neededFrom: 2);
        Assert.Equal(["young"], All(Opened));
    }

    [Fact]
    public async Task After_a_long_silence_the_offsets_still_go_on()
    {
        await Commit(LogStream.Events, "e0");
        await Commit(LogStream.Events, "e1");
        Time.Advance(TimeSpan.FromDays(60));
        Opened.DropOld(LogStream.Events, neededFrom: 2);
        Assert.Equal((1, 2), (Opened.FirstOffset(LogStream.Events), Opened.DurableOffset(LogStream.Events)));
        Assert.Equal(2, Reopen().DurableOffset(LogStream.Events));
        Opened.CheckCursor("live", 2);
        await Commit(LogStream.Events, "e2");
        Assert.Equal(["e1", "e2"], All(Opened));
    }

    [Fact]
    public void An_empty_log_has_nothing_to_drop()
    {
        Opened.DropOld(LogStream.Events, neededFrom: 0);
        Assert.Equal(0, Opened.FirstOffset(LogStream.Events));
    }

    [Theory]
    [InlineData(LogStream.Rejected, 14)]
    [InlineData(LogStream.Marks, 14)]
    [InlineData(LogStream.Flagged, 30)]
    [InlineData(LogStream.Alarms, 90)]
    public async Task Each_class_of_data_goes_with_its_own_age_and_the_offsets_go_on(LogStream stream, int days)
    {
        await Commit(stream, "a", "b");
        Time.Advance(TimeSpan.FromDays(days - 1));
        await Commit(stream, "c");
        Assert.Equal(0, Opened.DropOld(stream, neededFrom: 3));
        Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(2, Opened.DropOld(stream, neededFrom: 3));
        Assert.Equal(["c"], All(Opened, stream));
        Time.Advance(TimeSpan.FromDays(days));
        Assert.Equal(0, Opened.DropOld(stream, neededFrom: 2));
        Assert.Equal(1, Opened.DropOld(stream, neededFrom: 3));
        Assert.Empty(All(Opened, stream));
        Assert.Empty(All(Reopen(), stream));
        Assert.Equal((3, 3, 3), (Opened.FirstOffset(stream), Opened.DurableOffset(stream), Opened.NextOffset(stream)));
        await Commit(stream, "d");
        Assert.Equal(["d"], All(Opened, stream));
        Assert.Equal(["d"], All(Reopen(), stream));
        Assert.Equal((3, 4), (Opened.FirstOffset(stream), Opened.DurableOffset(stream)));
    }

    [Fact]
    public async Task What_was_dropped_is_no_longer_in_the_files()
    {
        var secret = string.Concat(Enumerable.Range(0, 200).Select(i => $"a name that nobody reads again {i} "));
        await Commit(LogStream.Rejected, secret);
        Reopen();
        Time.Advance(TimeSpan.FromDays(15));
        Opened.DropOld(LogStream.Rejected, long.MaxValue);
        Close();
        foreach (var file in Directory.GetFiles(Folder).Where(f => Path.GetExtension(f) is ".sst" or ".log"))
        {
            Assert.DoesNotContain("a name that nobody reads again 0", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(LogStream.Events)]
    [InlineData(LogStream.Rejected)]
    public async Task A_clock_that_was_set_far_ahead_for_a_minute_keeps_nothing_for_longer(LogStream stream)
    {
        await Commit(stream, "before");
        await WithClockSetAsync(stream, TimeSpan.FromDays(3_650));
        Time.Advance(TimeSpan.FromDays(1));
        await Commit(stream, "after");
        Time.Advance(TimeSpan.FromDays(13.5));
        await Commit(stream, "young");
        // The record behind is a day younger: until it may go, those may be as young.
        Opened.DropOld(stream, long.MaxValue);
        Assert.Equal(["ahead 0", "ahead 1", "after", "young"], All(Opened, stream));
        Time.Advance(TimeSpan.FromDays(1));
        Opened.DropOld(stream, long.MaxValue);
        Assert.Equal(["young"], All(Opened, stream));
        Assert.Equal(["young"], All(Reopen(), stream));
    }

    [Fact]
    public async Task What_a_clock_set_ahead_wrote_last_stays_and_a_clock_set_back_takes_no_more_than_itself()
    {
        await Commit(LogStream.Rejected, "young");
        await WithClockSetAsync(LogStream.Rejected, TimeSpan.FromDays(-3_650));
        await WithClockSetAsync(LogStream.Rejected, TimeSpan.FromDays(3_650));
        Opened.DropOld(LogStream.Rejected, long.MaxValue);
        Assert.Equal(5, All(Opened, LogStream.Rejected).Count);
        Time.Advance(TimeSpan.FromDays(15));
        Opened.DropOld(LogStream.Rejected, long.MaxValue);
        Assert.Equal(["ahead 0", "ahead 1"], All(Opened, LogStream.Rejected));
    }

    private async Task WithClockSetAsync(LogStream stream, TimeSpan by)
    {
        Time.AdjustTime(Time.GetUtcNow() + by);
        for (var i = 0; i < 2; i++) await Commit(stream, $"ahead {i}");
        Time.AdjustTime(Time.GetUtcNow() - by);
    }

    [Fact]
    public async Task Closures_stay()
    {
        await Commit(LogStream.Closures, "closed");
        Time.Advance(TimeSpan.FromDays(4_000));
        Assert.Equal(0, Opened.DropOld(LogStream.Closures, long.MaxValue));
        Assert.Equal(["closed"], All(Opened, LogStream.Closures));
    }

    [Fact]
    public async Task A_stream_that_is_emptied_while_it_is_written_to_loses_nothing_new()
    {
        using var stop = new CancellationTokenSource();
        var log = Opened;
        var later = Time.GetUtcNow().AddDays(15).ToUnixTimeMilliseconds();
        long dropped = 0;
        var dropping = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested) dropped += log.DropOld(LogStream.Rejected, long.MaxValue, later);
        });
        for (var i = 0; i < 200; i++)
        {
            await Commit(LogStream.Rejected, $"r{i}");
            if (i % 10 == 0) await Task.Delay(2);
        }
        await stop.CancelAsync();
        await dropping;
        Assert.True(dropped > 0);
        Assert.Equal((dropped, 200), (Opened.FirstOffset(LogStream.Rejected), Opened.DurableOffset(LogStream.Rejected)));
        Assert.Equal(200 - dropped, All(Opened, LogStream.Rejected).Count);
        Assert.Equal(200 - dropped, All(Reopen(), LogStream.Rejected).Count);
    }

    [Fact]
    public async Task What_programs_before_wrote_about_the_end_still_counts()
    {
        for (var i = 0; i < 3; i++) await Commit(LogStream.Events, $"e{i}");
        for (var i = 0; i < 2; i++) await Commit(LogStream.Alarms, $"a{i}");
        Tamper(store => store.Db.Remove(LogRecord.Key(0), store.Handle(LogStream.Events)));
        EndOfBefore(first: 1, 3, 0, 0, 2);
        Assert.Equal(["e1", "e2"], All(Opened));
        Close();
        EndOfBefore(first: 0, 3, 0, 0, 2);
        Assert.Contains("begins at offset 1", Assert.Throws<LogDamagedException>(() => Opened).Message, StringComparison.Ordinal);
        EndOfBefore(first: 1, 3, 0, 0, 3);
        Assert.Contains("acknowledged up to 3", Assert.Throws<LogDamagedException>(() => Opened).Message, StringComparison.Ordinal);
        EndOfBefore(first: 1, 3, 0, 0, 2);
        Tamper(store => store.Db.Remove(LogRecord.Key(0), store.Handle(LogStream.Alarms)));
        Assert.Contains("begins at offset 1", Assert.Throws<LogDamagedException>(() => Opened).Message, StringComparison.Ordinal);
    }

    private void EndOfBefore(long first, params long[] ends)
    {
        var bytes = new byte[4 + 8 + ends.Length * 8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(4), first);
        for (var i = 0; i < ends.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(12 + i * 8), ends[i]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Crc32.HashToUInt32(bytes.AsSpan(4)));
        File.WriteAllBytes(Path.Combine(Folder, "end"), bytes);
    }
}
