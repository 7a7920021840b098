using EduDx.Wall;
using EduDx.Wall.Access;
using EduDx.Wall.Closures;
using EduDx.Wall.Console;
using EduDx.Wall.Live;
using EduDx.Wall.Places;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
builder.RootComponents.Add<HeadOutlet>("head::after");

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<IWallHub>(new SignalRWallHub(new Uri(new Uri(builder.HostEnvironment.BaseAddress), "hubs/wall")));
builder.Services.AddSingleton(new HttpClient { BaseAddress = new Uri(builder.HostEnvironment.BaseAddress) });
builder.Services.AddSingleton<AccessClient>();
builder.Services.AddSingleton<AlarmsClient>();
builder.Services.AddSingleton<ClosuresClient>();
builder.Services.AddSingleton<PlacesClient>();

await builder.Build().RunAsync();
