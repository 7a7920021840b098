namespace EduDx.Contracts.Frames;

/// <summary>
/// One item of the hub's stream: a frame when something changed (at most 4 a second), or a heartbeat each second.
/// </summary>
public sealed record HubMessage
{
    /// <summary>The server's clock when the item was made.</summary>
    public DateTimeOffset ServerTime { get; set; }
    /// <summary>Server seconds that pass in a real second: 1 except on a simulated clock.</summary>
    public double ClockSpeed { get; set; } = 1;
    /// <summary>The whole state, or null in a heartbeat.</summary>
    public AttendanceFrame? Frame { get; set; }
}
