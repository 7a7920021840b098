using System.Text.RegularExpressions;
using EduDx.Ops;

namespace EduDx.Tests.Architecture;

public sealed partial class HouseRuleTests
{
    private const int MaxLines = 400;

    [Fact]
    public void No_file_is_longer_than_one_thing() =>
        Assert.Empty(Repository.Files(".cs", ".razor").Where(f => File.ReadLines(f).Count() > MaxLines).Select(Repository.Short));

    [Fact]
    public void The_program_is_a_table_of_contents() =>
        Assert.InRange(File.ReadLines(Path.Combine(Repository.Root, "src/EduDx.Ops/Program.cs")).Count(), 1, 79);

    [Fact]
    public void Log_messages_have_numbers_of_their_own()
    {
        var ids = Repository.Files(".cs").Where(f => Repository.Short(f).StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(f => LoggerMessage().Matches(File.ReadAllText(f)).Select(m => (Id: m.Groups[1].Value, File: Repository.Short(f)))).ToArray();
        Assert.NotEmpty(ids);
        Assert.Empty(ids.GroupBy(i => i.Id).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(i => i.File))}"));
    }

    [Fact]
    public void No_folder_is_a_drawer()
    {
        string[] drawers = ["Common", "Utils", "Utilities", "Helpers", "Managers", "Extensions", "Misc"];
        Assert.Empty(Repository.Folders().Where(f => drawers.Contains(Path.GetFileName(f), StringComparer.OrdinalIgnoreCase)).Select(Repository.Short));
    }

    [Fact]
    public void Every_option_says_what_it_is()
    {
        var sources = Repository.Files("Options.cs").ToDictionary(f => f, File.ReadAllLines);
        foreach (var type in OptionsTests.Leaves(new OpsOptions(), "Ops").Select(l => l.Property).DistinctBy(p => (p.DeclaringType, p.Name)))
        {
            var (file, lines) = sources.First(s => s.Value.Any(l => Regex.IsMatch(l, $@"\b(class|record) {type.DeclaringType!.Name}\b")));
            var from = Array.FindIndex(lines, l => Regex.IsMatch(l, $@"\b(class|record) {type.DeclaringType!.Name}\b"));
            var at = Array.FindIndex(lines, from, l => Regex.IsMatch(l, $@"^    public .*\b{type.Name} \{{ get;"));
            Assert.True(at > 0, $"{type.Name} is not where {file} declares {type.DeclaringType!.Name}");
            do at--;
            while (lines[at].TrimStart().StartsWith('['));
            Assert.True(lines[at].TrimStart().StartsWith("///", StringComparison.Ordinal), $"{Repository.Short(file)}: {type.Name} has no doc comment");
        }
    }

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var broken = new List<string>();
        foreach (var file in Repository.Files(".md"))
        {
            foreach (Match link in MarkdownLink().Matches(File.ReadAllText(file)))
            {
                var target = link.Groups[1].Value.Split('#')[0];
                if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal)) continue;
                var path = Path.Combine(Path.GetDirectoryName(file)!, Uri.UnescapeDataString(target));
                if (!File.Exists(path) && !Directory.Exists(path)) broken.Add($"{Repository.Short(file)}: {target}");
            }
        }
        Assert.Empty(broken);
    }

    [GeneratedRegex(@"LoggerMessage\(\s*(?:EventId\s*=\s*)?(\d+)")]
    private static partial Regex LoggerMessage();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex MarkdownLink();
}
