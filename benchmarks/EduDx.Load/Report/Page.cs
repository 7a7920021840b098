using System.Text;
using System.Text.Json;

namespace EduDx.Load.Report;

/// <summary>Writes a run to <c>benchmarks/results</c>, and its tables into <c>docs/performance.md</c> and the README where they have room for them.</summary>
internal static class Page
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>True for runs of another length than a measure's own: they get a page of their own, and no place in the document.</summary>
    public static bool IsTrial { get; set; }

    /// <param name="name">Name of the measure; also of its place in the document.</param>
    /// <param name="machine">On what.</param>
    /// <param name="method">How.</param>
    /// <param name="tables">The figures as Markdown.</param>
    /// <param name="rounds">Every round, for whoever wants to compute something else.</param>
    public static void Write(string name, string[] machine, string method, string tables, object rounds)
    {
        var text = new StringBuilder($"# Load: {name}\n\nWritten by `dotnet run -c Release --project benchmarks/EduDx.Load -- {name}`{(IsTrial ? " with `--seconds`" : "")}; do not edit.\n\n");
        foreach (var line in machine) text.Append($"- {line}\n");
        text.Append($"- method: {method}\n\n{tables}\n");
        var folder = Path.Combine(Repository.Root, "benchmarks", "results");
        var file = $"load-{name}{(IsTrial ? "-trial" : "")}";
        File.WriteAllText(Path.Combine(folder, file + ".md"), text.ToString());
        File.WriteAllText(Path.Combine(folder, file + ".json"), JsonSerializer.Serialize(new { name, machine, method, rounds }, Json) + "\n");
        Console.WriteLine(text);
        if (IsTrial) return;
        var block = $"{string.Join('\n', machine.Select(l => $"- {l}"))}\n\n{tables}";
        foreach (var document in new[] { Path.Combine("docs", "performance.md"), "README.md" }) Include(Path.Combine(Repository.Root, document), name, block);
    }

    private static void Include(string path, string name, string tables)
    {
        var text = File.ReadAllText(path);
        var (begin, end) = ($"<!-- load:{name} -->\n", $"<!-- /load:{name} -->");
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from) return;
        File.WriteAllText(path, $"{text[..(from + begin.Length)]}{tables}\n{text[to..]}");
    }
}
