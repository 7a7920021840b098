using Microsoft.Playwright;

namespace EduDx.Wall.Tests.Browser;

/// <summary>
/// Takes docs/pictures anew from a morning of the reference city. Two minutes, so only when <c>EDUDX_PICTURES</c> is set:
/// <c>EDUDX_PICTURES=1 dotnet test -c Release tests/EduDx.Wall.Tests --filter Pictures</c>.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class PicturesTests(Chromium chromium)
{
    private const int LargestPicture = 600_000;
    private static readonly TimeSpan s_offset = TimeSpan.FromHours(7);

    [PicturesFact]
    public async Task The_reference_city_s_morning()
    {
        var city = await Simulator.CityAsync("1.0");
        await using var server = await OpsProcess.StartAsync("2026-11-23T05:55", city, speed: 60);
        using var morning = Simulator.Morning(server, city);
        await using var overview = await chromium.OpenAsync();
        await using var attendance = await chromium.OpenAsync();
        await overview.GoAsync(server, "overview");
        await attendance.GoAsync(server, "attendance");
        await TakeAsync(server, overview, new(2026, 11, 23, 7, 8, 0, s_offset));
        await TakeAsync(server, attendance, new(2026, 11, 23, 7, 40, 0, s_offset));
        await morning.WaitForExitAsync();
        Directory.Delete(city, recursive: true);
    }

    private static async Task TakeAsync(OpsProcess server, WallTab tab, DateTimeOffset from)
    {
        while (await server.NowAsync() < from)
        {
            await Task.Delay(100);
        }
        var view = new Uri(tab.Page.Url).AbsolutePath.Trim('/');
        var path = Path.Combine(Repository.Root, "docs/pictures", view + ".png");
        await tab.Page.BringToFrontAsync();
        await tab.Page.ScreenshotAsync(new() { Path = path, Type = ScreenshotType.Png });
        Assert.InRange(new FileInfo(path).Length, 1, LargestPicture);
        tab.HasNoErrors();
    }

    private sealed class PicturesFactAttribute : FactAttribute
    {
        public PicturesFactAttribute()
        {
            if (Environment.GetEnvironmentVariable("EDUDX_PICTURES") is null)
            {
                Skip = "set EDUDX_PICTURES to take docs/pictures anew";
            }
        }
    }
}
