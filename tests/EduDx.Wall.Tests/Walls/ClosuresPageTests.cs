using System.Net;
using System.Text.Json;
using Bunit;
using EduDx.Contracts.Frames;
using EduDx.Wall.Closures;
using EduDx.Wall.Tests.Places;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace EduDx.Wall.Tests.Walls;

public sealed class ClosuresPageTests : WallBench
{
    public ClosuresPageTests()
    {
        JSInterop.Setup<string?>("localStorage.getItem", "edudx.operator").SetResult("trực ban");
        Server.Answers["/api/v1/tree"] = (HttpStatusCode.OK, PlaceIndexTests.Json);
        Answer(StatusWallTests.City().Closures);
    }

    [Fact]
    public void Places_found_by_name_are_closed_with_a_reason()
    {
        var page = OpenPage();
        Choose(page, "an cuu", "an-cuu");
        Assert.Contains("2 trường", page.Find("#chosen-title").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("[data-testid=do-close]").HasAttribute("disabled"));
        page.Find("[data-testid=status-online]").Change(true);
        page.Find("[data-testid=reason]").Input("Đường ngập");
        page.Find("[data-testid=to]").Change("2026-11-25");
        Assert.Contains("Trực tuyến", page.Find("[data-testid=do-close]").TextContent, StringComparison.Ordinal);
        page.Find("form").Submit();
        var sent = JsonSerializer.Deserialize(Posted("/api/v1/closures"), ContractJson.Default.ClosureAction)!;
        Assert.Equal(["an-cuu"], sent.Nodes);
        Assert.Equal(("online", "Đường ngập", "trực ban"), (sent.Status, sent.Reason, sent.By));
        Assert.Equal((null, new DateOnly(2026, 11, 25)), (sent.From, sent.To));
    }

