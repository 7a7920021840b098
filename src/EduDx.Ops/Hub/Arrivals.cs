using EduDx.Contracts.Frames;
using EduDx.Live.Attendance;
using EduDx.Live.City;

namespace EduDx.Ops.Hub;

/// <summary>First arrivals a minute, against the arrivals that the bells lead one to expect.</summary>
internal static class Arrivals
{
    // The window of the picture, minutes: at most 120 points a series.
    private const int Minutes = 120;

    // Share of a school that arrives in the minutes before its bell, in tenths of a percent for each 5 minutes from 50 before to
    // 10 after. Shape of arrivals by gate counts in school practice; sums to 1,000. A deployment with history uses its own weeks.
    private static readonly int[] Profile = [8, 16, 32, 60, 102, 152, 190, 190, 138, 78, 24, 10];

    private const int ProfileStep = 5;
    private const int ProfileLead = 50;

    // Of the enrolled, this share is expected to come at all.
    private const double ComingShare = 0.95;

    public static ArrivalCurve Of(SchoolView[] schools, Node scope, Period period, long nowMs, DateOnly day)
    {
        var expected = new double[24 * 60];
        var counts = new int[24 * 60];
        foreach (var view in schools)
        {
            for (var minute = 0; minute < counts.Length; minute++) counts[minute] += view.Arrivals[minute];
            if (view.Open) AddExpected(view.School, scope, period, expected);
        }
        var from = Window(expected, period);
        var end = nowMs == long.MaxValue ? from + Minutes : (int)Math.Clamp((nowMs - LocalTime.StartMs(day)) / 60_000, from, from + Minutes);
        return new ArrivalCurve
        {
            FromMinute = from,
            Counts = counts[from..end],
            Expected = [.. expected.AsSpan(from, Minutes).ToArray().Select(e => (int)Math.Round(e))],
            ExpectedBasis = "bell",
        };
    }

    private static void AddExpected(SchoolModel school, Node scope, Period period, double[] expected)
    {
        foreach (var group in school.Groups)
        {
            if (group.IsStaff || !NodeFigures.IsUnder(school, group, scope)) continue;
            // A full-day session arrives in the morning only.
            foreach (var session in group.Sessions.Where(s => s.In(period) && (period == Period.Morning || s.Kind != SessionKind.Day)))
            {
                for (var i = -ProfileStep; i < (Profile.Length + 1) * ProfileStep; i++)
                {
                    var minute = session.Starts - ProfileLead + i;
                    if (minute is >= 0 and < 24 * 60) expected[minute] += group.Count * ComingShare * ShareOf(i) / (1000.0 * ProfileStep);
                }
            }
        }
    }

    // The profile between the middles of its steps, so that the picture is a curve and no staircase; the sum stays.
    private static double ShareOf(int minute)
    {
        var at = (minute - ProfileStep / 2) / (double)ProfileStep;
        var step = (int)Math.Floor(at);
        return Step(step) * (step + 1 - at) + Step(step + 1) * (at - step);
    }

    private static int Step(int step) => step >= 0 && step < Profile.Length ? Profile[step] : 0;

    private static int Window(double[] expected, Period period)
    {
        var first = Array.FindIndex(expected, e => e >= 0.5);
        var start = first < 0 ? (period == Period.Morning ? 6 * 60 : 12 * 60 + 30) : first / 15 * 15;
        return Math.Min(start, 24 * 60 - Minutes);
    }
}
