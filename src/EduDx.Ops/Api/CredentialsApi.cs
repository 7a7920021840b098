using System.Text;
using EduDx.Live.City;
using EduDx.Ops.Access.Devices;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Limits;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Audit;
using EduDx.Ops.Ingest;
using EduDx.Registry.Credentials;
using Microsoft.AspNetCore.Mvc;

namespace EduDx.Ops.Api;

/// <summary>Credentials of devices: issued, claimed, rotated, revoked. A secret is in one answer and nowhere else.</summary>
internal static class CredentialsApi
{
    private const int MaxFileBytes = 4 << 20;
    private const int MaxGraceMinutes = 90 * 24 * 60;
    private const int DefaultGraceMinutes = 7 * 24 * 60;
    private const int MaxCodeMinutes = 24 * 60;
    private const int DefaultCodeMinutes = 30;

    public static void MapCredentialsApi(this IEndpointRouteBuilder routes)
    {
        const string One = "/api/v1/credentials/{school}/{kind}/{source}";
        routes.MapGet("/api/v1/credentials", List).NeedsSomewhere(AccessAction.Read, DataClass.Credentials).WithSummary("Credentials of devices, without their secrets").Produces<CredentialItem[]>();
        routes.MapPost("/api/v1/credentials", BatchAsync).Audited("credential.issue", "sources", (context, _) => context.HttpContext.Items[typeof(IssuedSecret)] as string ?? "").NeedsSomewhere(AccessAction.Manage, DataClass.Credentials)
            .WithSummary("Issues credentials for a CSV of sources; answers user names and secrets, once").Accepts<string>("text/csv").Produces<string>(StatusCodes.Status200OK, "text/csv");
        routes.MapPost(One + "/code", Code).Audited("credential.code", "{school}/{kind}/{source}").Needs(AccessAction.Manage, DataClass.Credentials, "school").WithSummary("A one-time code that the source exchanges for its secret").Produces<IssuedCode>();
        routes.MapPost(One + "/rotate", Rotate).Audited("credential.rotate", "{school}/{kind}/{source}").Needs(AccessAction.Manage, DataClass.Credentials, "school")
            .WithSummary("A new secret or certificate; the one before is accepted for a while").Produces<IssuedSecret>();
        routes.MapPost(One + "/revoke", Revoke).Audited("credential.revoke", "{school}/{kind}/{source}").Needs(AccessAction.Manage, DataClass.Credentials, "school").WithSummary("Ends the credential and the live session");
        routes.MapPost("/api/v1/credentials/claim", Claim).Audited("credential.claim", "source", (_, result) => (result as IValueHttpResult)?.Value is IssuedSecret issued ? issued.User : "").ForDevices().WithMetadata(new RequestSizeLimitAttribute(AccessPolicies.MostOfAStranger)).WithSummary("Exchanges a one-time code for a secret, once").Produces<IssuedSecret>();
    }

    private static IResult List(string? school, string? state, Caller caller, DeviceCredentials credentials)
    {
        if (state is not (null or "" or "active" or "revoked")) return Problems.Bad($"state '{state}' is not active or revoked");
        return Results.Ok(credentials.All
            .Where(c => caller.May(AccessAction.Read, DataClass.Credentials, SchoolOf(c.Id)))
            .Where(c => (string.IsNullOrEmpty(school) || c.Id.StartsWith(school + "/", StringComparison.Ordinal)) && (string.IsNullOrEmpty(state) || state == StateOf(c)))
            .Select(c => new CredentialItem(
                c.Id, StateOf(c), c.Thumbprint is null ? "secret" : "certificate", c.Thumbprint, LocalTime.At(c.IssuedMs),
                c.PreviousUntilMs == 0 ? null : LocalTime.At(c.PreviousUntilMs), c.RevokedMs == 0 ? null : LocalTime.At(c.RevokedMs))));
    }

    private static async Task<IResult> BatchAsync(HttpRequest request, bool? replace, int? graceMinutes, Caller caller, DeviceCredentials credentials, CityHolder city, CancellationToken cancel)
    {
        if (graceMinutes is < 0 or > MaxGraceMinutes) return Problems.Bad($"graceMinutes is 0 to {MaxGraceMinutes}");
        if (await TextAsync(request, cancel) is not { } text) return Problems.Bad($"the file has more than {MaxFileBytes} bytes");
        // Before the rows are judged: what is wrong with them tells which sources there are and which have a credential.
        foreach (var school in CredentialFile.Schools(text))
        {
            if (caller.Refusal(AccessAction.Manage, DataClass.Credentials, school) is { } refusal) return refusal;
        }
        var rows = CredentialFile.Read(text, city.Current, credentials, replace ?? false, out var errors);
        if (errors.Count > 0) return Results.Problem(string.Join('\n', errors), statusCode: StatusCodes.Status422UnprocessableEntity, title: "nothing was issued");
        var issued = credentials.Issue(rows, TimeSpan.FromMinutes(graceMinutes ?? DefaultGraceMinutes));
        Once(request.HttpContext);
        // For the audit: how many, and where; the answer itself holds the secrets.
        request.HttpContext.Items[typeof(IssuedSecret)] = $"{issued.Count} sources of {rows.Select(r => SchoolOf(r.Id)).Distinct().Count()} schools";
        return Results.Text(CredentialFile.Write(issued), "text/csv", Encoding.UTF8);
    }

