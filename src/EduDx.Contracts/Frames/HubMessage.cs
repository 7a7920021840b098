using System.Text.Json.Serialization;

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
    /// <summary>True when the server lets in whoever reaches it (<c>Ops:Access:Mode=Open</c>): every wall says so in red. Not written when false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Unprotected { get; set; }
    /// <summary>The whole state of <c>overview</c> and <c>attendance</c>; null otherwise.</summary>
    public AttendanceFrame? Frame { get; set; }
    /// <summary>The whole state of <c>devices</c>; null otherwise.</summary>
    public DevicesFrame? Devices { get; set; }
    /// <summary>The whole state of <c>rooms</c>; null otherwise.</summary>
    public RoomsFrame? Rooms { get; set; }
    /// <summary>The whole state of <c>alarms</c>; null otherwise.</summary>
    public AlarmsFrame? Alarms { get; set; }
    /// <summary>The whole state of <c>system</c>; null otherwise.</summary>
    public SystemFrame? System { get; set; }
    /// <summary>The whole state of <c>care</c>; null otherwise.</summary>
    public CareFrame? Care { get; set; }
    /// <summary>The whole state of <c>staff</c>; null otherwise.</summary>
    public StaffFrame? Staff { get; set; }
    /// <summary>The whole state of <c>status</c>; null otherwise.</summary>
    public StatusFrame? Status { get; set; }
    /// <summary>The whole state of <c>school</c>; null otherwise.</summary>
    public SchoolFrame? School { get; set; }

    /// <summary>The frame that is there; null in a heartbeat.</summary>
    [JsonIgnore]
    public IWallFrame? Any => (IWallFrame?)Frame ?? (IWallFrame?)Devices ?? (IWallFrame?)Rooms ?? (IWallFrame?)Alarms
        ?? (IWallFrame?)System ?? (IWallFrame?)Care ?? (IWallFrame?)Staff ?? (IWallFrame?)Status ?? School;
}
