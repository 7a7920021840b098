using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.City;

namespace EduDx.FirmwareSim.Days;

/// <summary>
/// The nap of a class: each child falls asleep and wakes at a moment of its own, an adult looks every 25 minutes or so. Sleep is entered in whole minutes, from whatever second it
/// began.
/// </summary>
public sealed class ClassNaps(DayPlan plan, SimGroup group, int[] children, CareScript script)
{
    private const int Minute = 60_000;
    // A first check and four more: equally spaced they are a pattern.
    private const int CopiedChecks = 5;

    /// <summary>Adds the nap.</summary>
    public void Add()
    {
        var fault = plan.SchoolFaults.Find(f => f.Class == group)?.Name;
        if (fault == "nap-copy-paste") AddCopied();
        else AddTrue(fault == "missed-nap-check");
    }

    private void AddTrue(bool withoutChecks)
    {
        var begins = script.Between(11 * 60 + 33, 11 * 60 + 48);
        var (first, last) = (int.MaxValue, 0);
        foreach (var child in children)
        {
            // Some only rest.
            if (script.Random.Chance(0.02)) continue;
            var asleep = begins + (int)Math.Min(Math.Abs(script.Random.NextNormal()) * 7 * Minute, 24 * Minute);
            var minutes = script.Random.Chance(0.03) ? script.Random.Between(35, 80) : script.Random.Between(100, 145);
            var awake = asleep + Math.Min(minutes, (CareTimes.NapOver * Minute - asleep) / Minute - 1) * Minute;
            Say(asleep, child, Nap.Types.State.Asleep, (Nap.Types.Position)script.Random.Between(1, 3));
            Say(awake, child, Nap.Types.State.Awake);
            (first, last) = (Math.Min(first, asleep), Math.Max(last, awake));
        }
        if (last == 0) return;
        if (withoutChecks)
        {
            // The last check that could still come is an hour after the first child sleeps.
            plan.Expected.Add(new ExpectedAlarm("nap-check-missed", group.Campus.School.Id, plan.MidnightMs + first, plan.MidnightMs + last, "missed-nap-check", []));
            return;
        }
        // The youngest are looked after twice as often.
        var every = group.Node.Split('.')[^1].StartsWith("nha-tre", StringComparison.Ordinal) ? 12 : 25;
        for (var at = first + Step(every); at < last; at += Step(every)) Say(at, -1, Nap.Types.State.Check);
    }

    private int Step(int minutes) => script.Between(minutes - 3, minutes + 3);

    /// <summary>A log that somebody filled in afterwards: all in one second, all as long, checks on the minute.</summary>
    private void AddCopied()
    {
        const int asleep = (11 * 60 + 40) * Minute;
        const int awake = asleep + 145 * Minute;
        foreach (var child in children)
        {
            Say(asleep, child, Nap.Types.State.Asleep);
            Say(awake, child, Nap.Types.State.Awake);
        }
        for (var i = 1; i <= CopiedChecks; i++) Say(asleep + i * 25 * Minute, -1, Nap.Types.State.Check);
        plan.Expected.Add(new ExpectedAlarm("nap-implausible", group.Campus.School.Id, plan.MidnightMs + asleep, plan.MidnightMs + awake, "nap-copy-paste", []));
    }

    private void Say(int at, int child, Nap.Types.State state, Nap.Types.Position position = Nap.Types.Position.Unspecified) =>
        script.Say(at, new Event { Nap = new Nap { Child = child < 0 ? "" : plan.City.Persons[child].Id, State = state, Position = position } });
}
