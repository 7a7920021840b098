using System.Net;
using EduDx.Ops.Access.Limits;
using EduDx.Ops.Alarms;
using EduDx.Ops.Audit;
using EduDx.Ops.Telemetry;
using EduDx.Registry.Credentials;

namespace EduDx.Ops.Access.Devices;

/// <summary>Why a log-in was refused.</summary>
internal enum Refusal
{
    /// <summary>It was not.</summary>
    None,
    /// <summary>Neither a user name and secret nor a certificate.</summary>
    NoCredential,
    /// <summary>User name and client id are not the same path of a source.</summary>
    WrongName,
    /// <summary>The secret or certificate is not that source's, or was revoked.</summary>
    WrongSecret,
    /// <summary>The last will is not under the source's own topics.</summary>
    WrongWill,
    /// <summary>Too many failures; to be tried later.</summary>
    TooOften,
    /// <summary>Connects again and again; to be tried later.</summary>
    Banned,
}

/// <summary>Lets a device in, or says why not. The same rules for MQTT and gRPC; what is refused is counted, logged and audited.</summary>
internal sealed partial class DeviceAccess(
    OpsOptions options, DeviceCredentials credentials, DeviceSessions sessions, LoginAttempts attempts, SystemAlarms alarms, AuditLog audit, OpsMetrics metrics,
    ILogger<DeviceAccess> logger)
{
    /// <summary>True when devices need credentials.</summary>
    public bool IsRequired => options.Access.Mode == AccessMode.Required;

    /// <summary>Sessions that are open.</summary>
    public DeviceSessions Sessions => sessions;

    /// <summary>A session of a device: user name, client id and source are one, proven by the secret or by the certificate of its TLS connection.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="user">User name; may be left out with a certificate.</param>
    /// <param name="clientId">Client id.</param>
    /// <param name="secret">UTF-8 of the secret; empty without one.</param>
    /// <param name="thumbprint">Thumbprint of the client certificate; null without one.</param>
    public Refusal Connect(DeviceSession session, string? user, string clientId, ReadOnlySpan<byte> secret, string? thumbprint)
    {
        var address = AddressOf(session.Remote);
        if (attempts.WaitMs(address, clientId) > 0) return Refuse(session, clientId, Refusal.TooOften);
        if (secret.IsEmpty && thumbprint is null) return Fail(session, clientId, Refusal.NoCredential);
        if (!SourcePath.IsValid(clientId) || (user ?? (thumbprint is null ? "" : clientId)) != clientId) return Fail(session, clientId, Refusal.WrongName);
        var row = secret.IsEmpty ? credentials.FindByCertificate(thumbprint!, out var until) : credentials.FindBySecret(secret, out until);
        if (row is null || row.Id != clientId) return Fail(session, clientId, Refusal.WrongSecret);
        if (session.WillTopic is { } will && !IsOwn(row.Id, will)) return Fail(session, clientId, Refusal.WrongWill);
        return Admit(session, row, until, secret, thumbprint);
    }

    /// <summary>A session of a stream that names no client: the secret says whose it is.</summary>
    public Refusal Connect(DeviceSession session, ReadOnlySpan<byte> secret, string? thumbprint)
    {
        var address = AddressOf(session.Remote);
        if (attempts.WaitMs(address, "") > 0) return Refuse(session, "", Refusal.TooOften);
        if (secret.IsEmpty && thumbprint is null) return Fail(session, "", Refusal.NoCredential);
        var row = secret.IsEmpty ? credentials.FindByCertificate(thumbprint!, out var until) : credentials.FindBySecret(secret, out until);
        return row is null ? Fail(session, "", Refusal.WrongSecret) : Admit(session, row, until, secret, thumbprint);
    }

    /// <summary>The source whose secret this is, for a question that opens no session; null when it is nobody's, or that address failed too often.</summary>
    public string? SourceOf(string address, ReadOnlySpan<byte> secret)
    {
        if (attempts.WaitMs(address, "") > 0) return null;
        if (credentials.FindBySecret(secret, out _) is { } row) return row.Id;
        attempts.Failed(address, "");
        metrics.Denied(Word(Refusal.WrongSecret));
        return null;
    }

    /// <summary>A topic that is not the device's own: published, subscribed or as a last will.</summary>
    public void Foreign(DeviceSession session, string what, string topic)
    {
        metrics.Denied(what);
        ForeignTopic(session.Id ?? "nobody", session.Remote, what, Printable(topic));
        audit.Append(new(session.Id ?? "nobody", $"device.{what}", Printable(topic), session.Remote, AuditOutcome.Refused));
    }

    /// <summary>A payload that came over the device's rate.</summary>
    public void OverRate() => metrics.Guarded("events of one device a second");

    private Refusal Admit(DeviceSession session, CredentialRow row, long untilMs, ReadOnlySpan<byte> secret, string? thumbprint)
    {
        var meter = sessions.MeterOf(row.Id);
        if (meter.Login(Environment.TickCount64) > 0) return Refuse(session, row.Id, Refusal.Banned);
        var hash = secret.IsEmpty ? null : DeviceSecret.Hash(secret);
        session.LoggedIn(row.Id, meter, untilMs, now => hash is null ? credentials.Accepts(now, thumbprint!, out _) : credentials.Accepts(now, hash, out _));
        // Revoked between the look and here: the change came before the session had a name to find it by.
        if (credentials.Find(row.Id) is not { } latest || !session.IsInForce(latest)) return Fail(session, row.Id, Refusal.WrongSecret);
        // After it has its name: of two that come at once, one at least sees the other.
        if (sessions.Other(session, row.Id) is not { } other) return Refusal.None;
        metrics.Denied("second session");
        SecondSession(row.Id, session.Transport, session.Remote, other.Transport, other.Remote);
        alarms.Device(SystemAlarms.SecondSession, row.Id);
        return Refusal.None;
    }

    private Refusal Fail(DeviceSession session, string name, Refusal why)
    {
        attempts.Failed(AddressOf(session.Remote), name);
        return Refuse(session, name, why);
    }

    private Refusal Refuse(DeviceSession session, string name, Refusal why)
    {
        metrics.Denied(Word(why));
        Refused(session.Transport, Printable(name), session.Remote, Word(why));
        audit.Append(new("nobody", "device.log-in", Printable(name), $"{session.Transport} from {session.Remote}: {Word(why)}", AuditOutcome.Refused));
        return why;
    }

    /// <summary>The refusal in a few words: the name of its count, and what the log says.</summary>
    public static string Word(Refusal why) => why switch
    {
        Refusal.NoCredential => "no credential",
        Refusal.WrongName => "user name and client id are not one source",
        Refusal.WrongSecret => "wrong secret",
        Refusal.WrongWill => "last will under a foreign topic",
        Refusal.TooOften => "too many failed log-ins",
        Refusal.Banned => "connects again and again",
        _ => "none",
    };

    // As for what it publishes itself: commands are for it, and not from it.
    private static bool IsOwn(string id, string topic) => topic.StartsWith($"{SourcePath.Root}{id}/", StringComparison.Ordinal) && topic.AsSpan().IndexOfAny('+', '#', '\0') < 0 && !topic.EndsWith("/cmd", StringComparison.Ordinal);

    private static string AddressOf(string remote) => IPEndPoint.TryParse(remote, out var end) ? end.Address.ToString() : remote;

    // What a stranger sent goes into a log that people and programs read line by line.
    private static string Printable(string text) => string.Concat(text.Take(120).Select(c => c is > ' ' and < '\x7f' ? c : '?'));

    [LoggerMessage(711, LogLevel.Information, "{Transport}: '{Name}' from {Remote} was refused: {Why}. See docs/operations/device-refused.md")]
    private partial void Refused(string transport, string name, string remote, string why);

    [LoggerMessage(712, LogLevel.Information, "{Id} from {Remote} may not {What} '{Topic}'")]
    private partial void ForeignTopic(string id, string remote, string what, string topic);

    [LoggerMessage(713, LogLevel.Warning, "{Id} has a second session ({Transport} from {Remote}) beside another ({OtherTransport} from {OtherRemote}): its credential may be in two hands. See docs/operations/device-refused.md")]
    private partial void SecondSession(string id, string transport, string remote, string otherTransport, string otherRemote);
}
