using EduDx.Wall.Live;
using EduDx.Wall.Walls;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Time.Testing;

namespace EduDx.Wall.Tests.Live;

public sealed class WallFeedTests
{
    private static readonly WallAddress s_city = new("overview", "hue", null, null, "vi");

    private readonly FakeTimeProvider _time = new();
    private readonly FakeHub _hub = new();

    [Fact]
    public async Task Figures_go_from_live_to_late_to_stale_and_back()
    {
        await using var feed = new WallFeed(_hub, _time);
        await feed.Show(s_city);
        Assert.Equal(TileState.NoData, feed.Freshness.State);

        await Say(feed, Frames.Item(Frames.City()));
        Assert.Equal(TileState.Live, feed.Freshness.State);

        _time.Advance(TimeSpan.FromSeconds(3.2));
        Assert.Equal(TileState.Late, feed.Freshness.State);
        _time.Advance(TimeSpan.FromSeconds(1.7));
        Assert.True(feed.Lost, "the banner is there within 5 s of the last item");
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(TileState.Stale, feed.Freshness.State);

        await Until(() => { _time.Advance(TimeSpan.FromSeconds(1)); return _hub.Asked.Count > 1; });
        await Say(feed, Frames.Item(Frames.City(), 400));
        Assert.Equal(TileState.Live, feed.Freshness.State);
        Assert.False(feed.Lost);
    }

    [Fact]
    public async Task A_heartbeat_keeps_the_figures_live_and_moves_their_clock()
    {
        await using var feed = new WallFeed(_hub, _time);
        await feed.Show(s_city);
        await Say(feed, Frames.Item(Frames.City()));
        _time.Advance(TimeSpan.FromSeconds(2));
        await Say(feed, Frames.Item(null, 2));
        Assert.NotNull(feed.Frame);
        Assert.Equal(Frames.Morning.AddSeconds(2), feed.LastItemAt);
        Assert.Equal(TileState.Live, feed.Freshness.State);
    }

    [Fact]
    public async Task The_clock_is_the_servers_and_runs_at_its_speed()
    {
        await using var feed = new WallFeed(_hub, _time);
        await feed.Show(s_city);
        var item = Frames.Item(Frames.City());
        item.ClockSpeed = 60;
        await Say(feed, item);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Frames.Morning.AddMinutes(1), feed.Clock.Now);
    }

    [Fact]
    public async Task A_refused_address_is_no_lost_connection_and_is_asked_again()
    {
        await using var feed = new WallFeed(_hub, _time);
        await feed.Show(s_city);
        _hub.Break(new HubException("An error occurred. HubException: no such scope"));
        await Until(() => feed.Refusal is not null);
        Assert.Equal("no such scope", feed.Refusal);
        Assert.False(feed.Lost);
        await Until(() => { _time.Advance(TimeSpan.FromSeconds(1)); return _hub.Asked.Count > 1; });
    }

    [Fact]
    public async Task A_lost_server_is_asked_for_ever()
    {
        await using var feed = new WallFeed(_hub, _time);
        await feed.Show(s_city);
        for (var loss = 1; loss <= 20; loss++)
        {
            _hub.Break(new IOException("gone"));
            await Until(() => { _time.Advance(TimeSpan.FromSeconds(1)); return _hub.Asked.Count > loss; });
        }
        Assert.True(feed.Lost);
    }

    [Fact]
    public async Task Another_language_is_the_same_stream()
    {
        await using var feed = new WallFeed(_hub, _time);
        await feed.Show(s_city);
        await Say(feed, Frames.Item(Frames.City()));
        await feed.Show(s_city with { Lang = "en" });
        Assert.Single(_hub.Asked);
        Assert.NotNull(feed.Frame);
        await feed.Show(s_city with { Scope = "vinh-loc" });
        Assert.Equal(2, _hub.Asked.Count);
        Assert.Null(feed.Frame);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(77)]
    public void Delays_stay_within_their_bounds_and_begin_anew(int seed)
    {
        var delays = new RetryDelays(seed);
        var first = delays.Next();
        Assert.InRange(first, RetryDelays.Shortest, TimeSpan.FromSeconds(0.4));
        var drawn = Enumerable.Range(0, 1_000).Select(_ => delays.Next()).ToArray();
        Assert.All(drawn, delay => Assert.InRange(delay, RetryDelays.Shortest, RetryDelays.Longest));
        Assert.True(drawn.Distinct().Count() > 100, "jitter");
        delays.Reset();
        Assert.InRange(delays.Next(), RetryDelays.Shortest, TimeSpan.FromSeconds(0.4));
    }

    private async Task Say(WallFeed feed, EduDx.Contracts.Frames.HubMessage item)
    {
        _hub.Say(item);
        await Until(() => feed.LastItemAt == item.ServerTime);
    }

    private static async Task Until(Func<bool> done)
    {
        for (var i = 0; i < 500 && !done(); i++)
        {
            await Task.Delay(10);
        }
        Assert.True(done());
    }
}
