using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Faults;

/// <summary>Decides when each event is sent, and which are sent again: a line that is away, a slow one, a repeating one.</summary>
public static class DeliveryPlanner
{
    /// <summary>Sets <see cref="SimEvent.DeliverMs"/> and lists all sendings by time.</summary>
    public static Delivery[] Plan(Span<SimEvent> events, CampusFaults faults, Scenario scenario, int seed, int dayNumber)
    {
        var random = new SeededRandom(seed, (6UL << 32) + (ulong)dayNumber);
        var deliveries = new List<Delivery>(events.Length + events.Length / 20);
        for (var i = 0; i < events.Length; i++)
        {
            ref var e = ref events[i];
            var back = faults.LineBackAt(e.Source, e.AtMs);
            // What was kept while the line was away leaves in one go and can share messages; a roll is sent when it is complete.
            e.DeliverMs = back > e.AtMs ? back : e.Kind == EventKind.Roll ? (e.AtMs / 60_000 + 1) * 60_000 : e.AtMs + random.Between(120, 1_400);
            if (random.Chance(scenario.Reorder)) e.DeliverMs += random.Between(2_000, 90_000);
            deliveries.Add(new Delivery(e.DeliverMs, i));
            if (e.Kind != EventKind.Malformed && random.Chance(scenario.Duplicates)) deliveries.Add(new Delivery(e.DeliverMs + random.Between(500, 120_000), i));
        }
        var sorted = deliveries.ToArray();
        Array.Sort(sorted, (a, b) => a.AtMs != b.AtMs ? a.AtMs.CompareTo(b.AtMs) : a.Event.CompareTo(b.Event));
        return sorted;
    }
}
