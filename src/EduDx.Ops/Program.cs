using EduDx.Log;
using EduDx.Ops;
using EduDx.Ops.Access;
using EduDx.Ops.Access.Devices;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.SignOn;
using EduDx.Ops.Api;
using EduDx.Ops.Clock;
using EduDx.Ops.Hub;
using EduDx.Ops.Telemetry;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenTelemetry.Metrics;

if (Startup.Command(args) is { } code) return code;
try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseStaticWebAssets();
    builder.Logging.AddSimpleConsole(console => console.SingleLine = true);

    // What everything stands on: options, clock, registry, log.
    var options = Startup.Options(builder.Configuration);
    var time = SimulatedClock.Create(options.Clock, options.Data);
    // Proving the log and loading the registry go on side by side: a restart must be short.
    var loading = Startup.RegistryAsync(options, time, CancellationToken.None);
    using var log = EventLog.Open(options.Log, time);
    var (registry, city, imported) = await loading;
    using var audit = Startup.Audit(options, time, imported);
    builder.Services.AddSingleton(options).AddSingleton(time).AddSingleton(audit);

    // Sources -> ingest -> log -> pipeline -> hub -> walls, and pipeline -> history.
    builder.Services.AddRegistry(registry, city);
    builder.Services.AddScans(options);
    builder.Services.AddPeople(options);
    builder.Services.AddDeviceAccess(options);
    builder.Services.AddIngest(options);
    builder.Services.AddPipeline(options, log);
    builder.Services.AddAlarms();
    builder.Services.AddWalls();
    builder.Services.AddOpenApi();
    builder.Services.AddBadRequests();
    builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
        .AddMeter(OpsMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "System.Runtime")
        .AddPrometheusExporter());
    var ports = new List<ListenOptions>();
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(options, ports));

    await using var app = builder.Build();
    app.UseSecurityHeaders();
    app.UseBadRequests();
    app.UseAccess(options);
    app.UseBlazorFrameworkFiles();
    app.UseStaticFiles();
    app.MapGrpcIngest();
    if (options.Mqtt.Broker is null) app.MapMqttWebSocket();
    app.MapApi();
    app.MapHub<WallHub>("/hubs/wall").ForKnown();
    app.MapOperations();
    app.MapFallbackToFile("index.html").ForEverybody();

    await app.StartAsync();
    Startup.Announce(options, ports, app.Services.GetRequiredService<AdministratorLink>());
    await app.WaitForShutdownAsync();
    return app.ExitCode();
}
catch (Exception e) when (Startup.IsDeployerError(e))
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
