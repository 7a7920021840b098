namespace EduDx.FirmwareSim.Scenarios;

/// <summary>What an event says.</summary>
public enum EventKind : byte
{
    /// <summary>A scan on the way in, at a kiosk.</summary>
    ScanIn = 1,
    /// <summary>A scan on the way out, at a kiosk.</summary>
    ScanOut,
    /// <summary>A scan on the way in, with a phone.</summary>
    PhoneIn,
    /// <summary>The kiosk came up.</summary>
    Online,
    /// <summary>Measured values; the heartbeat of the kiosk.</summary>
    Telemetry,
    /// <summary>The teacher's word about a person.</summary>
    Roll,
    /// <summary>The office's word about a person.</summary>
    Override,
    /// <summary>Something that must be rejected.</summary>
    Malformed,
}
