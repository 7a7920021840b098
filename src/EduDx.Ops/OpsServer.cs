using System.Net;
using EduDx.History;
using EduDx.History.DuckDb;
using EduDx.History.Influx;
using EduDx.Live.City;
using EduDx.Log;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Limits;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Access.Tls;
using EduDx.Ops.Alarms;
using EduDx.Ops.Api;
using EduDx.Ops.Audit;
using EduDx.Ops.Cards;
using EduDx.Ops.Cards.Keys;
using EduDx.Ops.Care;
using EduDx.Ops.Clock;
using EduDx.Ops.Closures;
using EduDx.Ops.Hub;
using EduDx.Ops.Ingest;
using EduDx.Ops.Ingest.Grpc;
using EduDx.Ops.Ingest.Mqtt;
using EduDx.Ops.Pipeline;
using EduDx.Ops.Scans;
using EduDx.Ops.Telemetry;
using EduDx.Ops.Vault;
using EduDx.Registry;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;
using MQTTnet.AspNetCore;

namespace EduDx.Ops;

/// <summary>Registration of each stage, beside one another in the order of the flow.</summary>
internal static class OpsServer
{
    public static void AddRegistry(this IServiceCollection services, RegistryStore registry, CityModel city)
    {
        services.AddSingleton(registry);
        services.AddHostedService<AuditWatch>();
        services.AddHostedService<Retention>();
        services.AddSingleton<PurposeRegister>();
        services.AddSingleton(s => new ClosureJournal(s.GetRequiredService<EventLog>(), city, s.GetRequiredService<OpsOptions>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new CityHolder(s.GetRequiredService<ClosureJournal>().Overlaid()));
    }

    public static void AddIngest(this IServiceCollection services, OpsOptions options)
    {
        services.AddSingleton<OpsMetrics>();
        services.AddSingleton<ReceiptClock>();
        services.AddSingleton<MemoryWatch>();
        services.AddSingleton(s => new RecordSeal(s.GetRequiredService<RegistryStore>().Keys));
        services.AddSingleton(s => new Ingestor(
            s.GetRequiredService<EventLog>(), s.GetRequiredService<CityHolder>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ReceiptClock>(),
            s.GetRequiredService<MemoryWatch>(), s.GetRequiredService<OpsMetrics>())
        {
            Seal = s.GetRequiredService<RecordSeal>(),
            Gate = s.GetRequiredService<ScanGate>(),
        });
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
        services.AddSingleton<IConnectionListenerFactory, MqttTransport>();
        services.AddSingleton<PacketGuard>();
        services.AddSingleton<ClientNames>();
        services.AddSingleton<CommitWatch>();
        services.AddSingleton<KeepAliveWatch>();
        services.AddSingleton<BrokerConnections>();
        services.AddHostedService<EmbeddedBroker>();
    }

    public static void AddScans(this IServiceCollection services, OpsOptions options)
    {
        services.AddSingleton(s => CardKeys.Open(options.Data, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new SignedCards(s.GetRequiredService<RegistryStore>().CardStates()));
        services.AddSingleton<CardVerifier>();
        services.AddSingleton<CardOffice>();
        services.AddSingleton(_ => new PlaceCodes(options.Data));
        services.AddSingleton<ScanGate>();
        services.AddSingleton<FlaggedScans>();
        services.AddSingleton<PlaceDoor>();
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
        services.AddHostedService(s => LogRetention.Of(
            log, s.GetRequiredService<LivePipeline>(), s.GetRequiredService<HistoryFeed>(), s.GetRequiredService<RejectedEvents>(), s.GetRequiredService<AlarmEngine>(),
            s.GetRequiredService<TimeProvider>(), options, s.GetRequiredService<OpsMetrics>(), s.GetRequiredService<ILogger<LogRetention>>()));
    }

    public static void AddAlarms(this IServiceCollection services)
    {
        services.AddSingleton<RuleStore>();
        services.AddSingleton<RuleTrialRunner>();
        services.AddSingleton<SystemAlarms>();
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
        services.AddSignalR(hub => hub.AddFilter<RefusalFilter>());
        services.AddSingleton<RefusalFilter>();
    }

    /// <summary>
    /// The ports: HTTP, gRPC, MQTT, and MQTT over TLS where there is a certificate. Kestrel writes a free port into its options when 0 was asked for.
    /// </summary>
    public static void Listen(this KestrelServerOptions kestrel, OpsOptions options, List<ListenOptions> ports)
    {
        kestrel.AddServerHeader = false;
        // The secrets of a gateway's devices, and nothing like the default of 30 s for a stranger who dribbles.
        kestrel.Limits.MaxRequestHeaderCount = StreamAccess.MaxSources + 50;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        var address = IPAddress.Parse(options.Bind);
        kestrel.Listen(address, options.Http.Port, listen => listen.Serve(options, ports, HttpProtocols.Http1AndHttp2, options.Tls.IsOn));
        kestrel.Listen(address, options.Grpc.Port, listen => listen.Serve(options, ports, HttpProtocols.Http2, options.Tls.IsOn));
        if (options.Mqtt.Broker is not null) return;
        // With TLS the port without it is for this machine alone.
        kestrel.Listen(new MqttEndPoint(options.Tls.IsOn ? IPAddress.Loopback : address, options.Mqtt.Port), listen => listen.Serve(options, ports, HttpProtocols.None, isTls: false));
        if (options.Tls.IsOn) kestrel.Listen(new MqttEndPoint(address, options.Tls.MqttPort), listen => listen.Serve(options, ports, HttpProtocols.None, isTls: true));
    }

    // In the order that a connection passes: limits of its address, TLS, protocol.
    private static void Serve(this ListenOptions listen, OpsOptions options, List<ListenOptions> ports, HttpProtocols protocols, bool isTls)
    {
        var limits = listen.ApplicationServices.GetRequiredService<AddressLimits>();
        var isMqtt = protocols == HttpProtocols.None;
        listen.Protocols = protocols;
        listen.Use(next => Stopping.Ends(next, listen.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
        listen.Use(next => connection => limits.RunAsync(connection, next, logsIn: isMqtt));
        if (isTls) listen.UseServerTls(options);
        if (isMqtt) listen.UseMqttGuarded();
        ports.Add(listen);
    }

    /// <summary>The broker behind its guard, for TCP and for WebSocket.</summary>
    public static IConnectionBuilder UseMqttGuarded(this IConnectionBuilder connections)
    {
        var guard = connections.ApplicationServices.GetRequiredService<PacketGuard>();
        connections.Use(next => connection => guard.RunAsync(connection, next));
        return connections.UseConnectionHandler<BrokerConnections>();
    }

    public static void MapGrpcIngest(this IEndpointRouteBuilder routes)
    {
        routes.MapGrpcService<IngestService>().ForDevices();
        routes.MapGrpcReflectionService().ForEverybody();
        routes.MapGrpcHealthChecksService().ForEverybody();
    }

    /// <summary>The API, a line a subject.</summary>
    public static void MapApi(this WebApplication app)
    {
        app.MapLiveApi();
        app.MapHistoryApi();
        app.MapAlarmsApi();
        app.MapRoomsApi();
        app.MapClosuresApi();
        app.MapCareApi();
        app.MapEventsApi();
        app.MapScansApi();
        app.MapCardsApi();
        app.MapRegistryApi();
        app.MapCredentialsApi();
        app.MapAuditApi();
        app.MapPersonsApi();
        app.MapAccessApi();
        app.MapScreensApi();
    }

    /// <summary>What those who run the server ask.</summary>
    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/healthz", new() { Predicate = _ => false }).ForEverybody();
        routes.MapHealthChecks("/readyz", new() { ResponseWriter = ReadyAnswer.WriteAsync }).ForEverybody();
        routes.MapPrometheusScrapingEndpoint("/metrics").Needs(AccessAction.Watch, DataClass.System);
        routes.MapOpenApi().ForEverybody();
    }

    public static void MapMqttWebSocket(this IEndpointRouteBuilder routes) =>
        routes.MapConnections(
            "/mqtt",
            new() { Transports = HttpTransportType.WebSockets, WebSockets = { SubProtocolSelector = asked => asked.FirstOrDefault(p => p.StartsWith("mqtt", StringComparison.OrdinalIgnoreCase)) ?? "" } },
            connections => connections.UseMqttGuarded()).ForDevices();
}
