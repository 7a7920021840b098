using System.Globalization;
using System.Text.Json;

namespace EduDx.Load.Report;

/// <summary>One figure that is held against <c>benchmarks/gates.json</c>: a ratio within a run, or what a person at a wall would notice.</summary>
/// <param name="Name">Key in the file.</param>
/// <param name="Value">What was measured; null when it could not be, for example because a peer is not installed.</param>
internal sealed record Figure(string Name, double? Value)
{
    /// <summary>The value to two places, or that there is none.</summary>
    public string Text => Value is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : "not measured";

    public override string ToString() => $"{Name}: {Text}";
}

/// <summary>A gate: the figure must not be below <paramref name="Min"/>, or not above <paramref name="Max"/>. With neither it is only told.</summary>
internal sealed record Gate(string What, double? Min, double? Max)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Dictionary<string, Gate> All { get; } =
        JsonSerializer.Deserialize<Dictionary<string, Gate>>(File.ReadAllText(Path.Combine(Repository.Root, "benchmarks", "gates.json")), Json)!;

    /// <summary>True when the figure is on the right side. What was not measured, or is no number, reaches no gate.</summary>
    public bool Holds(double? value) => (Min is not { } min || value >= min) && (Max is not { } max || value <= max);

    public override string ToString() => (Min, Max) switch
    {
        ({ } min, _) => FormattableString.Invariant($"at least {min}"),
        (_, { } max) => FormattableString.Invariant($"at most {max}"),
        _ => "",
    };

    /// <summary>The figures as a table, each beside its gate.</summary>
    public static string Table(IEnumerable<Figure> figures)
    {
        var lines = figures.Select(f =>
        {
            var gate = Of(f);
            return string.Create(CultureInfo.InvariantCulture, $"| {gate.What} | {f.Text} | {gate} | {(gate is { Min: null, Max: null } ? "" : gate.Holds(f.Value) ? "yes" : "**no**")} |");
        });
        return $"| figure | measured | gate | reached |\n|---|---:|---|---|\n{string.Join('\n', lines)}";
    }

    /// <summary>Those that do not hold.</summary>
    public static Figure[] Missed(IEnumerable<Figure> figures) => [.. figures.Where(f => !Of(f).Holds(f.Value))];

    // A name with a slip in it would be a gate that nothing can miss.
    private static Gate Of(Figure figure) =>
        All.GetValueOrDefault(figure.Name) ?? throw new InvalidOperationException($"benchmarks/gates.json has no '{figure.Name}': add it, with 'min' or 'max', or with neither when it is only told");
}
