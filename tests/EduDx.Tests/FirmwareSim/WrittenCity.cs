using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.Tests.FirmwareSim;

/// <summary>The full reference city, written once for all tests, and its mornings.</summary>
public sealed class WrittenCity : IDisposable
{
    /// <summary>A Monday with school.</summary>
    public static readonly DateOnly Monday = new(2026, 11, 23);

    public WrittenCity()
    {
        Folder = Write(7, 1);
        City = SimCityReader.Read(Folder, Monday);
        Plan = MorningPlanner.Plan(City, Scenario.Load(null) with { Malformed = 0.001 }, 7);
    }

    public string Folder { get; }
    public SimCity City { get; }
    public MorningPlan Plan { get; }

    public static string Write(int seed, double scale)
    {
        var folder = Directory.CreateTempSubdirectory("edudx-city-").FullName;
        CityWriter.Write(CityPlan.Make(seed, scale), folder);
        return folder;
    }

    public void Dispose() => Directory.Delete(Folder, true);
}