    [Fact]
    public void What_was_done_empties_the_form_and_the_list_is_read_anew()
    {
        Server.Answers["/api/v1/closures"] = (HttpStatusCode.OK, "{\"closures\":[]}");
        var page = OpenPage();
        Assert.Contains("Chưa có lệnh đóng nào", page.Markup, StringComparison.Ordinal);
        Choose(page, "vy da", "vy-da");
        page.Find("[data-testid=reason]").Input("Lũ");
        Answer(StatusWallTests.City().Closures);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("article").Count));
        Assert.Empty(page.FindAll("[data-testid=chosen] button"));
        Assert.Equal("", page.Find("[data-testid=reason]").GetAttribute("value"));
    }

    [Fact]
    public void What_the_server_refuses_is_said_and_the_form_is_kept()
    {
        var page = OpenPage();
        Choose(page, "vy da", "vy-da");
        page.Find("[data-testid=reason]").Input("Lũ");
        Server.Answers["/api/v1/closures"] = (HttpStatusCode.Conflict, """{"title":"not done","detail":"'to' is before 'from'"}""");
        page.Find("form").Submit();
        Assert.Contains("'to' is before 'from'", page.WaitForElement("[data-testid=refused]").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-testid=chosen] button"));
        Assert.Equal(2, page.FindAll("article").Count);
    }

    [Fact]
    public void A_chosen_place_is_removed_again()
    {
        var page = OpenPage();
        Choose(page, "vy da", "vy-da");
        page.Find("[data-testid=remove-vy-da]").Click();
        Assert.Empty(page.FindAll("[data-testid=chosen] button"));
    }

    [Theory]
    [InlineData("reopen-5", "/api/v1/closures/5/reopen")]
    [InlineData("undo-3", "/api/v1/closures/3/undo")]
    public void An_order_is_reopened_or_taken_back_in_one_tap(string button, string path)
    {
        Server.Answers[path] = (HttpStatusCode.OK, "{}");
        OpenPage().Find($"[data-testid={button}]").Click();
        var sent = JsonSerializer.Deserialize(Posted(path), ContractJson.Default.ClosureStepAction)!;
        Assert.Equal(("trực ban", null), (sent.By, sent.Item));
    }

    [Fact]
    public void An_item_is_ticked_once_and_says_who_did_it()
    {
        Server.Answers["/api/v1/closures/3/check"] = (HttpStatusCode.OK, "{}");
        var page = OpenPage();
        Assert.True(page.Find("[data-testid=check-3-power]").HasAttribute("disabled"));
        Assert.Contains("cô Hạnh", page.Find("[data-testid=closure-3]").TextContent, StringComparison.Ordinal);
        page.Find("[data-testid=check-3-water]").Change(true);
        Assert.Equal("water", JsonSerializer.Deserialize(Posted("/api/v1/closures/3/check"), ContractJson.Default.ClosureStepAction)!.Item);
    }

    [Fact]
    public void What_an_order_is_refused_stands_at_that_order()
    {
        Server.Answers["/api/v1/closures/5/undo"] = (HttpStatusCode.Conflict, """{"detail":"Lan has undone it already"}""");
        var page = OpenPage();
        page.Find("[data-testid=undo-5]").Click();
        Assert.Contains("Lan has undone it already", page.WaitForElement("[data-testid=refused-5]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=refused-3]"));
    }

    [Fact]
    public void A_reopened_order_is_not_reopened_again_and_an_undone_one_is_left_alone()
    {
        var closures = StatusWallTests.City().Closures;
        closures[0].State = "undone";
        Answer(closures);
        var page = OpenPage();
        Assert.Empty(page.FindAll("[data-testid=reopen-3], [data-testid=closure-5] button, [data-testid=closure-5] input"));
        Assert.NotNull(page.Find("[data-testid=undo-3]"));
    }

    [Fact]
    public void Without_a_name_nothing_can_be_done_and_it_says_why()
    {
        JSInterop.Setup<string?>("localStorage.getItem", "edudx.operator").SetResult(null);
        var page = OpenPage();
        Choose(page, "vy da", "vy-da");
        page.Find("[data-testid=reason]").Input("Lũ");
        Assert.True(page.Find("[data-testid=do-close]").HasAttribute("disabled"));
        Assert.True(page.Find("[data-testid=undo-5]").HasAttribute("disabled"));
        Assert.Contains("tên người ra lệnh", page.Find("form").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_others_do_shows_at_once()
    {
        Server.Answers["/api/v1/closures"] = (HttpStatusCode.OK, "{\"closures\":[]}");
        var page = OpenPage();
        Assert.Empty(page.FindAll("article"));
        Answer(StatusWallTests.City().Closures);
        Say(new() { Status = StatusWallTests.City() with { Closures = [] } });
        Say(new() { Status = StatusWallTests.City() });
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("article").Count));
    }

    [Fact]
    public void A_server_that_does_not_answer_is_not_a_city_without_orders()
    {
        Server.Answers.Remove("/api/v1/closures");
        var page = OpenPage();
        Assert.Contains("Chưa đọc được các lệnh", page.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<ClosuresPage> OpenPage()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/closures?scope=hue&lang=vi");
        var page = Render<ClosuresPage>();
        page.WaitForState(() => page.Find("#finder-help").TextContent.Contains("gõ", StringComparison.Ordinal));
        return page;
    }

    private static void Choose(IRenderedComponent<ClosuresPage> page, string text, string node)
    {
        page.Find("[data-testid=finder]").Input(text);
        page.Find($"[data-testid=add-{node}]").Click();
    }

    private void Answer(ClosureCard[] closures) =>
        Server.Answers["/api/v1/closures"] = (HttpStatusCode.OK, JsonSerializer.Serialize(new ClosuresAnswer { Closures = closures }, ContractJson.Default.ClosuresAnswer));

    private string Posted(string path) => Assert.Single(Server.Asked, asked => asked.Method == "POST" && asked.Path == path).Body;
}
