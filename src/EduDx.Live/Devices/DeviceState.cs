namespace EduDx.Live.Devices;

/// <summary>What is known of a device now. The states are disjoint.</summary>
public enum DeviceState : byte
{
    /// <summary>Outside its duty hours: nothing is expected of it.</summary>
    OffDuty = 0,
    /// <summary>In duty hours, not heard, and its limit has not passed since the server listens or its duty began.</summary>
    Unknown = 1,
    /// <summary>Heard within its limit.</summary>
    Online = 2,
    /// <summary>Heard within its limit, but a metric is silent beyond its own.</summary>
    Degraded = 3,
    /// <summary>A fixed kiosk that reported from outside its fence.</summary>
    Quarantined = 4,
    /// <summary>Silent beyond its limit, or it said that it went away.</summary>
    Offline = 5,
}
