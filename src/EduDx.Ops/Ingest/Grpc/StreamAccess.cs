using System.Globalization;
using System.Text;
using EduDx.Ops.Access.Devices;
using Grpc.Core;

namespace EduDx.Ops.Ingest.Grpc;

/// <summary>
/// Who speaks on a gRPC stream: <c>authorization: Bearer SECRET</c>, once for each source that the stream speaks for, or a client certificate for one.
/// </summary>
internal static class StreamAccess
{
    /// <summary>Secrets of a stream, at most: what fits into the headers that the server takes.</summary>
    public const int MaxSources = 200;

    private const string Bearer = "Bearer ";

    /// <summary>The sources that the stream may speak for, as open sessions; null where no credential is needed.</summary>
    /// <param name="access">Lets them in.</param>
    /// <param name="context">The call.</param>
    /// <param name="cut">Ends the call.</param>
    /// <exception cref="RpcException">UNAUTHENTICATED, or RESOURCE_EXHAUSTED after too many failures.</exception>
    public static StreamScope? Open(DeviceAccess access, ServerCallContext context, Action<string> cut)
    {
        if (!access.IsRequired) return null;
        var http = context.GetHttpContext();
        var remote = $"{http.Connection.RemoteIpAddress}:{http.Connection.RemotePort}";
        string[] secrets = [.. http.Request.Headers.Authorization
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(value => value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)).Select(value => value[Bearer.Length..].Trim())];
        if (secrets.Length > MaxSources) throw new RpcException(new Status(StatusCode.InvalidArgument, $"a stream speaks for at most {MaxSources} sources; open another for the rest"));
        var thumbprint = http.Connection.ClientCertificate is { } certificate ? DeviceSecret.Thumbprint(certificate) : null;
        var sessions = new List<DeviceSession>();
        foreach (var secret in secrets.Length == 0 ? [""] : secrets.Distinct())
        {
            var session = new DeviceSession("grpc", remote, isRequired: true, cut);
            sessions.Add(session);
            access.Sessions.Add(session);
            var refusal = access.Connect(session, Encoding.UTF8.GetBytes(secret), thumbprint);
            if (refusal == Refusal.None) continue;
            foreach (var open in sessions) access.Sessions.Remove(open);
            throw Refused(refusal);
        }
        return new StreamScope(sessions);
    }

    /// <summary>A source that the stream showed no secret of.</summary>
    public static RpcException Foreign() => new(new Status(
        StatusCode.PermissionDenied, "the stream showed no credential of an event's source: it may speak for the sources of its secrets only; see docs/operations/device-refused.md"));

    /// <summary>The device is over its rate; the trailer is the one that gRPC's own retries obey.</summary>
    public static RpcException TooFast(long waitMs) => Exhausted($"over the rate of one device; send again in {waitMs} ms", waitMs);

    /// <summary>The credential was revoked or replaced while the stream was open.</summary>
    public static RpcException CutOff(string reason) => new(new Status(StatusCode.Unauthenticated, reason));

    private static RpcException Refused(Refusal refusal)
    {
        var text = $"{DeviceAccess.Word(refusal)}; see docs/operations/device-refused.md";
        return refusal is Refusal.TooOften or Refusal.Banned ? Exhausted(text, 60_000) : new RpcException(new Status(StatusCode.Unauthenticated, text));
    }

    private static RpcException Exhausted(string text, long waitMs) =>
        new(new Status(StatusCode.ResourceExhausted, text), new Metadata { { "grpc-retry-pushback-ms", waitMs.ToString(CultureInfo.InvariantCulture) } });
}
