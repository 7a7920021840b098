namespace EduDx.Wall.Live;

/// <summary>
/// The server's clock, carried on between items by the page's own timer at the server's speed (which is not 1 on a simulated clock).
/// </summary>
public sealed class ServerClock(TimeProvider time)
{
    private DateTimeOffset _server;
    private long _heardAt;
    private double _speed = 1;

    /// <summary>True once an item has come.</summary>
    public bool IsSet { get; private set; }

    /// <summary>The server's time now, +07:00.</summary>
    public DateTimeOffset Now => (_server + time.GetElapsedTime(_heardAt) * _speed).ToOffset(TimeSpan.FromHours(7));

    /// <summary>Sets the clock by an item.</summary>
    public void Set(DateTimeOffset server, double speed)
    {
        (_server, _speed, _heardAt, IsSet) = (server, speed, time.GetTimestamp(), true);
    }
}
