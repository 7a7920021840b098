using EduDx.Live.Figures;

namespace EduDx.Live.Devices;

/// <summary>What the devices of a school did on one local day: sets only, so that any order and any repeat give the same.</summary>
internal sealed class DevicesDay(DateOnly date, int devices)
{
    /// <summary>The local day.</summary>
    public DateOnly Date { get; } = date;

    /// <summary>Minutes with a sign of life.</summary>
    public MinuteBits Heard { get; } = new(devices);

    /// <summary>Minutes in which the device said that it is on.</summary>
    public MinuteBits On { get; } = new(devices);

    /// <summary>Minutes of lessons, by class and by campus; computed when first asked for.</summary>
    public MinuteBits? Lessons { get; set; }

    /// <summary>Counters seen; null for a device that counts nothing.</summary>
    public SequenceSet?[] Sequences { get; } = new SequenceSet?[devices];

    /// <summary>Increases with each event that changed something.</summary>
    public long Changes { get; set; } = 1;
}
