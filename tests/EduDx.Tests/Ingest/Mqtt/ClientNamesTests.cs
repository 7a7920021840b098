using EduDx.Ops.Ingest.Mqtt;

namespace EduDx.Tests.Ingest.Mqtt;

/// <summary>Who comes back waits until what is left of its old connection is cleared away, and no longer.</summary>
public sealed class ClientNamesTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    private readonly ClientNames _names = new();

    [Fact]
    public void A_name_that_nobody_holds_is_given_at_once() => Assert.True(_names.TakeAsync("k1", new ConnectionLife()).IsCompletedSuccessfully);

    [Fact]
    public async Task After_an_ended_connection_it_is_given_once_that_is_cleared_away()
    {
        var (before, next) = (new ConnectionLife(), new ConnectionLife());
        await _names.TakeAsync("k1", before);
        before.End();
        var taking = _names.TakeAsync("k1", next);
        await Task.Delay(200);
        Assert.False(taking.IsCompleted, "given while the broker may still clear away by the name");
        _names.Leave(before);
        await taking.WaitAsync(Soon);
    }

    [Fact]
    public async Task An_end_that_is_noticed_a_little_later_counts_too()
    {
        var (before, next) = (new ConnectionLife(), new ConnectionLife());
        await _names.TakeAsync("k1", before);
        var taking = _names.TakeAsync("k1", next);
        before.End();
        await Task.Delay(200);
        Assert.False(taking.IsCompleted, "given while the broker may still clear away by the name");
        _names.Leave(before);
        await taking.WaitAsync(Soon);
    }

    [Fact]
    public async Task A_connection_that_lives_is_the_brokers_to_take_over()
    {
        await _names.TakeAsync("k1", new ConnectionLife());
        await _names.TakeAsync("k1", new ConnectionLife()).WaitAsync(Soon);
    }

    [Fact]
    public async Task The_old_connection_does_not_take_the_name_along()
    {
        var (first, second, third) = (new ConnectionLife(), new ConnectionLife(), new ConnectionLife());
        await _names.TakeAsync("k1", first);
        _names.Leave(first);
        await _names.TakeAsync("k1", second);
        _names.Leave(first);
        second.End();
        var taking = _names.TakeAsync("k1", third);
        await Task.Delay(200);
        Assert.False(taking.IsCompleted, "the second was forgotten when the first left again");
        _names.Leave(second);
        await taking.WaitAsync(Soon);
    }

    [Fact]
    public async Task A_broker_that_never_clears_away_keeps_nobody_out_for_ever()
    {
        var before = new ConnectionLife();
        await _names.TakeAsync("k1", before);
        before.End();
        await _names.TakeAsync("k1", new ConnectionLife()).WaitAsync(TimeSpan.FromSeconds(10));
    }
}