    private static IResult Code(string school, string kind, string source, int? minutes, DeviceCredentials credentials, CityHolder city, HttpContext http)
    {
        var id = $"{school}/{kind}/{source}";
        if (minutes is < 1 or > MaxCodeMinutes) return Problems.Bad($"minutes is 1 to {MaxCodeMinutes}");
        if (CredentialFile.Problem(city.Current, credentials, id, thumbprint: null, mayReplace: true) is { } problem) return Problems.Missing(problem);
        Once(http);
        return Results.Ok(credentials.NewCode(id, TimeSpan.FromMinutes(minutes ?? DefaultCodeMinutes)));
    }

    private static IResult Rotate(string school, string kind, string source, RotateRequest? body, DeviceCredentials credentials, CityHolder city, HttpContext http)
    {
        var id = $"{school}/{kind}/{source}";
        if (body?.GraceMinutes is < 0 or > MaxGraceMinutes) return Problems.Bad($"graceMinutes is 0 to {MaxGraceMinutes}");
        string? thumbprint = null;
        if (body?.Certificate is { } given && !DeviceSecret.TryThumbprint(given, out thumbprint)) return Problems.Bad("certificate is a certificate in PEM, or its SHA-256 thumbprint of 64 hex digits");
        if (CredentialFile.Problem(city.Current, credentials, id, thumbprint, mayReplace: true) is { } problem) return Problems.Missing(problem);
        Once(http);
        return Results.Ok(credentials.Issue([(id, thumbprint)], TimeSpan.FromMinutes(body?.GraceMinutes ?? DefaultGraceMinutes))[0]);
    }

    private static IResult Revoke(string school, string kind, string source, DeviceCredentials credentials) =>
        credentials.Revoke($"{school}/{kind}/{source}") ? Results.NoContent() : Problems.Missing($"{school}/{kind}/{source} has no credential in force");

    private static IResult Claim(ClaimRequest body, DeviceCredentials credentials, LoginAttempts attempts, HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        if (attempts.WaitMs(address, "claim") is > 0 and var wait)
        {
            http.Response.Headers.RetryAfter = $"{(wait + 999) / 1000}";
            return Results.Problem("too many wrong codes from this address; try again later", statusCode: StatusCodes.Status429TooManyRequests);
        }
        string? thumbprint = null;
        if (body.Certificate is { } given && !DeviceSecret.TryThumbprint(given, out thumbprint)) return Problems.Bad("certificate is a certificate in PEM, or its SHA-256 thumbprint of 64 hex digits");
        // Asked before the code is used up.
        if (thumbprint is not null && credentials.FindByCertificate(thumbprint, out _) is not null) return Problems.Bad("the certificate is another source's: each source needs its own");
        if (string.IsNullOrWhiteSpace(body.Code) || credentials.Claim(body.Code, thumbprint) is not { } issued)
        {
            attempts.Failed(address, "claim");
            return Problems.Missing("there is no such code: it was mistyped, used already, or has expired; ask for a new one");
        }
        Once(http);
        return Results.Ok(issued);
    }

    // A secret is in no cache on the way.
    private static void Once(HttpContext http) => http.Response.Headers.CacheControl = "no-store";

    private static string SchoolOf(string id) => id[..id.IndexOf('/', StringComparison.Ordinal)];

    private static string StateOf(CredentialRow row) => row.RevokedMs == 0 ? "active" : "revoked";

    private static async Task<string?> TextAsync(HttpRequest request, CancellationToken cancel)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (memory.Length + read > MaxFileBytes) return null;
            memory.Write(buffer, 0, read);
        }
        return Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length);
    }
}

/// <summary>A credential as the list shows it.</summary>
/// <param name="User">Path of the source: user name and client id.</param>
/// <param name="State"><c>active</c> or <c>revoked</c>.</param>
/// <param name="Kind"><c>secret</c> or <c>certificate</c>.</param>
/// <param name="Certificate">SHA-256 thumbprint of the certificate; null for a secret.</param>
/// <param name="Issued">When the present one was issued.</param>
/// <param name="PreviousUntil">Until when the one before is accepted; null without one.</param>
/// <param name="Revoked">When it was revoked; null while it is in force.</param>
internal sealed record CredentialItem(string User, string State, string Kind, string? Certificate, DateTimeOffset Issued, DateTimeOffset? PreviousUntil, DateTimeOffset? Revoked);

/// <summary>A rotation.</summary>
/// <param name="GraceMinutes">How long the one before is accepted: 0 to 129600, default 10080 (a week).</param>
/// <param name="Certificate">A certificate in PEM or its SHA-256 thumbprint, in place of a secret.</param>
internal sealed record RotateRequest(int? GraceMinutes, string? Certificate);

/// <summary>A claim.</summary>
/// <param name="Code">The one-time code.</param>
/// <param name="Certificate">The source's certificate in PEM or its SHA-256 thumbprint, in place of a secret.</param>
internal sealed record ClaimRequest(string Code, string? Certificate);
