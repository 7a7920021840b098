using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EduDx.Contracts.Frames;
using EduDx.Wall.Live;
using EduDx.Wall.Walls;

namespace EduDx.Wall.Tests;

/// <summary>
/// A server that says what the test writes; <see cref="Break"/> ends the stream as a lost connection does.
/// One wall a hub: a second would take the items of the first.
/// </summary>
internal sealed class FakeHub : IWallHub
{
    private Channel<HubMessage> _items = Channel.CreateUnbounded<HubMessage>();
    private bool _watched;

    public List<WallAddress> Asked { get; } = [];

    public void Say(HubMessage item) => _items.Writer.TryWrite(item);

    public void Break(Exception why)
    {
        var broken = _items;
        _items = Channel.CreateUnbounded<HubMessage>();
        broken.Writer.Complete(why);
    }

    public async IAsyncEnumerable<HubMessage> Watch(WallAddress address, [EnumeratorCancellation] CancellationToken ct)
    {
        Asked.Add(address);
        if (Interlocked.Exchange(ref _watched, true))
        {
            throw new InvalidOperationException("A second wall on one FakeHub would take the items of the first: open one wall a test.");
        }

        try
        {
            await foreach (var item in _items.Reader.ReadAllAsync(ct))
            {
                yield return item;
            }
        }
        finally
        {
            Volatile.Write(ref _watched, false);
        }
    }

    public Task Drop() => Task.CompletedTask;
}
