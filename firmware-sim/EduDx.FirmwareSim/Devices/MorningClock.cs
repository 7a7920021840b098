using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Commands;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Devices;

/// <summary>Which day a morning is of, and by which clock it is sent.</summary>
public static class MorningClock
{
    // The last event of a morning happens at 08:00 and repeats come a few minutes after.
    private static readonly TimeSpan MorningOver = TimeSpan.FromHours(8.1);

    /// <summary>The latest Monday to Friday with school; before today when today's morning is not over and everything is sent at once.</summary>
    public static DateOnly DefaultDay(ClockAnswer clock, bool atOnce, SchoolCalendar calendar)
    {
        var now = clock.Now.ToOffset(MorningPlan.Offset);
        var today = DateOnly.FromDateTime(now.DateTime);
        var latest = atOnce && now.TimeOfDay < MorningOver ? today.AddDays(-1) : today;
        DateOnly? weekday = null;
        for (var day = latest; day > today.AddDays(-7); day = day.AddDays(-1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            if (calendar.IsSchoolDay(day, CityFiles.CityId)) return day;
            weekday ??= day;
        }
        return weekday ?? latest;
    }

    /// <summary>Refuses a day whose events the server would reject by their age.</summary>
    public static void Check(DateOnly day, ClockAnswer clock, bool atOnce)
    {
        var now = clock.Now.ToOffset(MorningPlan.Offset);
        var age = now.DateTime - day.ToDateTime(TimeOnly.MinValue);
        if (age > TimeSpan.FromDays(7) + TimeSpan.FromHours(5.5))
        {
            throw new UsageException($"--day {day:yyyy-MM-dd} is more than 7 days before the server's clock ({now:yyyy-MM-dd HH:mm}); the server would reject its events");
        }
        if (age < TimeSpan.FromDays(-1) || (atOnce && age < MorningOver))
        {
            throw new UsageException($"the morning of {day:yyyy-MM-dd} is not over on the server's clock ({now:yyyy-MM-dd HH:mm}); give an earlier --day, or a --speed that follows the clock");
        }
    }

    /// <summary>The pacer of a day: at once, by the server's clock while its morning is on, otherwise by an own clock.</summary>
    public static (Pacer Pacer, bool FollowsServer) Choose(MorningPlan plan, ClockAnswer clock, double? speed, TimeProvider time)
    {
        if (speed is not { } times) return (Pacer.AtOnce(time), false);
        var dayMs = clock.Now.ToUnixTimeMilliseconds() - plan.MidnightMs;
        var last = plan.Deliveries.Length == 0 ? 0 : plan.Deliveries[^1].AtMs;
        return dayMs <= last
            ? (Pacer.Clock(time, dayMs, clock.Speed), true)
            : (Pacer.Clock(time, plan.Deliveries.Length == 0 ? 0 : plan.Deliveries[0].AtMs, times), false);
    }

    /// <summary>Keeps a pacer on the server's clock until stopped; while the server is away the last reading runs on.</summary>
    public static async Task FollowAsync(Pacer pacer, ServerApi api, MorningPlan plan, TimeProvider time, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
        {
            try
            {
                var clock = await api.ClockAsync(stop).ConfigureAwait(false);
                pacer.Follow(clock.Now.ToUnixTimeMilliseconds() - plan.MidnightMs, clock.Speed);
            }
            catch (ServerException)
            {
                // It is being restarted; the senders notice by themselves.
            }
        }
    }
}
