namespace EduDx.Live.Alarms;

/// <summary>
/// The least and the greatest value of a metric in each of the last 60 minutes of event time. Any order and any repeat within
/// the hour give the same ring; what is older is not taken.
/// </summary>
public sealed class MinuteRing
{
    /// <summary>Minutes kept.</summary>
    public const int Minutes = 60;

    private readonly float[] _least = new float[Minutes];
    private readonly float[] _greatest = new float[Minutes];
    private readonly long[] _minute = new long[Minutes];

    /// <summary>Newest minute with a value, minutes since the Unix epoch; 0 for none.</summary>
    public long Newest { get; private set; }

    /// <summary>Increases with each value that changed something.</summary>
    public int Changes { get; private set; }

    /// <summary>Takes a value.</summary>
    /// <returns>False when it is older than the ring.</returns>
    public bool Take(long atMs, double value)
    {
        var minute = atMs / 60_000;
        if (minute <= Newest - Minutes) return false;
        var slot = (int)(minute % Minutes);
        var v = (float)value;
        if (_minute[slot] != minute) (_minute[slot], _least[slot], _greatest[slot]) = (minute, v, v);
        else if (v < _least[slot]) _least[slot] = v;
        else if (v > _greatest[slot]) _greatest[slot] = v;
        else return true;
        Newest = Math.Max(Newest, minute);
        Changes++;
        return true;
    }

    /// <summary>Least and greatest value of a minute; null without one.</summary>
    public (float Least, float Greatest)? Of(long minute)
    {
        var slot = (int)(minute % Minutes);
        return minute > 0 && _minute[slot] == minute && minute > Newest - Minutes ? (_least[slot], _greatest[slot]) : null;
    }

    /// <summary>
    /// Is the value beyond the limit? A minute that reaches the limit makes it so, a minute that is wholly behind the way back
    /// ends it, a minute between them changes nothing: a value that swings around the limit stays one occurrence.
    /// </summary>
    /// <param name="rule">The limits.</param>
    /// <returns>The answer as of the newest minute, and the last occurrence that is over (0, 0 when there is none).</returns>
    public (Truth Now, long OverFromMs, long OverToMs) Beyond(MetricBeyond rule)
    {
        var (holds, since, last) = ((bool?)null, 0L, double.NaN);
        var (overFrom, overTo) = (0L, 0L);
        for (var minute = Math.Max(1, Newest - Minutes + 1); minute <= Newest; minute++)
        {
            if (Of(minute) is not { } value) continue;
            var worst = rule.Above ? value.Greatest : value.Least;
            last = worst;
            var reached = rule.Above ? worst >= rule.Limit : worst <= rule.Limit;
            var back = rule.Above ? worst <= rule.Clear : worst >= rule.Clear;
            if (reached && holds != true) (holds, since) = (true, minute * 60_000);
            else if (!reached && back && holds != false)
            {
                if (holds == true) (overFrom, overTo) = (since, minute * 60_000);
                (holds, since) = (false, minute * 60_000);
            }
        }
        return (new Truth(holds, since, last, rule.Limit, rule.Metric), overFrom, overTo);
    }

    /// <summary>Has the value been the same for so many minutes, in most of which it was reported?</summary>
    public Truth Stuck(MetricStuck rule)
    {
        var (count, first) = (0, 0L);
        float? same = null;
        for (var minute = Newest; minute > 0 && minute > Newest - rule.Minutes; minute--)
        {
            if (Of(minute) is not { } value) continue;
            same ??= value.Least;
            if (value.Least != same || value.Greatest != same) return new Truth(false, minute * 60_000, same.Value, double.NaN, rule.Metric);
            count++;
            first = minute;
        }
        if (count * 10 < rule.Minutes * 8) return Truth.Unknown;
        return new Truth(true, first * 60_000, same!.Value, double.NaN, rule.Metric);
    }

    /// <summary>Does the value rise or fall so fast, from the first minute of the span to the newest?</summary>
    public Truth Rate(MetricRate rule)
    {
        for (var minute = Newest - rule.Minutes + 1; minute < Newest; minute++)
        {
            if (Of(minute) is not { } first || Of(Newest) is not { } last) continue;
            if (Newest - minute < rule.Minutes / 2) return Truth.Unknown;
            var perHour = ((last.Least + last.Greatest) - (first.Least + first.Greatest)) / 2.0 * 60 / (Newest - minute);
            var holds = rule.Rises ? perHour >= rule.PerHour : -perHour >= rule.PerHour;
            return new Truth(holds, Newest * 60_000, perHour, rule.PerHour, rule.Metric);
        }
        return Truth.Unknown;
    }
}
