using System.ComponentModel.DataAnnotations;
using EduDx.History.DuckDb;
using EduDx.History.Influx;
using EduDx.Log;
using EduDx.Ops.Access;
using EduDx.Ops.Access.Limits;
using EduDx.Ops.Access.Tls;
using EduDx.Ops.Audit;
using EduDx.Ops.Clock;
using EduDx.Ops.Hub;
using EduDx.Ops.Ingest;
using EduDx.Ops.Ingest.Mqtt;
using EduDx.Ops.Pipeline;
using EduDx.Ops.Vault;
using Microsoft.Extensions.Options;

namespace EduDx.Ops;

/// <summary>
/// Everything a deployer can set, under <c>Ops</c>: as <c>--Ops:Http:Port=8080</c>, as <c>Ops__Http__Port</c>, or in appsettings.json. Bad values stop
/// the start with the key and what is allowed.
/// </summary>
public sealed class OpsOptions
{
    /// <summary>Folder of everything the server keeps. Default <c>./data</c>. One server a folder.</summary>
    [Required]
    public string Data { get; set; } = "data";

    /// <summary>Address to listen on. Default 127.0.0.1: nothing beyond this machine unless asked.</summary>
    [Required]
    public string Bind { get; set; } = "127.0.0.1";

    /// <summary>Who may do what.</summary>
    [ValidateObjectMembers]
    public AccessOptions Access { get; set; } = new();

    /// <summary>TLS for everything that listens.</summary>
    [ValidateObjectMembers]
    public TlsOptions Tls { get; set; } = new();

    /// <summary>What one source or address may cost.</summary>
    [ValidateObjectMembers]
    public LimitOptions Limits { get; set; } = new();

    /// <summary>Walls, API, hub, MQTT over WebSocket. Default port 8080.</summary>
    [ValidateObjectMembers]
    public PortOptions Http { get; set; } = new() { Port = 8080 };

    /// <summary>gRPC: over TLS with a certificate (<see cref="Tls"/>), otherwise h2c. Default port 8081.</summary>
    [ValidateObjectMembers]
    public PortOptions Grpc { get; set; } = new() { Port = 8081 };

    /// <summary>MQTT: the embedded broker, or another one.</summary>
    [ValidateObjectMembers]
    public MqttOptions Mqtt { get; set; } = new();

    /// <summary>The event log. Its folder is <c>log</c> in <see cref="Data"/>.</summary>
    [ValidateObjectMembers]
    public EventLogOptions Log { get; set; } = new() { Folder = "log" };

    /// <summary>The live folds.</summary>
    [ValidateObjectMembers]
    public PipelineOptions Pipeline { get; set; } = new();

    /// <summary>The history store.</summary>
    [ValidateObjectMembers]
    public HistoryOptions History { get; set; } = new();

    /// <summary>The registry.</summary>
    public RegistryOptions Registry { get; set; } = new();

    /// <summary>The audit.</summary>
    [ValidateObjectMembers]
    public AuditOptions Audit { get; set; } = new();

    /// <summary>Who pseudonyms are.</summary>
    [ValidateObjectMembers]
    public VaultOptions Vault { get; set; } = new();

    /// <summary>What is refused first when memory is short.</summary>
    [ValidateObjectMembers]
    public MemoryOptions Memory { get; set; } = new();

    /// <summary>What is abnormal on a wall.</summary>
    [ValidateObjectMembers]
    public WallOptions Wall { get; set; } = new();

    /// <summary>The clock.</summary>
    [ValidateObjectMembers]
    public ClockOptions Clock { get; set; } = new();
}

/// <summary>A port.</summary>
public sealed class PortOptions
{
    /// <summary>0 to 65535; 0 takes a free one, and the log names it.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }
}

/// <summary>The registry.</summary>
public sealed class RegistryOptions
{
    /// <summary>Folder of CSV files (docs/import.md) to import at start when they differ from what was imported last. Default none.</summary>
    public string? Import { get; set; }
}

/// <summary>The history store.</summary>
public sealed class HistoryOptions
{
    /// <summary><c>duckdb</c> (default, one file in the data folder) or <c>influxdb</c>.</summary>
    [AllowedValues("duckdb", "influxdb", ErrorMessage = "Ops:History:Store must be duckdb or influxdb")]
    public string Store { get; set; } = "duckdb";

    /// <summary>Milliseconds between appends while events come. Default 1000: fewer and larger commits suit both stores.</summary>
    [Range(50, 60_000)]
    public int FlushMs { get; set; } = 1000;

    /// <summary>Seconds between two stores of the figures of devices, rooms and alarms while events come; when none comes they are stored at once. Default 30.</summary>
    [Range(1, 3600)]
    public int FigureSeconds { get; set; } = 30;

    /// <summary>Settings of DuckDB; its path is set by the server.</summary>
    public DuckDbOptions DuckDb { get; set; } = new() { Path = "" };

    /// <summary>Settings of InfluxDB.</summary>
    public InfluxOptions Influx { get; set; } = new() { Url = "http://127.0.0.1:8086", Database = "edudx" };
}

/// <summary>Validates <see cref="OpsOptions"/> from its attributes, all levels.</summary>
[OptionsValidator]
internal sealed partial class OpsOptionsValidator : IValidateOptions<OpsOptions>;
