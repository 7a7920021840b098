using System.Text.RegularExpressions;

namespace EduDx.Tests.Architecture;

/// <summary>docs/security.md names tests that exist, and leaves no chapter or item out.</summary>
public sealed partial class SecurityDocTests
{
    private static string[] Lines => [.. File.ReadLines(Path.Combine(Repository.Root, "docs/security.md")).Where(l => l.StartsWith("| V", StringComparison.Ordinal) || l.StartsWith("| I", StringComparison.Ordinal))];

    [Fact]
    public void Every_chapter_and_item_is_answered()
    {
        var answered = Lines.SelectMany(l => Number().Matches(l.Split('|')[1]).Select(m => m.Value)).ToHashSet();
        Assert.Empty(Enumerable.Range(1, 17).Select(v => $"V{v}").Concat(Enumerable.Range(1, 10).Select(i => $"I{i}")).Except(answered));
    }

    [Fact]
    public void Every_answer_names_a_test_that_exists()
    {
        var sources = Repository.Files("Tests.cs").ToLookup(f => Path.GetFileNameWithoutExtension(f));
        Assert.All(Lines, l => Assert.True(TestName().IsMatch(l.Split('|')[^2]), l));
        foreach (Match name in Lines.SelectMany(l => TestName().Matches(l.Split('|')[^2])))
        {
            var files = sources[name.Groups[1].Value].ToArray();
            Assert.True(files.Length > 0, $"there is no {name.Groups[1].Value}");
            if (name.Groups[2].Success) Assert.True(files.Any(f => File.ReadAllText(f).Contains($" {name.Groups[2].Value}(", StringComparison.Ordinal)), $"{name.Groups[1].Value} has no {name.Groups[2].Value}");
        }
    }

    [GeneratedRegex(@"\b[VI]\d+\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"`([A-Z]\w+Tests)(?:\.(\w+))?`")]
    private static partial Regex TestName();
}
