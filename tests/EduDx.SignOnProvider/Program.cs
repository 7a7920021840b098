using System.Security.Claims;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

// OpenIddict without a store ("degraded mode": the checks of clients are written here), on loopback without TLS. Whoever comes with login_hint, or types a name on
// the page, is who they say. It insists on PKCE with S256, and on the redirect address that it was started with: --redirect=http://127.0.0.1:PORT/signin-oidc
var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["listen"] ?? "http://127.0.0.1:0");
builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
builder.Services.AddOpenIddict().AddServer(server =>
{
    server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token");
    server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
    server.RegisterScopes(Scopes.Profile);
    server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
    server.EnableDegradedMode();
    server.UseAspNetCore().DisableTransportSecurityRequirement().EnableAuthorizationEndpointPassthrough();
    server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
    {
        if (context.ClientId != "edudx-ops") context.Reject(Errors.InvalidClient, "unknown client");
        else if (context.RedirectUri != builder.Configuration["redirect"]) context.Reject(Errors.InvalidRequest, "unknown redirect address");
        return ValueTask.CompletedTask;
    }));
    server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
    {
        if (context.ClientId != "edudx-ops" || context.ClientSecret != "secret-of-the-test") context.Reject(Errors.InvalidClient, "wrong secret");
        return ValueTask.CompletedTask;
    }));
});
var app = builder.Build();
app.UseRouting();
app.MapMethods("/authorize", ["GET", "POST"], async context =>
{
    var request = context.GetOpenIddictServerRequest()!;
    var user = request.LoginHint ?? context.Request.Query["user"].ToString();
    if (user.Length == 0)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        var fields = string.Concat(context.Request.Query.Select(q => $"<input type=hidden name=\"{System.Net.WebUtility.HtmlEncode(q.Key)}\" value=\"{System.Net.WebUtility.HtmlEncode(q.Value.ToString())}\">"));
        await context.Response.WriteAsync($"<!DOCTYPE html><title>Provider</title><form>{fields}<label>Name <input name=user id=user></label><button>OK</button></form>");
        return;
    }
    var identity = new ClaimsIdentity("test", Claims.Name, Claims.Role);
    identity.SetClaim(Claims.Subject, user).SetClaim(Claims.Name, $"Người {user}");
    identity.SetScopes(request.GetScopes()).SetDestinations(_ => [Destinations.IdentityToken]);
    await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.SignInAsync(context, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, new ClaimsPrincipal(identity));
});
app.Run();
