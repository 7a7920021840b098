using EduDx.FirmwareSim.City;

namespace EduDx.FirmwareSim.Commands;

/// <summary><c>firmware-sim city</c>: writes the reference city as import files.</summary>
public static class CityCommand
{
    /// <summary>What the command does.</summary>
    public const string Summary = "writes the reference city as the CSV files of docs/import.md";

    /// <summary>Its options.</summary>
    public static IReadOnlyList<CommandOption> Options { get; } =
    [
        new("--seed", "N", "7", "seed of everything random; the same seed gives the same bytes"),
        new("--out", "DIR", null, "folder to write into; created when missing, files of the same names are replaced"),
        new("--scale", "X", "1.0", "share of the full city (569 schools, 295,000 pupils), 0.01 to 10"),
    ];

    /// <summary>Runs it.</summary>
    public static int Run(CommandLine line, TimeProvider time)
    {
        var began = time.GetTimestamp();
        var folder = line.Text("--out");
        var plan = CityPlan.Make(line.Whole("--seed", 0, int.MaxValue), line.Number("--scale", 0.01, 10));
        CityWriter.Write(plan, folder);
        Console.WriteLine(
            $"city: {plan.Schools.Count} schools, {plan.Schools.Sum(s => s.Campuses.Count)} campuses, {plan.Schools.Sum(s => s.Classes.Count)} classes, " +
            $"{plan.Schools.Sum(s => s.Classes.Sum(c => c.Pupils))} pupils, {plan.Schools.Sum(s => s.Staff)} staff, " +
            $"{plan.Schools.Sum(s => s.Campuses.Sum(c => c.Kiosks))} kiosks, devices and meeting rooms in {folder} ({time.GetElapsedTime(began).TotalSeconds:0.0} s)");
        return 0;
    }
}
