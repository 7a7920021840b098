using System.Text.RegularExpressions;

namespace EduDx.Tests.Architecture;

/// <summary>docs/adding-a-feed.md names real files, and they still hold what it says of them.</summary>
public sealed partial class FeedGuideTests
{
    private static string[] Named =>
        [.. Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/adding-a-feed.md"))).Select(m => m.Groups[1].Value).Where(p => p.StartsWith("../", StringComparison.Ordinal))];

    [Fact]
    public void Every_file_that_the_guide_names_is_there()
    {
        Assert.True(Named.Length >= 25, $"{Named.Length} files");
        Assert.All(Named, p => Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", p)), p));
    }

    // A file that no longer knows the rooms is no example of how they were added.
    [Fact]
    public void Every_file_that_the_guide_names_knows_the_rooms() =>
        Assert.All(Named, p => Assert.True(Rooms().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, "docs", p))), p));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("room|meeting", RegexOptions.IgnoreCase)]
    private static partial Regex Rooms();
}
