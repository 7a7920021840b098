using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Devices;

/// <summary>Where a phone says it is: near the campus, as phones do; it follows from the event, so that a retry says the same.</summary>
public readonly record struct PhonePlace(double Latitude, double Longitude, double Accuracy)
{
    /// <summary>The place of a phone scan.</summary>
    public static PhonePlace Of(MorningPlan plan, in SimEvent e)
    {
        var campus = plan.City.Sources[e.Source].Campus!;
        var random = new SeededRandom(plan.Seed, ((ulong)(uint)e.Person << 32) | (uint)e.AtMs);
        return new PhonePlace(
            Math.Round(campus.Latitude + random.NextNormal() * 0.0001, 6),
            Math.Round(campus.Longitude + random.NextNormal() * 0.0001, 6),
            random.Between(4, 45));
    }
}
