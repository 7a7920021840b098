using EduDx.History;
using EduDx.History.DuckDb;
using EduDx.History.Influx;
using EduDx.Live.City;
using EduDx.Log;
using EduDx.Ops.Alarms;
using EduDx.Ops.Care;
using EduDx.Ops.Clock;
using EduDx.Ops.Closures;
using EduDx.Ops.Hub;
using EduDx.Ops.Ingest;
using EduDx.Ops.Ingest.Grpc;
using EduDx.Ops.Ingest.Mqtt;
using EduDx.Ops.Pipeline;
using EduDx.Ops.Telemetry;
using EduDx.Registry;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MQTTnet.AspNetCore;

namespace EduDx.Ops;

/// <summary>Registration of each stage, beside one another in the order of the flow.</summary>
internal static class OpsServer
{
    public static void AddRegistry(this IServiceCollection services, RegistryStore registry, CityModel city)
    {
        services.AddSingleton(registry);
        services.AddSingleton(s => new ClosureJournal(s.GetRequiredService<EventLog>(), city, s.GetRequiredService<OpsOptions>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new CityHolder(s.GetRequiredService<ClosureJournal>().Overlaid()));
    }

    public static void AddIngest(this IServiceCollection services, OpsOptions options)
    {
        services.AddSingleton<OpsMetrics>();
        services.AddSingleton<ReceiptClock>();
        services.AddSingleton<MemoryWatch>();
        services.AddSingleton<Ingestor>();
        services.AddSingleton<RejectedEvents>();
        services.AddGrpc();
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks().AddCheck<ReadyCheck>("ready");
        if (options.Mqtt.Broker is not null)
        {
            services.AddHostedService<ExternalBroker>();
            return;
        }
        services.AddHostedMqttServer(mqtt => mqtt.WithoutDefaultEndpoint().WithPersistentSessions().WithMaxPendingMessagesPerClient(1000));
        services.AddMqttConnectionHandler();
        services.AddSingleton<PacketGuard>();
        services.AddSingleton<CommitWatch>();
        services.AddSingleton<KeepAliveWatch>();
        services.AddSingleton<BrokerConnections>();
        services.AddHostedService<EmbeddedBroker>();
    }

    public static void AddPipeline(this IServiceCollection services, OpsOptions options, EventLog log)
    {
        services.AddSingleton(log);
        services.AddSingleton<LiveViews>();
        services.AddSingleton<NormsStore>();
        services.AddSingleton<EvidenceRunner>();
        services.AddSingleton<LivePipeline>();
        services.AddHostedService(s => s.GetRequiredService<LivePipeline>());
        services.AddSingleton<RegistryFeed>();
        services.AddHostedService(s => s.GetRequiredService<RegistryFeed>());
        services.AddSingleton<IHistoryStore>(_ => options.History.Store == "influxdb"
            ? new InfluxHistoryStore(options.History.Influx, new HttpClient())
            : new DuckDbHistoryStore(options.History.DuckDb with { Path = Path.Combine(options.Data, "history.duckdb") }));
        services.AddSingleton<IFigureSource, DeviceFigureRows>();
        services.AddSingleton<IFigureSource, RoomFigureRows>();
        services.AddSingleton<IFigureSource, CareFigureRows>();
        services.AddSingleton<IFigureSource, AlarmFigureRows>();
        services.AddSingleton<IFigureSource, StaffFigureRows>();
        services.AddSingleton<IFigureSource, ClosureFigureRows>();
        services.AddSingleton<HistoryFeed>();
        services.AddHostedService(s => s.GetRequiredService<HistoryFeed>());
    }

    public static void AddAlarms(this IServiceCollection services)
    {
        services.AddSingleton<RuleStore>();
        services.AddSingleton<RuleTrialRunner>();
        services.AddSingleton<AlarmEngine>();
        services.AddHostedService(s => s.GetRequiredService<AlarmEngine>());
    }

    public static void AddWalls(this IServiceCollection services)
    {
        services.AddSingleton<SystemHealth>();
        services.AddSingleton<Comparisons>();
        services.AddHostedService(s => s.GetRequiredService<Comparisons>());
        services.AddSingleton<TreeViews>();
        services.AddSingleton<FrameBuilder>();
        services.AddSingleton<FrameSource>();
        services.AddHostedService(s => s.GetRequiredService<FrameSource>());
        services.AddSignalR();
    }

    /// <summary>The three ports. Kestrel writes a free port into its options when 0 was asked for.</summary>
    public static void Listen(this KestrelServerOptions kestrel, OpsOptions options, List<ListenOptions> ports)
    {
        kestrel.AddServerHeader = false;
        var address = System.Net.IPAddress.Parse(options.Bind);
        kestrel.Listen(address, options.Http.Port, ports.Add);
        kestrel.Listen(address, options.Grpc.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            ports.Add(listen);
        });
        if (options.Mqtt.Broker is not null) return;
        kestrel.Listen(address, options.Mqtt.Port, listen =>
        {
            listen.UseMqttGuarded();
            ports.Add(listen);
        });
    }

    /// <summary>The broker behind its guard, for TCP and for WebSocket.</summary>
    public static IConnectionBuilder UseMqttGuarded(this IConnectionBuilder connections)
    {
        var guard = connections.ApplicationServices.GetRequiredService<PacketGuard>();
        connections.Use(next => connection => guard.RunAsync(connection, next));
        return connections.UseConnectionHandler<BrokerConnections>();
    }

    public static void MapMqttWebSocket(this IEndpointRouteBuilder routes) =>
        routes.MapConnections(
            "/mqtt",
            new() { WebSockets = { SubProtocolSelector = asked => asked.FirstOrDefault(p => p.StartsWith("mqtt", StringComparison.OrdinalIgnoreCase)) ?? "" } },
            connections => connections.UseMqttGuarded());
}
