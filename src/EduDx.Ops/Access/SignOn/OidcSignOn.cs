using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace EduDx.Ops.Access.SignOn;

/// <summary>Sign-on at an OpenID Connect provider: code flow with PKCE. What comes back opens a session of ours; the provider's tokens are dropped.</summary>
internal static class OidcSignOn
{
    /// <summary>Name of the scheme.</summary>
    public const string Scheme = "oidc";

    public static void AddOidcSignOn(this IServiceCollection services, OpsOptions ops)
    {
        if (ops.Access.Oidc.Authority is not { } authority) return;
        // The state of a sign-on that is under way is sealed with these keys, and must outlive a restart.
        var keys = Directory.CreateDirectory(Path.Combine(ops.Data, "keys"));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(keys.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        services.AddDataProtection().SetApplicationName("EduDx.Ops").PersistKeysToFileSystem(keys);
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        var settings = ops.Access.Oidc;
        services.AddAuthentication(NoScheme.Name).AddScheme<AuthenticationSchemeOptions, NoScheme>(NoScheme.Name, null).AddOpenIdConnect(Scheme, oidc =>
        {
            (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (authority, settings.ClientId, settings.ClientSecret);
            oidc.RequireHttpsMetadata = !IsLoopback(authority);
            // The provider lives in real time, also beside a server whose clock is simulated.
            oidc.TimeProvider = TimeProvider.System;
            oidc.ResponseType = OpenIdConnectResponseType.Code;
            oidc.ResponseMode = OpenIdConnectResponseMode.Query;
            oidc.UsePkce = true;
            oidc.MapInboundClaims = false;
            oidc.SaveTokens = false;
            oidc.CallbackPath = "/signin-oidc";
            oidc.Scope.Clear();
            foreach (var scope in settings.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)) oidc.Scope.Add(scope);
            // The answer comes by a navigation (GET), so these need not be sent with foreign posts.
            (oidc.CorrelationCookie.SameSite, oidc.NonceCookie.SameSite) = (SameSiteMode.Lax, SameSiteMode.Lax);
            (oidc.CorrelationCookie.SecurePolicy, oidc.NonceCookie.SecurePolicy) = (CookieSecurePolicy.SameAsRequest, CookieSecurePolicy.SameAsRequest);
            oidc.Events.OnTicketReceived = ticket => TakeAsync(ticket, settings);
            oidc.Events.OnRemoteFailure = failure =>
            {
                failure.HttpContext.RequestServices.GetRequiredService<SignOnDesk>().OidcFailed(failure.HttpContext, failure.Failure?.Message ?? "no reason");
                failure.Response.Redirect("/sign-in?failed=provider");
                failure.HandleResponse();
                return Task.CompletedTask;
            };
        });
    }

    private static Task TakeAsync(TicketReceivedContext ticket, OidcOptions settings)
    {
        var subject = ticket.Principal!.FindFirst("sub")!;
        var name = ticket.Principal.FindFirst(settings.NameClaim)?.Value ?? subject.Value;
        var failed = ticket.HttpContext.RequestServices.GetRequiredService<SignOnDesk>().SignedOn(ticket.HttpContext, subject.Issuer, subject.Value, name);
        ticket.Response.Redirect(failed is null ? ticket.ReturnUri ?? "/" : $"/sign-in?failed={failed}");
        ticket.HandleResponse();
        return Task.CompletedTask;
    }

    // Without TLS for a provider on this machine alone, as in tests and behind a proxy.
    private static bool IsLoopback(string authority) =>
        Uri.TryCreate(authority, UriKind.Absolute, out var uri) && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address)));
}
