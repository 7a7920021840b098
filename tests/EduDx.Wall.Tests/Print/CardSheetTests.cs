using System.Text;
using System.Text.Json;
using EduDx.Contracts.Frames;
using EduDx.Wall.Tests.Browser;
using Microsoft.Playwright;

namespace EduDx.Wall.Tests.Print;

/// <summary>
/// From the registry to the paper and back: a class's cards are issued, rendered by a real browser, read by a real reader of codes, and what it reads is taken as a scan.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class CardSheetTests(Chromium chromium)
{
    private const string Class = "thcs-phu-xuan-1.6a1";

    // A4 at 96 dpi.
    private const int Width = 794, Height = 1123;

    // All letters with all marks of Vietnamese are in these, and the longest of names.
    private static readonly string[] s_names =
    [
        "Nguyễn Thị Ánh Tuyết", "Trần Đức Ẩn", "Lê Hoàng Ngọc Ỷ", "Phạm Quỳnh Hương", "Võ Ưng Bửu Ý", "Hồ Đắc Sỹ", "Tôn Nữ Quỳnh Trâm Nguyệt Hằng Ngọc Diễm", "Huỳnh Ỡm Ờ Ổn Ộc Ễnh Ặc Ẵm",
        "Đặng Ứng Ừ Ử Ữ Ự", "Bùi Ắc Ằng Ẳng Ẵng Ặng", "Cao Ấp Ầm Ẩm Ẫm Ậm", "Dương Ếch Ềnh Ểnh Ễnh Ệnh", "Đỗ Ốc Ồn Ổn Ỗn Ộn", "Ngô Ớt Ờn Ởn Ỡn Ợn", "Lý Ìa Ỉa Ĩa Ịa Í", "Mai Úa Ùa Ủa Ũa Ụa", "Phan Ýt Ỳt Ỷt Ỹt Ỵt", "Vũ Ẻo Ẽo Ẹo Éo Èo", "Trịnh Ảo Ão Ạo Áo Ào", "Đinh Ỏi Õi Ọi Ói Òi",
    ];

    [Theory]
    [InlineData(22)]
    [InlineData(34)]
    [InlineData(40)]
    public async Task A_printed_card_is_read_again_and_counts(int millimetres)
    {
        var csv = City();
        try
        {
            await using var server = await OpsProcess.StartAsync("2026-11-23T06:40", csv);
            using var http = new HttpClient { BaseAddress = server.Walls };
            using var issued = await http.PostAsync(new Uri("api/v1/cards", UriKind.Relative), new StringContent($$"""{"node":"{{Class}}"}""", Encoding.UTF8, "application/json"));
            var cards = JsonSerializer.Deserialize(await issued.Content.ReadAsStringAsync(), ContractJson.Readable.CardsAnswer)!.Cards;
            Assert.Equal(s_names.Length, cards.Length);

            await using var tab = await chromium.OpenPrintedAsync(Width, Height, scale: 3);
            // Names are shown to nobody by default: printing is the administrator's, who comes by the link that start-up printed.
            Assert.Equal(401, (await tab.Page.Context.APIRequest.GetAsync(new Uri(server.Walls, $"api/v1/cards/sheet?node={Class}").ToString())).Status);
            var signedOn = await tab.Page.Context.APIRequest.PostAsync(new Uri(server.Walls, "api/v1/access/link").ToString(), new() { DataObject = new { code = await server.AdministratorCodeAsync() } });
            Assert.True(signedOn.Ok, await signedOn.TextAsync());
            var reply = await tab.Page.GotoAsync(new Uri(server.Walls, $"api/v1/cards/sheet?node={Class}&size={millimetres}").ToString());
            await tab.Page.EvaluateAsync("document.fonts.ready.then(() => true)");
            Assert.Equal("no-store", reply!.Headers["cache-control"]);
            Assert.Equal(s_names, await tab.Page.Locator(".name").AllTextContentsAsync());
            await LooksRightAsync(tab.Page);
            if (Environment.GetEnvironmentVariable("CARD_SHEETS") is { Length: > 0 } folder)
            {
                await tab.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"cards-{millimetres}.png"), FullPage = true });
            }

            var texts = new List<string>();
            foreach (var code in await tab.Page.Locator(".card .qr").AllAsync()) texts.Add(CodeReader.Read(await code.ScreenshotAsync()));
            Assert.Equal(s_names.Length, texts.Distinct().Count());

            await using var kiosk = await Kiosks.ConnectAsync(server);
            await kiosk.TokensAsync(texts, await server.NowAsync());
            var frame = await server.FrameAsync("attendance", Class);
            for (var waited = 0; frame.Present < s_names.Length && waited < 200; waited++)
            {
                await Task.Delay(50);
                frame = await server.FrameAsync("attendance", Class);
            }
            Assert.Equal((s_names.Length, 0), (frame.Present, frame.Late));
            tab.HasNoErrors();
        }
        finally
        {
            Directory.Delete(csv, recursive: true);
        }
    }

    // Ten cards of a bank card's size on each page of A4, with no words outside their card and none under a code.
    private static async Task LooksRightAsync(IPage page)
    {
        Assert.Equal((s_names.Length + 9) / 10, await page.Locator(".sheet").CountAsync());
        var wrong = await page.EvaluateAsync<string[]>("""
            () => {
              const wrong = [], mm = 96 / 25.4;
              for (const card of document.querySelectorAll('.card')) {
                const box = card.getBoundingClientRect(), sheet = card.parentElement.getBoundingClientRect(), qr = card.querySelector('.qr').getBoundingClientRect();
                if (Math.abs(box.width - 85.6 * mm) > 1 || Math.abs(box.height - 54 * mm) > 1) wrong.push(`card of ${box.width} x ${box.height}`);
                if (box.right > sheet.right || box.bottom > sheet.bottom) wrong.push('card beyond its page');
                if (qr.right > box.right || qr.bottom > box.bottom || qr.top < box.top) wrong.push('code beyond its card');
                for (const line of card.querySelectorAll('p')) {
                  const words = document.createRange();
                  words.selectNodeContents(line);
                  const text = words.getBoundingClientRect();
                  if (text.bottom > box.bottom || text.top < box.top || text.right > qr.left) wrong.push(`${line.textContent}: ${text.top - box.top} to ${text.bottom - box.top}, ${text.right} of ${qr.left}`);
                }
              }
              return wrong;
            }
            """);
        Assert.Empty(wrong);
        Assert.True(await page.EvaluateAsync<bool>("document.fonts.check('700 16px \"Be Vietnam Pro\"', 'ễỘẵ')"));
        var pdf = Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true }));
        Assert.Equal((s_names.Length + 9) / 10, System.Text.RegularExpressions.Regex.Count(pdf, @"/Type\s*/Page\b"));
        Assert.Matches(@"/MediaBox\s*\[0 0 59[456](\.\d+)? 84[123]", pdf);
    }

    private static string City()
    {
        var csv = Directory.CreateTempSubdirectory("edudx-sheet-").FullName;
        foreach (var file in Directory.GetFiles(Repository.SmallCity)) File.Copy(file, Path.Combine(csv, Path.GetFileName(file)));
        var pupils = File.ReadAllLines(Path.Combine(csv, "pupils.csv")).Where(l => !l.Contains(Class, StringComparison.Ordinal)).ToList();
        pupils.AddRange(s_names.Select((name, i) => $"p-9{i:000000},{name.Normalize(NormalizationForm.FormD)},2014-01-15,{Class},,,"));
        File.WriteAllLines(Path.Combine(csv, "pupils.csv"), pupils);
        return csv;
    }
}
