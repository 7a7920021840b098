using System.Net;
using System.Text.Json;
using Bunit;
using EduDx.Contracts.Frames;
using EduDx.Wall.Console;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace EduDx.Wall.Tests.Walls;

public sealed class ConsoleTests : WallBench
{
    public ConsoleTests()
    {
        JSInterop.Setup<string?>("localStorage.getItem", "edudx.operator").SetResult("trực ban");
        Answer("raised");
    }

    [Fact]
    public void An_alarm_is_acknowledged_in_two_taps_when_the_name_is_known()
    {
        var console = OpenConsole();
        console.Find("[data-testid=pick-7]").Click();
        console.WaitForElement("[data-testid=do-acknowledge]").Click();
        console.WaitForAssertion(() => Assert.Contains(Server.Asked, a => a is { Method: "POST", Path: "/api/v1/alarms/7/acknowledge" } && JsonDocument.Parse(a.Body).RootElement.GetProperty("by").GetString() == "trực ban"));
    }

    [Fact]
    public void What_the_server_refuses_is_said_and_nothing_is_pretended()
    {
        Server.Answers["/api/v1/alarms/7/acknowledge"] = (HttpStatusCode.Conflict, """{"title":"not done","detail":"somebody has acknowledged it already"}""");
        var console = OpenConsole();
        console.Find("[data-testid=pick-7]").Click();
        console.WaitForElement("[data-testid=do-acknowledge]").Click();
        Assert.Contains("somebody has acknowledged it already", console.WaitForElement("[data-testid=refused]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Chưa ai nhận", console.Find("[data-testid=state]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_name_nothing_can_be_done_and_it_says_why()
    {
        JSInterop.Setup<string?>("localStorage.getItem", "edudx.operator").SetResult(null);
        var console = OpenConsole();
        console.Find("[data-testid=pick-7]").Click();
        Assert.True(console.WaitForElement("[data-testid=do-acknowledge]").HasAttribute("disabled"));
        Assert.Contains("Ghi tên để nhận", console.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_and_search_narrow_the_list()
    {
        var console = OpenConsole();
        Assert.Equal(2, console.FindAll("[data-testid=console-list] button").Count);
        console.Find("[data-testid=filter-open]").Click();
        Assert.Single(console.FindAll("[data-testid=console-list] button"));
        console.Find("[data-testid=filter-all]").Click();
        console.Find("input[type=search]").Input("hoa sen");
        Assert.NotNull(console.Find("[data-testid=pick-8]"));
        Assert.Single(console.FindAll("[data-testid=console-list] button"));
    }

    private IRenderedComponent<ConsolePage> OpenConsole()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/console?scope=hue&lang=vi");
        Say(new() { Alarms = AlarmsWallTests.City() });
        var page = Render<ConsolePage>();
        page.WaitForState(() => page.FindAll("[data-testid=pick-7]").Count > 0);
        return page;
    }

    private void Answer(string state)
    {
        var card = AlarmsWallTests.City().List[0];
        card.State = state;
        var detail = new AlarmDetail { Alarm = card, History = [new AlarmEntry { At = Frames.Morning, What = "raised" }] };
        Server.Answers["/api/v1/alarms/7"] = (HttpStatusCode.OK, JsonSerializer.Serialize(detail, ContractJson.Default.AlarmDetail));
        Server.Answers["/api/v1/alarms/7/acknowledge"] = (HttpStatusCode.OK, "{}");
    }
}
