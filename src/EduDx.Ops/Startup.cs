using System.Text.Json;
using System.Text.RegularExpressions;
using EduDx.Live.City;
using EduDx.Log;
using EduDx.Log.Disk;
using EduDx.Ops.Access.SignOn;
using EduDx.Ops.Access;
using EduDx.Ops.Audit;
using EduDx.Ops.Care;
using EduDx.Ops.Clock;
using EduDx.Registry;
using EduDx.Registry.Import;
using EduDx.Registry.Vault;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace EduDx.Ops;

/// <summary>What happens before the host is built: options, clock, registry and log, each refusing in one clear line.</summary>
internal static class Startup
{
    /// <summary>Errors of the deployment: shown without a stack trace, and the process exits with 2.</summary>
    public static bool IsDeployerError(Exception e) =>
        e is OptionsValidationException or LogInUseException or LogDamagedException or InvalidDataException or DirectoryNotFoundException or ImportRefusedException or FormatException or IOException
        or Microsoft.Data.Sqlite.SqliteException or Microsoft.EntityFrameworkCore.DbUpdateException
        || (e is AggregateException many && many.InnerExceptions.All(IsDeployerError));

    public static OpsOptions Options(IConfiguration configuration)
    {
        var options = new OpsOptions();
        try
        {
            configuration.GetSection("Ops").Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
            if (options.History.Store == "influxdb") options.History.Influx.Check();
        }
        catch (InvalidOperationException e) when (Regex.Match(e.Message, @"not found on the instance of [\w.]+: (.+)$") is { Success: true } unknown)
        {
            throw Bad($"there is no option {unknown.Groups[1].Value} where it was given; src/EduDx.Ops/OpsOptions.cs lists them all");
        }
        catch (InvalidOperationException e)
        {
            throw Bad($"{e.Message} {e.InnerException?.Message}");
        }
        catch (ArgumentException e)
        {
            throw Bad($"Ops:History:Influx:{e.Message}");
        }
        var result = new OpsOptionsValidator().Validate("Ops", options);
        if (result.Failed) throw Bad([.. result.Failures.Select(WithKey)]);
        if (!System.Net.IPAddress.TryParse(options.Bind, out var bind)) throw Bad($"Ops:Bind '{options.Bind}' is not an IP address; use 127.0.0.1, 0.0.0.0 or the address of an interface");
        if (options.Access.Oidc.Authority is { } authority && !Uri.TryCreate(authority, UriKind.Absolute, out _)) throw Bad($"Ops:Access:Oidc:Authority '{authority}' is not an address; write it as https://id.hue.gov.vn/realms/edu");
        if (options.Access.Refusal(bind, options.Tls.IsOn) is { } refusal) throw Bad(refusal);
        options.Data = Path.GetFullPath(options.Data);
        options.Log.Folder = Path.Combine(options.Data, options.Log.Folder);
        SureFolder.Create(options.Data);
        return options;
    }

    /// <summary>Opens the audit, and says what it found; the first entry is what was imported meanwhile.</summary>
    public static AuditLog Audit(OpsOptions options, TimeProvider time, AuditEntry? imported)
    {
        var audit = new AuditLog(options.Data, options.Audit, time);
        if (audit.Damage is { } damage) Console.Error.WriteLine($"Warning: the audit was not as it was written: {damage}. A new chain was begun (docs/operations/audit.md)");
        if (imported is { } entry) audit.Append(entry);
        return audit;
    }

    /// <summary>Runs a command that needs no server.</summary>
    /// <returns>Its exit code; null when the arguments are those of the server.</returns>
    public static int? Command(string[] args) => args switch
    {
        ["verify-evidence", var file] => EvidenceCheck.Run(file),
        ["verify-audit", var folder] => AuditCheck.Run(folder),
        _ => null,
    };

    private static OptionsValidationException Bad(params string[] failures) => new("Ops", typeof(OpsOptions), failures);

    // "Port: The field Ops.Http.Port must be ..." of the generated validator, with the key as the deployer wrote it.
    private static string WithKey(string failure) =>
        Regex.Replace(failure, @"^\w+: The field ([\w.]+)", m => m.Groups[1].Value.Replace('.', ':'));

