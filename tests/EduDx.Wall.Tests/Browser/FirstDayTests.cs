using System.Text.Json;
using EduDx.Wall.Tests.Print;
using Microsoft.Playwright;

namespace EduDx.Wall.Tests.Browser;

/// <summary>The first day of a new deployment that asks who everybody is: nothing is there but a server and the link that it printed.</summary>
[Collection(BrowserTests.Name)]
public sealed class FirstDayTests(Chromium chromium)
{
    private const string Kiosk = "thcs-phu-xuan-1/kiosk/k1";
    private const string Class = "thcs-phu-xuan-1.6a1";

    [Fact]
    public async Task From_the_link_to_a_scan_on_a_paired_wall()
    {
        await using var server = await OpsProcess.StartAsync("2026-11-23T06:40", import: null, mode: "Required");
        await using var office = await chromium.OpenAloneAsync();
        await using var screen = await chromium.OpenAloneAsync();
        // Whoever is not known yet is told so by 401, and a browser reports that as an error.
        (office.ServerIsDown, screen.ServerIsDown) = (true, true);

        // The link signs in, once.
        await office.Page.GotoAsync(At(server, $"sign-in#link={await server.AdministratorCodeAsync()}"));
        await office.Page.WaitForSelectorAsync("[data-testid=signed-in]");
        Assert.DoesNotContain("link=", office.Page.Url, StringComparison.Ordinal);
        await LookAsync(office, "sign-in");

        // The roster.
        var upload = office.Page.Context.APIRequest.CreateFormData();
        foreach (var file in Directory.GetFiles(Repository.SmallCity, "*.csv"))
        {
            upload.Append(Path.GetFileName(file), new FilePayload { Name = Path.GetFileName(file), MimeType = "text/csv", Buffer = await File.ReadAllBytesAsync(file) });
        }
        await GoodAsync(await office.Page.Context.APIRequest.PostAsync(At(server, "api/v1/registry/import?apply=true"), new() { Multipart = upload }));

        // A kiosk is claimed by a code that the technician types into it; who it is not, it may not be.
        var code = await JsonAsync(await office.Page.Context.APIRequest.PostAsync(At(server, $"api/v1/credentials/{Kiosk}/code")));
        var claimed = await JsonAsync(await screen.Page.Context.APIRequest.PostAsync(At(server, "api/v1/credentials/claim"), new() { DataObject = new { code = code.GetProperty("code").GetString() } }));
        Assert.Equal(Kiosk, claimed.GetProperty("user").GetString());
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Kiosks.ConnectAsync(server, (Kiosk, "edudx_a-guess")));

        // Cards are printed, and one is read from the paper.
        await GoodAsync(await office.Page.Context.APIRequest.PostAsync(At(server, "api/v1/cards"), new() { DataObject = new { node = Class } }));
        await office.Page.GotoAsync(At(server, $"api/v1/cards/sheet?node={Class}&size=40"));
        await office.Page.EvaluateAsync("document.fonts.ready.then(() => true)");
        var token = CodeReader.Read(await office.Page.Locator(".card .qr").First.ScreenshotAsync());

        // A wall is paired, for the whole city.
        await screen.Page.GotoAsync(At(server, "pair"));
        var shown = await screen.Page.InnerTextAsync("[data-testid=user-code]");
        await LookAsync(screen, "pair");
        await office.Page.GotoAsync(At(server, "screens"));
        await office.Page.FillAsync("[data-testid=code]", shown);
        await office.Page.FillAsync("[data-testid=name]", "Sảnh trường");
        await office.Page.ClickAsync("[data-testid=do-pair]");
        await office.Page.WaitForSelectorAsync("[data-testid=paired]");
        await LookAsync(office, "screens");
        await screen.Page.WaitForSelectorAsync(".wall[data-state=live]");
        await screen.FigureIsAsync("present", 0);

        // The printed card, read by the claimed kiosk, is on that wall.
        await using var kiosk = await Kiosks.ConnectAsync(server, (Kiosk, claimed.GetProperty("secret").GetString()!));
        await kiosk.TokensAsync([token], await server.NowAsync());
        await screen.FigureIsAsync("present", 1);
        await LookAsync(screen, "paired-wall");

        // A screen looks, and nothing else; revoked, it is dark within seconds.
        Assert.Equal(403, (await screen.Page.Context.APIRequest.GetAsync(At(server, "api/v1/tree"))).Status);
        await office.Page.GotoAsync(At(server, "screens"));
        await office.Page.ClickAsync("[data-testid^=revoke-]");
        await screen.Page.WaitForSelectorAsync("[data-testid=no-data], [data-testid=pair], [data-testid=sign-in]");

        // Signed out is signed out, for this browser's cookie too.
        await office.Page.GotoAsync(At(server, "sign-in"));
        await office.Page.ClickAsync("[data-testid=sign-out]");
        await office.Page.WaitForSelectorAsync("[data-testid=by-password]");
        Assert.Equal(401, (await office.Page.Context.APIRequest.GetAsync(At(server, "api/v1/live/overview"))).Status);
    }

    private static string At(OpsProcess server, string path) => new Uri(server.Walls, path).ToString();

    private static async Task<JsonElement> JsonAsync(IAPIResponse answer)
    {
        await GoodAsync(answer);
        return (await answer.JsonAsync())!.Value;
    }

    private static async Task GoodAsync(IAPIResponse answer) => Assert.True(answer.Ok, $"{answer.Url}: {answer.Status} {(answer.Ok ? "" : await answer.TextAsync())}");

    // Without barriers; and a picture for whoever asked for them.
    private static async Task LookAsync(WallTab tab, string name)
    {
        await tab.HasNoBarriersAsync();
        if (Environment.GetEnvironmentVariable("FIRST_DAY") is { Length: > 0 } folder) await tab.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }
}
