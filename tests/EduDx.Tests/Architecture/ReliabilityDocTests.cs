using System.Text.RegularExpressions;

namespace EduDx.Tests.Architecture;

/// <summary>docs/reliability.md promises nothing that no test shows.</summary>
public sealed partial class ReliabilityDocTests
{
    private static string[] Lines => [.. File.ReadLines(Path.Combine(Repository.Root, "docs/reliability.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];

    [Fact]
    public void Every_promise_names_a_test()
    {
        Assert.True(Lines.Length >= 15, $"{Lines.Length} promises");
        Assert.All(Lines, l => Assert.True(TestName().IsMatch(l.Split('|')[^2]), l));
    }

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var sources = Repository.Files("Tests.cs").ToLookup(f => Path.GetFileNameWithoutExtension(f));
        foreach (Match name in Lines.SelectMany(l => TestName().Matches(l)))
        {
            var files = sources[name.Groups[1].Value].ToArray();
            Assert.True(files.Length > 0, $"there is no {name.Groups[1].Value}");
            if (!name.Groups[2].Success) continue;
            Assert.True(files.Any(f => File.ReadAllText(f).Contains($" {name.Groups[2].Value}(", StringComparison.Ordinal)), $"{name.Groups[1].Value} has no {name.Groups[2].Value}");
        }
    }

    [GeneratedRegex(@"`([A-Z]\w+Tests)(?:\.(\w+))?`")]
    private static partial Regex TestName();
}
