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
        var (north, east) = (random.NextNormal(), random.NextNormal());
        // A ten-thousandth of a degree is about 11 m; a fence is 50 m wide.
        return e.Place switch
        {
            PhoneSays.Inside => At(Math.Clamp(north, -1.5, 1.5) * 0.0001, Math.Clamp(east, -1.5, 1.5) * 0.0001, random.Between(4, 25)),
            PhoneSays.Outside => At(0.005 + Math.Abs(north) * 0.005, east * 0.005, random.Between(4, 25)),
            PhoneSays.Uncertain => At(north * 0.0001, east * 0.0001, random.Between(50, 200)),
            _ => At(north * 0.0001, east * 0.0001, random.Between(4, 45)),
        };

        PhonePlace At(double toNorth, double toEast, double accuracy) => new(Math.Round(campus.Latitude + toNorth, 6), Math.Round(campus.Longitude + toEast, 6), accuracy);
    }
}
