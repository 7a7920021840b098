using System.Reflection;
using System.Xml.Linq;
using EduDx.Contracts.Topics;
using EduDx.History;
using EduDx.Live.City;
using EduDx.Log;
using EduDx.Ops;
using EduDx.Registry;

namespace EduDx.Tests.Architecture;

/// <summary>Who may know whom. The simulator and the wall see the contracts alone: what they need must be in the contract.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["EduDx.Contracts"] = [],
        ["EduDx.Log"] = [],
        ["EduDx.Live"] = [],
        ["EduDx.History"] = ["EduDx.Live"],
        ["EduDx.Registry"] = ["EduDx.Live"],
        // The wall is served as static files, not called: see Assemblies_do_not_reach_further.
        ["EduDx.Ops"] = ["EduDx.Contracts", "EduDx.History", "EduDx.Live", "EduDx.Log", "EduDx.Registry", "EduDx.Wall"],
        ["EduDx.FirmwareSim"] = ["EduDx.Contracts"],
        ["EduDx.Wall"] = ["EduDx.Contracts"],
    };

    private static string[] Files => [.. Repository.Files(".csproj").Select(Repository.Short).Where(p => !p.StartsWith("tests/", StringComparison.Ordinal) && !p.StartsWith("benchmarks/", StringComparison.Ordinal))];

    public static TheoryData<string> Projects => [.. Files];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Projects_reference_what_the_design_allows(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.True(Allowed.ContainsKey(name), $"{name} is new: say in this table whom it may know");
        var references = XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(references.Except(Allowed[name]));
    }

    [Fact]
    public void The_table_has_no_project_that_is_gone() =>
        Assert.Empty(Allowed.Keys.Except(Files.Select(f => Path.GetFileNameWithoutExtension(f)!)));

    public static TheoryData<string> Loaded => [.. new[] { typeof(SourceTopic), typeof(EventLog), typeof(CityModel), typeof(IHistoryStore), typeof(RegistryStore), typeof(OpsOptions) }.Select(t => t.Assembly.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Loaded))]
    public void Assemblies_do_not_reach_further(string name)
    {
        var ours = Assembly.Load(name).GetReferencedAssemblies().Select(a => a.Name!).Where(a => a.StartsWith("EduDx.", StringComparison.Ordinal));
        Assert.Empty(ours.Except(Allowed[name]).Concat(ours.Where(a => a == "EduDx.Wall")));
    }

    [Fact]
    public void The_folds_know_no_clock_no_disk_and_no_logger()
    {
        foreach (var file in Repository.Files(".cs").Where(f => Repository.Short(f).StartsWith("src/EduDx.Live/", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);
            foreach (var word in new[] { "TimeProvider", "ILogger", "Task ", "Task<", "await ", "File.", "DateTime.UtcNow" })
            {
                Assert.False(text.Contains(word, StringComparison.Ordinal), $"{Repository.Short(file)} uses {word}");
            }
        }
    }
}
