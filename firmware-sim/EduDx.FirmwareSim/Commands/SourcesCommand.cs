using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Devices;

namespace EduDx.FirmwareSim.Commands;

/// <summary><c>firmware-sim sources</c>: lists everything that publishes, as the file from which the server issues credentials.</summary>
public static class SourcesCommand
{
    /// <summary>What the command does.</summary>
    public const string Summary = "lists all sources of a city as the CSV of POST /api/v1/credentials";

    /// <summary>Its options.</summary>
    public static IReadOnlyList<CommandOption> Options { get; } =
    [
        new("--city", "DIR", null, "folder written by firmware-sim city"),
        new("--day", "YYYY-MM-DD", null, "day whose sources they are"),
        new("--out", "FILE", null, "file to write"),
    ];

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(CommandLine line, CancellationToken stop)
    {
        if (!DateOnly.TryParseExact(line.Text("--day"), "yyyy-MM-dd", out var day)) throw new UsageException($"sources: --day is '{line.Text("--day")}'; write YYYY-MM-DD");
        var city = SimCityReader.Read(line.Text("--city"), day);
        var kitchens = from school in city.Schools where school.IsKindergarten from campus in school.Campuses select $"{school.Id}/kitchen/{campus.Id[(school.Id.Length + 1)..]}";
        string[] paths = [.. city.Sources.Select(s => SourceTopics.PathOf(s)).Concat(city.Devices.Select(d => d.Id)).Concat(kitchens).Distinct()];
        await File.WriteAllLinesAsync(line.Text("--out"), ["school,kind,source", .. paths.Select(p => p.Replace('/', ','))], stop).ConfigureAwait(false);
        Console.WriteLine($"sources: {paths.Length} in {line.Text("--out")}");
        return 0;
    }
}
