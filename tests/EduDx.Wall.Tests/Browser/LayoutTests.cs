namespace EduDx.Wall.Tests.Browser;

/// <summary>The forty communes on three screens: nothing overlaps, nothing is cut off.</summary>
[Collection(BrowserTests.Name)]
public sealed class LayoutTests(Chromium chromium, LayoutTests.City city) : IClassFixture<LayoutTests.City>
{
    private const string Kindergarten = "mn-phu-xuan-1";

    // Boxes of everything that must stand beside the others, as [name, left, top, right, bottom]; hidden ones have none.
    private const string Boxes = """
        () => [...document.querySelectorAll('.wall-header, .figure, .sum, .picture > .panel, .side > .panel, .wall-footer, .place')]
          .map(e => [e, e.getBoundingClientRect()]).filter(([, r]) => r.width > 0)
          .map(([e, r]) => [(e.dataset.testid || e.className) + (e.classList.contains('place') ? '' : '#'), String(r.left), String(r.top), String(r.right), String(r.bottom)])
        """;

    private const string Cut = """
        () => [...document.querySelectorAll('.figure, .figure h2, .value, .line, .note, .place, .place-name, .place-value, .panel-head h2, .asof, .sum-words, .breadcrumb, .wall-clock')]
          .filter(e => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1).map(e => e.className + ': ' + e.textContent.trim())
        """;

    // A table may be longer than its panel, and shows by its edge that it goes on; on a wall nobody moves one sideways.
    private const string Wide = "() => [...document.querySelectorAll('.conflicts .table-scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent.trim())";

    [Theory]
    [InlineData("overview", "vi")]
    [InlineData("overview", "en")]
    [InlineData("attendance", "vi")]
    [InlineData("attendance", "en")]
    [InlineData("care", "vi")]
    [InlineData("care", "en")]
    [InlineData("care", "en", Kindergarten)]
    [InlineData("staff", "vi")]
    [InlineData("staff", "en")]
    [InlineData("status", "vi")]
    [InlineData("status", "en")]
    [InlineData("school", "vi", Kindergarten)]
    [InlineData("school", "en", Kindergarten)]
    [InlineData("devices", "vi")]
    [InlineData("devices", "en")]
    [InlineData("rooms", "vi")]
    [InlineData("rooms", "en")]
    [InlineData("alarms", "vi")]
    [InlineData("alarms", "en")]
    [InlineData("system", "vi")]
    [InlineData("system", "en")]
    public async Task Four_times_the_pixels_show_the_same_picture(string view, string lang, string scope = "hue")
    {
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(city.Server, view, scope, lang);
        var small = await BoxesAsync(tab);
        Assert.Empty(await tab.Page.EvaluateAsync<string[]>(Wide));
        await tab.Page.SetViewportSizeAsync(3840, 2160);
        var large = await BoxesAsync(tab);
        Assert.Equal(small.Select(box => box.Name), large.Select(box => box.Name));
        foreach (var (one, four) in small.Zip(large))
        {
            Assert.True(Math.Abs(one.Left * 2 - four.Left) < 8 && Math.Abs(one.Top * 2 - four.Top) < 8 && Math.Abs(one.Bottom * 2 - four.Bottom) < 8, $"{one} is {four} on 2160 lines");
        }
        Assert.All(large, box => Assert.True(box.Right <= 3840 && box.Bottom <= 2160, $"{box} leaves the screen"));
        tab.HasNoErrors();
    }

    [Theory]
    [InlineData("overview")]
    [InlineData("attendance")]
    [InlineData("care")]
    [InlineData("staff")]
    [InlineData("status")]
    [InlineData("school", Kindergarten)]
    [InlineData("devices")]
    [InlineData("rooms")]
    [InlineData("alarms")]
    [InlineData("system")]
    public async Task A_phone_shows_one_column(string view, string scope = "hue")
    {
        await using var tab = await chromium.OpenAsync(390, 844);
        await tab.GoAsync(city.Server, view, scope);
        var boxes = await BoxesAsync(tab);
        Assert.Equal(390, await tab.Page.EvaluateAsync<int>("document.scrollingElement.scrollWidth"));
        Assert.True(await tab.Page.EvaluateAsync<int>("document.scrollingElement.scrollHeight") > 844);
        Assert.All(boxes, box => Assert.InRange(box.Right, 0, 390));
        tab.HasNoErrors();
    }

