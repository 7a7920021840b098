using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Live.Events;

namespace EduDx.Live.Care;

/// <summary>What every part of a view is made from.</summary>
/// <param name="School">The school.</param>
/// <param name="Day">The local day.</param>
/// <param name="UntilMs">The tick, or the end of the day when that lies behind it.</param>
/// <param name="NowMs">The tick.</param>
/// <param name="From">What comes from elsewhere.</param>
/// <param name="Said">What was said of the day.</param>
internal sealed record CareTick(SchoolModel School, DateOnly Day, long UntilMs, long NowMs, CareInputs From, CareDay Said)
{
    /// <summary>Local midnight.</summary>
    public long StartMs { get; } = LocalTime.StartMs(Day);

    /// <summary>True when children are expected.</summary>
    public bool Open { get; } = From.Attendance.Open && !Array.Exists(School.Closures, c => c.Covers(Day));

    /// <summary>The norms.</summary>
    public CareNorms Norms => From.Norms;

    /// <summary>The instant of a local time of the day.</summary>
    public long At(TimeOnly time) => StartMs + (long)time.ToTimeSpan().TotalMilliseconds;

    /// <summary>When the time of a meal is over, Unix milliseconds; null for one that the norms do not have.</summary>
    public long? EndOf(MealName meal) => Array.Find(Norms.Meals, m => m.Meal == meal) is { } time ? At(time.At) + time.UntilMinutes * 60_000L : null;

    /// <summary>True once the time of a meal is over; never for one that the norms do not have.</summary>
    public bool IsOver(MealName meal) => NowMs >= EndOf(meal);

    /// <summary>True once the last meal at school is over.</summary>
    public bool AllMealsOver => Array.TrueForAll(Norms.Meals, m => IsOver(m.Meal));

    /// <summary>True when a kiosk of the school was heard at a time of the day before <paramref name="ms"/>, or when it has none: only then is silence of its kitchens a word.</summary>
    public bool WasHeardBy(long ms) => School.Kiosks.Length == 0 || (From.Attendance.FirstHeardMs is > 0 and var first && first <= ms);

    /// <summary>True when the device at <paramref name="slot"/> is heard now, with its temperature.</summary>
    public bool IsHeard(int slot)
    {
        if (From.Devices is not { } devices || devices.Day != Day || NowMs >= StartMs + LocalTime.DayMs) return false;
        var status = devices.Devices[slot];
        var metric = School.Devices[slot].Type.MetricIndex("temp_c"u8);
        return status.State is DeviceState.Online or DeviceState.Degraded or DeviceState.Quarantined && metric >= 0 && (status.SilentMetrics >> metric & 1) == 0;
    }
}
