using System.ComponentModel.DataAnnotations;

namespace EduDx.Ops.Access.Limits;

/// <summary>What one source or address may cost. In force where strangers can come: in the modes Required and Open; on loopback in mode Local there are none.</summary>
public sealed class LimitOptions
{
    /// <summary>Events a second of one device, over time. Default 100: fifty times what a gate lets through.</summary>
    [Range(1, 1_000_000)]
    public int EventsPerSecond { get; set; } = 100;

    /// <summary>Events of one device at once, after a time away. Default 20000: more than a week of a kiosk.</summary>
    [Range(500, 10_000_000)]
    public int BurstEvents { get; set; } = 20_000;

    /// <summary>Connections of one address, all ports together. Default 5000: a school, or all of a city's behind one proxy.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 5000;

    /// <summary>MQTT and TLS connections of one address that have not logged in yet. Default 128.</summary>
    [Range(1, 100_000)]
    public int PendingPerAddress { get; set; } = 128;

    /// <summary>Failed log-ins of one address for one user name (and wrong codes of one address) in a minute; then it waits for the rest of that minute. Default 10.</summary>
    [Range(1, 10_000)]
    public int FailedLoginsPerMinute { get; set; } = 10;

    /// <summary>Log-ins of one device in a minute before it is banned for <see cref="BanSeconds"/>. Default 20.</summary>
    [Range(1, 10_000)]
    public int LoginsPerMinute { get; set; } = 20;

    /// <summary>Seconds of a ban of a device that connects again and again. Default 60.</summary>
    [Range(1, 86_400)]
    public int BanSeconds { get; set; } = 60;

    /// <summary>Seconds in which a packet that was begun must be whole. Default 20; in force in every mode.</summary>
    [Range(1, 3600)]
    public int PacketSeconds { get; set; } = 20;
}