    [Theory]
    [InlineData("care")]
    [InlineData("staff")]
    [InlineData("status")]
    [InlineData("school", Kindergarten)]
    public async Task Nothing_stands_in_the_way_of_people_who_see_or_hear_differently(string view, string scope = "hue")
    {
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(city.Server, view, scope);
        await tab.HasNoBarriersAsync();
        tab.HasNoErrors();
    }

    [Theory]
    [InlineData(1920, 1080)]
    [InlineData(390, 844)]
    public async Task The_console_of_closures_closes_and_takes_back_on_any_screen(int width, int height)
    {
        await using var tab = await chromium.OpenAsync(width, height);
        await tab.Page.GotoAsync(new Uri(city.Server.Walls, "closures?scope=hue&lang=vi").ToString());
        await tab.Page.FillAsync("[data-testid=operator]", "trực ban");
        await tab.Page.PressAsync("[data-testid=operator]", "Tab");
        await tab.Page.FillAsync("[data-testid=finder]", "vy da");
        await tab.Page.ClickAsync("[data-testid=add-vy-da]");
        await tab.Page.FillAsync("[data-testid=reason]", "Nước lên nhanh");
        await tab.HasNoBarriersAsync();
        Assert.Equal(width, await tab.Page.EvaluateAsync<int>("document.scrollingElement.scrollWidth"));
        await tab.Page.ClickAsync("[data-testid=do-close]");
        await tab.Page.ClickAsync("[data-state=inForce] [data-testid^=undo-]");
        await tab.Page.WaitForSelectorAsync("[data-state=inForce]", new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        tab.HasNoErrors();
    }

    private static async Task<Box[]> BoxesAsync(WallTab tab)
    {
        var boxes = (await tab.Page.EvaluateAsync<string[][]>(Boxes)).Select(Box.Of).ToArray();
        Assert.NotEmpty(boxes);
        var overlapping = from one in boxes from other in boxes where string.CompareOrdinal(one.Name, other.Name) < 0 && one.IsPlace == other.IsPlace && one.Overlaps(other) select $"{one} {other}";
        Assert.Empty(overlapping);
        Assert.Empty(await tab.Page.EvaluateAsync<string[]>(Cut));
        return boxes;
    }

    private sealed record Box(string Name, double Left, double Top, double Right, double Bottom)
    {
        public bool IsPlace => !Name.EndsWith('#');

        public static Box Of(string[] row)
        {
            var edges = row.Skip(1).Select(edge => double.Parse(edge, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            return new(row[0], edges[0], edges[1], edges[2], edges[3]);
        }

        // A pixel of rounding is no overlap.
        public bool Overlaps(Box other) => Left < other.Right - 1 && other.Left < Right - 1 && Top < other.Bottom - 1 && other.Top < Bottom - 1;
    }

    /// <summary>A server with the forty communes and a tenth of their schools.</summary>
    public sealed class City : IAsyncLifetime
    {
        private string? _folder;
        private OpsProcess? _server;

        internal OpsProcess Server => _server!;

        /// <inheritdoc/>
        public async Task InitializeAsync()
        {
            _folder = await Simulator.CityAsync("0.1");
            _server = await OpsProcess.StartAsync("2026-11-23T07:05", _folder);
        }

        /// <inheritdoc/>
        public async Task DisposeAsync()
        {
            if (_server is not null)
            {
                await _server.DisposeAsync();
            }
            Directory.Delete(_folder!, recursive: true);
        }
    }
}
