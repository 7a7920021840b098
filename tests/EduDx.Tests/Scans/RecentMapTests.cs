using EduDx.Ops.Scans;

namespace EduDx.Tests.Scans;

public sealed class RecentMapTests
{
    [Fact]
    public void It_never_holds_more_than_two_generations_and_keeps_the_newest()
    {
        var map = new RecentMap<int, int>(100);
        for (var i = 0; i < 10_000; i++)
        {
            map.Set(i, -i);
            Assert.InRange(map.Count, 1, 200);
            if (i % 1000 != 999) continue;
            Assert.True(map.TryGet(i - 99, out var value));
            Assert.Equal(99 - i, value);
        }
        Assert.False(map.TryGet(0, out _));
    }

    [Fact]
    public void What_is_asked_for_stays()
    {
        var map = new RecentMap<int, string>(10);
        map.Set(-1, "mine");
        for (var i = 0; i < 1000; i++)
        {
            map.Set(i, "other");
            Assert.True(map.TryGet(-1, out var mine));
            Assert.Equal("mine", mine);
        }
    }

    [Fact]
    public void An_update_sees_what_was_there()
    {
        var map = new RecentMap<string, int>(4);
        for (var i = 1; i <= 5; i++) Assert.Equal(i, map.Update("a", 1, static (before, by) => (before + by, before + by)));
    }
}
