using EduDx.Log;

namespace EduDx.Tests.Log;

public sealed class RetentionTests : LogFixture
{
    [Fact]
    public async Task It_never_passes_the_lowest_cursor()
    {
        for (var i = 0; i < 5; i++) await Commit(LogStream.Events, $"e{i}");
        Time.Advance(TimeSpan.FromDays(15));
        Opened.DropOld(lowestCursor: 3);
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
        Opened.DropOld(lowestCursor: 499);
        Assert.True(Opened.Read(LogStream.Events, 499)!.FirstOffset <= 499);
    }

    [Fact]
    public async Task What_is_young_stays()
    {
        await Commit(LogStream.Events, "old");
        Time.Advance(TimeSpan.FromDays(13));
        await Commit(LogStream.Events, "young");
        Opened.DropOld(lowestCursor: 2);
        Assert.Equal(2, All(Opened).Count);
        Time.Advance(TimeSpan.FromDays(2));
        Opened.DropOld(lowestCursor: 2);
        Assert.Equal(["young"], All(Opened));
    }

    [Fact]
    public async Task After_a_long_silence_the_offsets_still_go_on()
    {
        await Commit(LogStream.Events, "e0");
        await Commit(LogStream.Events, "e1");
        Time.Advance(TimeSpan.FromDays(60));
        Opened.DropOld(lowestCursor: 2);
        Assert.Equal((1, 2), (Opened.FirstOffset(LogStream.Events), Opened.DurableOffset(LogStream.Events)));
        Assert.Equal(2, Reopen().DurableOffset(LogStream.Events));
        Opened.CheckCursor("live", 2);
        await Commit(LogStream.Events, "e2");
        Assert.Equal(["e1", "e2"], All(Opened));
    }

    [Fact]
    public void An_empty_log_has_nothing_to_drop()
    {
        Opened.DropOld(lowestCursor: 0);
        Assert.Equal(0, Opened.FirstOffset(LogStream.Events));
    }
}