    public static async Task<(RegistryStore Registry, CityModel City, AuditEntry? Imported)> RegistryAsync(OpsOptions options, TimeProvider time, CancellationToken cancel)
    {
        // SQLite has no asynchronous calls: from here on this is another thread's work.
        await Task.Yield();
        var registry = new RegistryStore(Path.Combine(options.Data, "registry.sqlite"), time, new KeyFolder(Path.Combine(options.Data, options.Vault.Keys), SureFolder.Sync));
        await registry.OpenAsync(cancel);
        var today = LocalTime.DayOf(time.GetUtcNow().ToUnixTimeMilliseconds());
        AuditEntry? imported = null;
        if (options.Registry.Import is { } folder)
        {
            var result = await registry.ImportFolderAsync(folder, today, cancel);
            if (result.Errors.Count > 0) throw new ImportRefusedException(folder, result.Errors);
            if (!result.Skipped) imported = new("server", "registry.import", "apply=true", $"at start, version {result.Version}");
            Console.WriteLine(result.Skipped
                ? $"The registry already has {folder} (version {result.Version})"
                : $"Imported {folder} in {result.Elapsed.TotalSeconds:0.0} s (version {result.Version})");
        }
        return (registry, await registry.LoadCityAsync(today, cancel), imported);
    }

    /// <summary>1 when a stage ended by failing (its error is in the log), otherwise 0.</summary>
    public static int ExitCode(this WebApplication app) =>
        app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(s => s.ExecuteTask?.IsFaulted == true) ? 1 : 0;

    /// <summary>Says where everything listens, for people on the console and for programs in <c>ports.json</c> of the data folder.</summary>
    public static void Announce(OpsOptions options, List<ListenOptions> ports, AdministratorLink link)
    {
        var (http, grpc) = (ports[0].IPEndPoint!.Port, ports[1].IPEndPoint!.Port);
        int? mqtt = ports.Count > 2 ? ports[2].IPEndPoint!.Port : null;
        int? mqtts = ports.Count > 3 ? ports[3].IPEndPoint!.Port : null;
        var path = Path.Combine(options.Data, "ports.json");
        SureFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(new { http, grpc, mqtt, mqtts, tls = options.Tls.IsOn, pid = Environment.ProcessId }));
        if (options.Access.Mode == AccessMode.Open)
        {
            Console.WriteLine($"Warning: Ops:Access:Mode=Open: whoever reaches {options.Bind} may read and change everything. Every wall says so in red; Ops:Access:Mode=Required ends it");
        }
        var tls = options.Tls.IsOn ? "s" : "";
        Console.WriteLine($"Walls    http{tls}://{options.Bind}:{http}/");
        // To the console and to no log.
        Console.WriteLine($"Administrator, once, within {AdministratorLink.Life.TotalMinutes:0} minutes: {link.Address($"http{tls}://{options.Bind}:{http}/")}");
        Console.WriteLine($"API      http{tls}://{options.Bind}:{http}/openapi/v1.json");
        Console.WriteLine($"gRPC     {options.Bind}:{grpc}{(options.Tls.IsOn ? " over TLS" : "")}");
        if (mqtts is { } secure) Console.WriteLine($"MQTT     {options.Bind}:{secure} over TLS, and wss://{options.Bind}:{http}/mqtt");
        Console.WriteLine(mqtt is not { } port ? $"MQTT     broker {options.Mqtt.Broker}" : options.Tls.IsOn ? $"MQTT     127.0.0.1:{port} without TLS" : $"MQTT     {options.Bind}:{port}, and ws://{options.Bind}:{http}/mqtt");
    }
}

/// <summary>The folder that the server was told to import has bad rows.</summary>
internal sealed class ImportRefusedException(string folder, IReadOnlyList<ImportError> errors)
    : Exception($"{folder} was not imported, {errors.Count} rows are bad:\n" + string.Join('\n', errors.Take(50).Select(e => $"  {e.File}:{e.Line} {e.Column}: {e.Message}")));
