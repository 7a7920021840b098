using EduDx.Live.Attendance;

namespace EduDx.History.Influx;

/// <summary>What else decides which point an outcome is.</summary>
internal readonly record struct OutcomePlace(int StartsMinute, int Commune, int School)
{
    public OutcomePlace(in OutcomeRow row) : this(row.StartsMinute, row.Commune, row.School) { }
}
