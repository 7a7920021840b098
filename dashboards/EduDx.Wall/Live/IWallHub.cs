using EduDx.Contracts.Frames;
using EduDx.Wall.Walls;

namespace EduDx.Wall.Live;

/// <summary>The server's stream of one wall: ends with an exception when the server is lost or refuses the address.</summary>
public interface IWallHub
{
    /// <summary>Connects when needed and streams until <paramref name="ct"/> is cancelled.</summary>
    IAsyncEnumerable<HubMessage> Watch(WallAddress address, CancellationToken ct);

    /// <summary>Drops the connection, so that the next <see cref="Watch"/> begins with a new one.</summary>
    Task Drop();
}
