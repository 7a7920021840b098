using System.Runtime.CompilerServices;
using Bunit;
using EduDx.Contracts.Frames;
using EduDx.Wall.Closures;
using EduDx.Wall.Console;
using EduDx.Wall.Live;
using EduDx.Wall.Places;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EduDx.Wall.Tests.Walls;

/// <summary>A wall before a hub that says what the test writes.</summary>
public abstract class WallBench : BunitContext
{
    private readonly FakeHub _hub = new();

    // For every wall test: bUnit waits one second, which a busy machine can use up before the first render.
    [ModuleInitializer]
    internal static void WaitLonger() => DefaultWaitTimeout = TimeSpan.FromSeconds(30);

    protected WallBench()
    {
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<IWallHub>(_hub);
        Services.AddSingleton(new HttpClient(Server) { BaseAddress = new Uri("http://wall.test/") });
        Services.AddSingleton<AlarmsClient>();
        Services.AddSingleton<ClosuresClient>();
        Services.AddSingleton<PlacesClient>();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    /// <summary>What the server answers to questions beside the stream.</summary>
    private protected FakeServer Server { get; } = new();

    protected FakeTimeProvider Time { get; } = new();

    protected IRenderedComponent<TWall> Open<TWall>(string view, HubMessage item, string lang = "vi", string scope = "hue")
        where TWall : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/{view}?scope={scope}&lang={lang}");
        item.ServerTime = Frames.Morning;
        _hub.Say(item);
        var wall = Render<TWall>();
        wall.WaitForState(() => wall.FindAll(".wall[data-state=live]").Count > 0);
        return wall;
    }

    /// <summary>The next item of the stream.</summary>
    protected void Say(HubMessage item)
    {
        item.ServerTime = Frames.Morning;
        _hub.Say(item);
    }

    /// <summary>The server says no.</summary>
    protected void Refuse(string why) => _hub.Break(new HubException(why));

    protected static long Value<TWall>(IRenderedComponent<TWall> wall, string name)
        where TWall : IComponent =>
        long.Parse(wall.Find($"[data-testid=figure-{name}]").GetAttribute("data-value")!, System.Globalization.CultureInfo.InvariantCulture);

    protected static void AddsUp<TWall>(IRenderedComponent<TWall> wall)
        where TWall : IComponent
    {
        var sum = wall.Find("[data-testid=sum]");
        Assert.Equal(sum.GetAttribute("data-total"), sum.GetAttribute("data-parts"));
    }
}
