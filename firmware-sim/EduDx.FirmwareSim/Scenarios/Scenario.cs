using System.Text.Json;
using System.Text.Json.Serialization;
using EduDx.FirmwareSim.Commands;

namespace EduDx.FirmwareSim.Scenarios;

/// <summary>How a morning goes and what fails in it. Shares are 0 to 1.</summary>
public sealed record Scenario
{
    /// <summary>Share of the pupils who come.</summary>
    public double PupilsPresent { get; init; }
    /// <summary>Share of the staff who come.</summary>
    public double StaffPresent { get; init; }
    /// <summary>Share of those who come that is late.</summary>
    public double Late { get; init; }
    /// <summary>Share of those who come that goes again before the end.</summary>
    public double LeftEarly { get; init; }
    /// <summary>Share of the scans made with a phone at the place's code.</summary>
    public double Phone { get; init; }
    /// <summary>Share of those who come that scans twice.</summary>
    public double Twice { get; init; }
    /// <summary>Share of those who come without a card: no scan.</summary>
    public double CardForgotten { get; init; }
    /// <summary>Share of the pupils who come by bus, in bursts.</summary>
    public double Bus { get; init; }
    /// <summary>Share of the absent with leave.</summary>
    public double Excused { get; init; }
    /// <summary>Share of those with leave that the teacher enters one by one.</summary>
    public double ExcusedTold { get; init; }
    /// <summary>Share of the classes whose teacher calls the whole roll.</summary>
    public double RollClasses { get; init; }
    /// <summary>The same where no kiosk works.</summary>
    public double RollClassesWithoutKiosk { get; init; }
    /// <summary>Share of the pupils present whom a roll calls absent.</summary>
    public double RollConflicts { get; init; }
    /// <summary>Share of the persons whom the office corrects.</summary>
    public double Overrides { get; init; }
    /// <summary>Share of the kiosks that lose their line for a while, keep their events and catch up.</summary>
    public double OfflineKiosks { get; init; }
    /// <summary>Campuses whose kiosks are all dead all morning.</summary>
    public int DeadCampuses { get; init; }
    /// <summary>Campuses whose kiosks all die between the opening of the gates and the bell.</summary>
    public int DyingCampuses { get; init; }
    /// <summary>Share of the events that are sent a second time.</summary>
    public double Duplicates { get; init; }
    /// <summary>Share of the events that are delivered late, behind newer ones.</summary>
    public double Reorder { get; init; }
    /// <summary>Payloads that must be rejected, as a share of the scans.</summary>
    public double Malformed { get; init; }

    /// <summary>Reads a scenario file, or the built-in one when <paramref name="path"/> is null.</summary>
    public static Scenario Load(string? path)
    {
        if (path is not null && !File.Exists(path)) throw new UsageException($"--faults: {path} does not exist");
        using var stream = path is not null
            ? File.OpenRead(path)
            : typeof(Scenario).Assembly.GetManifestResourceStream("morning.json") ?? throw new InvalidOperationException("the built-in scenario is missing from the program");
        try
        {
            return JsonSerializer.Deserialize(stream, ScenarioJson.Default.Scenario)!.Checked(path);
        }
        catch (JsonException e)
        {
            throw new UsageException($"--faults: {path}: {e.Message}");
        }
    }

    private Scenario Checked(string? path)
    {
        foreach (var property in typeof(Scenario).GetProperties().Where(p => p.PropertyType == typeof(double)))
        {
            if ((double)property.GetValue(this)! is not (>= 0 and <= 1)) throw new UsageException($"--faults: {path}: {property.Name} must be 0 to 1");
        }
        return this;
    }
}

/// <summary>Reads scenarios; a name that is not known is an error, so that a misspelt fault does not silently stay away.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Scenario))]
public sealed partial class ScenarioJson : JsonSerializerContext;
