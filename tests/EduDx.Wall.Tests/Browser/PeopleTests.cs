using Microsoft.Playwright;

namespace EduDx.Wall.Tests.Browser;

/// <summary>The page on which roles are granted and taken back, with people who sign in through a real provider.</summary>
[Collection(BrowserTests.Name)]
public sealed class PeopleTests(Chromium chromium)
{
    private const string School = "thcs-phu-xuan-1";

    // Words that are wider than their box are cut off or stand in the next one.
    private const string Cut = "() => [...document.querySelectorAll('.people *')].filter(e => e.clientWidth > 0 && !e.closest('.sr') && !e.classList.contains('sr') && e.tagName !== 'INPUT' && e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 120))";

    [Fact]
    public async Task Roles_are_granted_by_name_of_the_place_and_taken_back()
    {
        await using var provider = await SignOnProvider.StartAsync();
        await using var server = await OpsProcess.StartAsync("2026-11-23T06:40", Repository.SmallCity, mode: "Required", more: provider.Options);
        await using var office = await chromium.OpenAloneAsync();
        await using var hoa = await chromium.OpenAloneAsync();
        await using var lan = await chromium.OpenAloneAsync();
        // Whoever is not known yet, or has no role, is told so by 401 and 403, and a browser reports those as errors.
        foreach (var tab in new[] { office, hoa, lan }) tab.ServerIsDown = true;
        var page = office.Page;

        // Nobody but the administrator so far, and the page says where the others come from.
        await page.GotoAsync(At(server, $"sign-in#link={await server.AdministratorCodeAsync()}"));
        await page.ClickAsync("[data-testid=to-people]");
        await page.WaitForSelectorAsync("[data-testid=alone]");
        await page.WaitForSelectorAsync("[data-testid=none-chosen]");
        await SignOnProvider.SignInAsync(hoa, server, "Nguyễn Thị Ánh Hoà");
        await SignOnProvider.SignInAsync(lan, server, "lan");
        await hoa.Page.GotoAsync(At(server, "people"));
        await hoa.Page.WaitForSelectorAsync("[data-testid=needs-sign-in]");
        Assert.Equal(403, await StatusAsync(hoa, server, $"api/v1/live/attendance?scope={School}"));

        // Found without marks, chosen, and given a role with less than all of its data.
        await page.ReloadAsync();
        await page.FillAsync("[data-testid=find-person]", "khong ai");
        await page.WaitForSelectorAsync("[data-testid=nobody]");
        await page.FillAsync("[data-testid=find-person]", "anh hoa");
        await page.ClickAsync("[data-testid=person-2]");
        await page.WaitForSelectorAsync("[data-testid=no-grants]");
        Assert.True(await page.IsDisabledAsync("[data-testid=do-grant]"));
        await page.CheckAsync("[data-testid=role-SchoolStaff]");
        Assert.False(await page.IsCheckedAsync("[data-testid=class-Persons]"));
        await page.UncheckAsync("[data-testid=class-Care]");
        await page.FillAsync("[data-testid=finder]", "phu xuan 1");
        await LookAsync(office, "people-finding");
        await page.ClickAsync($"[data-testid=scope-{School}]");
        await LookAsync(office, "people-granting");
        await page.ClickAsync("[data-testid=do-grant]");
        await page.WaitForSelectorAsync("[data-testid=done]");
        await page.WaitForSelectorAsync("[data-testid^=grant-]:not(form)");
        Assert.Equal(200, await StatusAsync(hoa, server, $"api/v1/live/attendance?scope={School}"));
        Assert.Equal(403, await StatusAsync(hoa, server, $"api/v1/live/care?scope={School}"));
        Assert.Equal(403, await StatusAsync(hoa, server, "api/v1/live/attendance?scope=mn-vy-da"));
        // What was filled in for one is not there for the next.
        await page.FillAsync("[data-testid=find-person]", "");
        await page.ClickAsync("[data-testid=person-3]");
        Assert.Contains("chưa chọn", await page.InnerTextAsync("[data-testid=scope]"), StringComparison.Ordinal);
        await page.CheckAsync("[data-testid=role-Leader]");
        await page.ClickAsync("[data-testid=whole-city]");
        await page.ClickAsync("[data-testid=do-grant]");
        await page.WaitForSelectorAsync("[data-testid=done]");
        Assert.Equal(200, await StatusAsync(lan, server, "api/v1/live/attendance"));
        await page.ClickAsync("[data-testid=person-1]");
        await page.WaitForSelectorAsync("[data-testid=account-1] [data-testid^=ungrant-]");
        await LookAsync(office, "people");

        // What the server refuses is said: the built-in administrator keeps its role.
        await page.ClickAsync("[data-testid^=ungrant-]");
        Assert.Contains("keeps its grant", await page.InnerTextAsync("[data-testid=refused]"), StringComparison.Ordinal);
        await LookAsync(office, "people-refused");

        // Taken back, and signed out.
        await page.ClickAsync("[data-testid=person-2]");
        await page.ClickAsync("[data-testid^=ungrant-]");
        await page.WaitForSelectorAsync("[data-testid=no-grants]");
        Assert.Equal(403, await StatusAsync(hoa, server, $"api/v1/live/attendance?scope={School}"));
        await page.ClickAsync("[data-testid=end-sessions]");
        await page.WaitForSelectorAsync("[data-testid=end-sessions]", new() { State = WaitForSelectorState.Detached });
        Assert.Equal(401, await StatusAsync(hoa, server, $"api/v1/live/attendance?scope={School}"));

        // Sent by a page of elsewhere, the same changes nothing; and all that was done stands in the audit.
        var forged = await page.Context.APIRequest.PostAsync(At(server, "api/v1/access/people/2/grants"), new() { DataObject = new { role = "Leader", node = "*" }, Headers = new Dictionary<string, string> { ["Origin"] = "https://evil.test" } });
        Assert.Equal(403, forged.Status);
        var audit = await (await page.Context.APIRequest.GetAsync(At(server, "api/v1/audit?limit=200"))).TextAsync();
        foreach (var entry in new[] { "grant.add", "grant.remove", "sessions.end", $"SchoolStaff {School} " }) Assert.Contains(entry, audit, StringComparison.Ordinal);
    }

    private static string At(OpsProcess server, string path) => new Uri(server.Walls, path).ToString();

    private static async Task<int> StatusAsync(WallTab tab, OpsProcess server, string path) => (await tab.Page.Context.APIRequest.GetAsync(At(server, path))).Status;

    // On a desk, on four times its pixels and on a phone: nothing cut off, nothing beside the screen, no barriers. And pictures for whoever asked for them.
    private static async Task LookAsync(WallTab tab, string name)
    {
        await tab.HasNoBarriersAsync();
        foreach (var (width, height) in new[] { (390, 844), (3840, 2160), (1920, 1080) })
        {
            await tab.Page.SetViewportSizeAsync(width, height);
            Assert.Equal(width, await tab.Page.EvaluateAsync<int>("document.scrollingElement.scrollWidth"));
            Assert.Empty(await tab.Page.EvaluateAsync<string[]>(Cut));
            if (Environment.GetEnvironmentVariable("FIRST_DAY") is { Length: > 0 } folder) await tab.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png") });
        }
    }
}
