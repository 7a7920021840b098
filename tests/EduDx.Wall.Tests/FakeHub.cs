using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EduDx.Contracts.Frames;
using EduDx.Wall.Live;
using EduDx.Wall.Walls;

namespace EduDx.Wall.Tests;

/// <summary>A server that says what the test writes; <see cref="Break"/> ends the stream as a lost connection does.</summary>
internal sealed class FakeHub : IWallHub
{
    private Channel<HubMessage> _items = Channel.CreateUnbounded<HubMessage>();

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
        await foreach (var item in _items.Reader.ReadAllAsync(ct))
        {
            yield return item;
        }
    }

    public Task Drop() => Task.CompletedTask;
}
