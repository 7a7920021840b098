using EduDx.Live.City;

namespace EduDx.Live.Devices;

/// <summary>The devices of one school on one day at one tick. Immutable; readers take the reference once.</summary>
public sealed class DevicesView
{
    /// <summary>The school.</summary>
    public required SchoolModel School { get; init; }
    /// <summary>The local day.</summary>
    public required DateOnly Day { get; init; }
    /// <summary>The tick, Unix milliseconds.</summary>
    public required long AsOfMs { get; init; }
    /// <summary>One for each of <see cref="SchoolModel.Devices"/>.</summary>
    public required DeviceStatus[] Devices { get; init; }
    /// <summary>The next instant at which time alone changes a state, Unix milliseconds.</summary>
    public required long ChangesMs { get; init; }
}

/// <summary>One device at one tick. Instants are Unix milliseconds.</summary>
public readonly record struct DeviceStatus
{
    /// <summary>What is known of it.</summary>
    public required DeviceState State { get; init; }
    /// <summary>Since when; 0 when not known.</summary>
    public required long SinceMs { get; init; }
    /// <summary>When the server last heard it; 0 for never.</summary>
    public required long HeardMs { get; init; }
    /// <summary>Its clock against the server's, positive when it is behind; null before the first event.</summary>
    public required long? SkewMs { get; init; }
    /// <summary>Messages that never came, by the gaps in its counters.</summary>
    public required int Missed { get; init; }
    /// <summary>Boots beyond the first of the day.</summary>
    public required int Restarts { get; init; }
    /// <summary>Minutes of the day in which it said that it is on.</summary>
    public required int OnMinutes { get; init; }
    /// <summary>Of those, minutes within a session.</summary>
    public required int LessonMinutes { get; init; }
    /// <summary>Minutes of duty in which it was heard.</summary>
    public required int HeardMinutes { get; init; }
    /// <summary>Minutes of duty so far.</summary>
    public required int DutyMinutes { get; init; }
    /// <summary>Bit i is set when metric i of the type is silent beyond its limit.</summary>
    public required byte SilentMetrics { get; init; }
    /// <summary>Newest value of each metric of the type; NaN for none.</summary>
    public required double[] Values { get; init; }
    /// <summary>Firmware as it last said; null when it has not.</summary>
    public required string? Firmware { get; init; }
}
