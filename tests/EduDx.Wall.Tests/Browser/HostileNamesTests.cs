using System.Collections.Concurrent;

namespace EduDx.Wall.Tests.Browser;

/// <summary>Names that want to be scripts, and a browser that tells of each request: nothing runs, and nothing leaves for another server.</summary>
[Collection(BrowserTests.Name)]
public sealed class HostileNamesTests(Chromium chromium)
{
    private const string Script = "<img src=x onerror=window.__owned=1><script>window.__owned=1</script>";
    private const string Link = "<a href=javascript:window.__owned=1>{{constructor.constructor('window.__owned=1')()}}</a>";

    [Fact]
    public async Task Names_that_want_to_run_are_shown_as_names_and_no_request_leaves()
    {
        var folder = Directory.CreateTempSubdirectory("edudx-hostile-").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(Repository.SmallCity, "*.csv"))
            {
                var text = await File.ReadAllTextAsync(file);
                text = text.Replace("Phường Phú Xuân", Script, StringComparison.Ordinal).Replace("Trường THCS Phú Xuân 1", Link, StringComparison.Ordinal)
                    .Replace("Cổng chính", Script, StringComparison.Ordinal).Replace("Máy chiếu 6A1", Link, StringComparison.Ordinal).Replace("Phòng họp số 1", Script, StringComparison.Ordinal);
                await File.WriteAllTextAsync(Path.Combine(folder, Path.GetFileName(file)), text);
            }
            await using var server = await OpsProcess.StartAsync("2026-11-23T07:20", folder);
            await using var tab = await chromium.OpenAsync();
            var asked = new ConcurrentBag<string>();
            tab.Page.Request += (_, request) => asked.Add(request.Url);
            // Whatever is asked of another server is refused here, and fails the test.
            await tab.Page.RouteAsync(url => !IsOurs(url, server), route => route.AbortAsync());
            foreach (var view in new[] { "overview", "attendance", "devices", "care", "rooms", "alarms", "staff", "status", "system" })
            {
                await tab.GoAsync(server, view);
                await tab.GoAsync(server, view, "phu-xuan");
            }
            await tab.GoAsync(server, "attendance", "phu-xuan");
            Assert.Contains(Script, await tab.Page.InnerTextAsync("[data-testid=breadcrumb]"), StringComparison.Ordinal);
            Assert.Contains("javascript:window.__owned", await tab.Page.InnerTextAsync("body"), StringComparison.Ordinal);
            await tab.GoAsync(server, "attendance", "thcs-phu-xuan-1");
            await tab.GoAsync(server, "devices", "thcs-phu-xuan-1");
            await tab.Page.GotoAsync(new Uri(server.Walls, "attendance?scope=%3Cimg%20src=x%20onerror=window.__owned=1%3E&lang=vi").ToString());
            await Task.Delay(1_500);
            Assert.Null(await tab.Page.EvaluateAsync<int?>("window.__owned ?? null"));
            Assert.True(asked.Count > 50, $"{asked.Count} requests");
            Assert.DoesNotContain(asked, url => !IsOurs(url, server));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The policy itself: what a name could smuggle in if it ever became markup is stopped by the browser.
    [Fact]
    public async Task Even_markup_in_the_page_could_not_run_or_ask_elsewhere()
    {
        await using var server = await OpsProcess.StartAsync("2026-11-23T07:20", Repository.SmallCity);
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(server, "overview");
        var stopped = await tab.Page.EvaluateAsync<string[]>(
            """
            async () => {
              const stopped = new Set();
              document.addEventListener('securitypolicyviolation', e => stopped.add(e.effectiveDirective));
              const add = html => { const at = document.createElement('div'); at.innerHTML = html; document.body.append(at); };
              add('<img src="http://127.0.0.1:9/x.png" onerror="window.__owned=1">');
              add('<iframe src="http://127.0.0.1:9/"></iframe><object data="http://127.0.0.1:9/"></object>');
              const script = document.createElement('script');
              script.textContent = 'window.__owned = 1';
              document.body.append(script);
              const far = document.createElement('script');
              far.src = 'http://127.0.0.1:9/x.js';
              document.body.append(far);
              // In a task of its own: what a debugger evaluates may evaluate.
              setTimeout('window.__owned = 1', 0);
              try { await fetch('http://127.0.0.1:9/'); } catch { stopped.add('fetch'); }
              await new Promise(done => setTimeout(done, 500));
              return [...stopped, String(window.__owned)];
            }
            """);
        foreach (var what in new[] { "img-src", "frame-src", "object-src", "script-src-elem", "script-src-attr", "script-src", "connect-src", "fetch", "undefined" }) Assert.Contains(what, stopped);
    }

    private static bool IsOurs(string url, OpsProcess server) =>
        url.StartsWith(server.Walls.ToString(), StringComparison.Ordinal) || url.StartsWith(server.Walls.ToString().Replace("http", "ws", StringComparison.Ordinal), StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal);
}
