using System.Text.RegularExpressions;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Edge;

public sealed class HeaderTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/overview?scope=hue")]
    [InlineData("/api/v1/clock")]
    [InlineData("/api/v1/none")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/_framework/blazor.webassembly.js")]
    public async Task Every_answer_tells_the_browser_to_keep_to_this_server(string path)
    {
        using var answer = await shared.Server.Http.GetAsync(shared.Server.Url(path));
        string Of(string name) => string.Join(", ", answer.Headers.TryGetValues(name, out var values) ? values : []);
        var policy = Of("Content-Security-Policy").Split(';', StringSplitOptions.TrimEntries).ToDictionary(d => d.Split(' ')[0], d => d.Split(' ')[1..]);
        Assert.Equal(["'none'"], policy["default-src"]);
        Assert.Equal(["'self'", "'wasm-unsafe-eval'"], policy["script-src"]);
        Assert.Equal(["'none'"], policy["frame-ancestors"]);
        Assert.Equal(["'none'"], policy["object-src"]);
        Assert.All(policy.Where(d => d.Key != "style-src"), d => Assert.DoesNotContain("'unsafe-inline'", d.Value));
        Assert.All(policy.Values.SelectMany(v => v), v => Assert.Matches("^('none'|'self'|'wasm-unsafe-eval'|'unsafe-inline'|data:)$", v));
        Assert.Equal(("nosniff", "DENY", "no-referrer", "same-origin", "same-origin"), (Of("X-Content-Type-Options"), Of("X-Frame-Options"), Of("Referrer-Policy"), Of("Cross-Origin-Opener-Policy"), Of("Cross-Origin-Resource-Policy")));
        Assert.Contains("geolocation=()", Of("Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("", Of("Server"));
        if (path.StartsWith("/api", StringComparison.Ordinal)) Assert.Equal("no-store", Of("Cache-Control"));
    }

    // What the policy would block must not be there in the first place: it would be a broken page.
    [Fact]
    public void No_page_or_script_of_ours_needs_what_the_policy_forbids()
    {
        var root = Path.Combine(Repo.Root, "dashboards", "EduDx.Wall");
        var files = Directory.GetFiles(root, "*", SearchOption.AllDirectories)
            .Where(f => Regex.IsMatch(f, @"\.(html|razor|js|css)$") && !Regex.IsMatch(f, @"/(bin|obj|node_modules|lib)/")).ToArray();
        Assert.True(files.Length > 20, $"{files.Length} files");
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            Assert.False(Regex.IsMatch(text, @"\beval\(|new Function\(|(?<!@)\bon(load|error|click)=""|javascript:|\.innerHTML\b|MarkupString|document\.write"), $"{file} needs what the policy forbids");
            Assert.False(Regex.IsMatch(text, @"(src|href)=""(https?:)?//|url\(['""]?(https?:)?//|@import ['""]?(https?:)?//"), $"{file} asks another server");
        }
    }
}
