using EduDx.Live.City;

namespace EduDx.Live.Care;

/// <summary>The naps of one class at a tick.</summary>
internal static class NapViews
{
    private static readonly NapLog Silent = new();

    public static ClassNaps Of(CareTick tick, int node, AgeGroup? age)
    {
        var log = tick.Said.Naps.GetValueOrDefault(node, Silent);
        var words = log.Sorted();
        var sleeps = NapRules.Sleeps(words, tick.UntilMs);
        var checks = log.Checks.Order().ToArray();
        var (doubt, why) = NapRules.Doubt(words, sleeps, checks);
        var (asleep, slept, shortSleep, totalMs) = (0, 0, 0, 0L);
        var (fromMs, toMs) = (long.MaxValue, 0L);
        for (var i = 0; i < sleeps.Length;)
        {
            var (child, ms) = (sleeps[i].Child, 0L);
            for (; i < sleeps.Length && sleeps[i].Child == child; i++)
            {
                ms += sleeps[i].ToMs - sleeps[i].FromMs;
                (fromMs, toMs) = (Math.Min(fromMs, sleeps[i].FromMs), Math.Max(toMs, sleeps[i].ToMs));
                if (sleeps[i].IsOpen) asleep++;
            }
            slept++;
            totalMs += ms;
            if (age is not null && ms < NapRules.ShortShare * age.SleepMinutes * 60_000) shortSleep++;
        }
        var (due, missed) = slept > 0 && age is not null && tick.Open ? NapRules.Checks(fromMs, toMs, checks, age.CheckMinutes, tick.Norms.Sleep.CheckGraceMinutes) : (0, 0);
        return new ClassNaps
        {
            Asleep = asleep,
            Slept = slept,
            Minutes = totalMs / 60_000,
            Short = tick.NowMs > tick.At(tick.Norms.Sleep.To) ? shortSleep : 0,
            NextCheckMs = asleep > 0 && age is not null ? Math.Max(fromMs, checks.LastOrDefault(c => c > fromMs && c <= toMs)) + age.CheckMinutes * 60_000L : 0,
            ChecksDue = due,
            ChecksMissed = missed,
            Doubt = doubt,
            Why = why,
            IsBelieved = doubt < tick.Norms.Sleep.DoubtFrom,
        };
    }
}
