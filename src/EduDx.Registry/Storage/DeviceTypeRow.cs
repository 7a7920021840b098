using EduDx.Live.City;

namespace EduDx.Registry.Storage;

/// <summary>A type of device. What it says holds from its import on: past days are not counted anew by it.</summary>
public sealed class DeviceTypeRow
{
    /// <summary>Type id.</summary>
    public required string Id { get; set; }
    /// <summary>Name in Vietnamese, NFC.</summary>
    public required string NameVi { get; set; }
    /// <summary>Name in English.</summary>
    public required string NameEn { get; set; }
    /// <summary>When it must be heard.</summary>
    public DutyHours Duty { get; set; }
    /// <summary>Seconds between its signs of life.</summary>
    public int HeartbeatSeconds { get; set; }
    /// <summary>Missed signs of life from which it is offline.</summary>
    public int Missed { get; set; }
    /// <summary>Metrics as the file writes them: <c>name:silent-seconds</c>, separated by spaces.</summary>
    public required string Metrics { get; set; }
}
