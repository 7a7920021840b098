using EduDx.Contracts.Frames;
using EduDx.Ops.Access;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Pairing;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Access.SignOn;
using EduDx.Ops.Audit;
using EduDx.Ops.Hub;
using EduDx.Ops.Ingest;

namespace EduDx.Ops.Api;

/// <summary>Pairing of screens (RFC 8628), and the list of those that are paired.</summary>
internal static class ScreensApi
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:device_code";
    private const int MaxForm = 4 * 1024;

    public static void MapScreensApi(this IEndpointRouteBuilder routes)
    {
        // Without a token: a screen has none yet. Both cost a bounded table and a limited number of tries.
        routes.MapPost("/oauth/device_authorization", Begin).ForEverybody().WithSummary("A code for a screen that wants to be paired (RFC 8628)").Produces<DeviceAuthorization>();
        routes.MapPost("/oauth/token", AskAsync).ForEverybody().WithSummary("The token of a paired screen, once it was confirmed (RFC 8628)").Produces<ScreenToken>();
        routes.MapGet("/api/v1/screens", List).NeedsSomewhere(AccessAction.Read, DataClass.Screens).WithSummary("Paired screens").Produces<ScreensAnswer>();
        routes.MapPost("/api/v1/screens", Confirm).Audited("screen.pair", "screen", (context, _) => context.GetArgument<ScreenPairing>(0).Scope ?? "").NeedsSomewhere(AccessAction.Manage, DataClass.Screens).WithSummary("Confirms the code that a screen shows, for a playlist and a scope");
        routes.MapDelete("/api/v1/screens/{id:int}", Revoke).Audited("screen.revoke", "screen-{id}").NeedsSomewhere(AccessAction.Manage, DataClass.Screens).WithSummary("Revokes a paired screen: it goes dark within seconds");
    }

    private static IResult Begin(HttpContext context, PairingDesk desk) => desk.Begin(context.Connection.RemoteIpAddress?.ToString() ?? "") is var (device, user)
        ? Results.Json(
            new DeviceAuthorization
            {
                DeviceCode = device, UserCode = user, VerificationUri = $"{context.Request.Scheme}://{context.Request.Host}/screens", ExpiresIn = (int)PairingDesk.Life.TotalSeconds,
                Interval = (int)PairingDesk.Interval.TotalSeconds,
            },
            ContractJson.Readable.DeviceAuthorization)
        : Problems.Later("too many screens ask for a code; ask again in a minute");

    private static async Task<IResult> AskAsync(HttpContext context, PairingDesk desk, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > MaxForm) return Error("invalid_request");
        var form = await context.Request.ReadFormAsync(cancel);
        if (form["grant_type"] != GrantType) return Error("unsupported_grant_type");
        var (token, screen, error) = desk.Ask(form["device_code"].ToString());
        if (error is not null) return Error(error);
        // A browser keeps it where no script reads it; another screen takes it from the answer.
        SessionCookie.SetScreen(context, token!);
        return Results.Json(new ScreenToken { AccessToken = token!, Screen = Card(screen!, null) }, ContractJson.Readable.ScreenToken);
    }

    private static IResult List(Caller caller, PeopleDirectory people) => Results.Json(
        new ScreensAnswer
        {
            Screens = [.. from s in people.Screens where caller.May(AccessAction.Read, DataClass.Screens, Scope(s.Row.Node)) select Card(s.Row, s.SeenMs)],
        },
        ContractJson.Readable.ScreensAnswer);

    private static IResult Confirm(ScreenPairing body, Caller caller, PairingDesk desk, Playlists playlists, CityHolder holder)
    {
        var node = string.IsNullOrEmpty(body.Scope) ? holder.Current.Nodes is [var city, ..] ? city.Id : Grant.Everything : body.Scope;
        if (caller.Refusal(AccessAction.Manage, DataClass.Screens, Scope(node)) is { } refusal) return refusal;
        if (caller.Account is not { } account) return caller.Refused(AccessAction.Manage, DataClass.Screens, node);
        if (body.Name is not { Length: > 0 and <= 100 }) return Problems.Bad("name says where the screen hangs, in 1 to 100 characters");
        if (node != Grant.Everything && !holder.Current.NodeById.ContainsKey(node)) return Problems.Missing($"the tree has no node '{node}'; GET /api/v1/tree lists them");
        if (playlists.Read(body.List, out var entries) is { } problem) return Problems.Bad(problem);
        var outside = entries.FirstOrDefault(e => e.Scope is not null && !NodePaths.Of(holder.Current, e.Scope).Contains(node) && node != Grant.Everything);
        if (outside.View is not null) return Problems.Bad($"the list '{body.List}' shows '{outside.Scope}', which is not under '{node}': choose a list without scopes, or one of that place");
        // What they hand on they must have: nobody pairs a screen for more than they may watch.
        var views = entries.Select(e => e.View).Distinct().ToArray();
        if (views.FirstOrDefault(v => !FrameRequest.Views.Contains(v)) is { } unknown) return Problems.Bad($"the list '{body.List}' has the view '{unknown}'; the views are {string.Join(", ", FrameRequest.Views)}");
        foreach (var view in views)
        {
            if (caller.Refusal(AccessAction.Watch, ViewClasses.OfView(view), view == "system" ? null : Scope(node)) is { } beyond) return beyond;
        }
        return desk.Confirm(body.UserCode, new ScreenChoice(body.Name, body.List, node, views, account.Row.Key), caller.Principal.Id) is { } why
            ? Results.Problem(why, statusCode: StatusCodes.Status409Conflict, title: "not paired")
            : Results.NoContent();
    }

    private static IResult Revoke(int id, Caller caller, PeopleDirectory people)
    {
        if (people.Screens.FirstOrDefault(s => s.Row.Key == id) is not { } screen) return Problems.Missing($"there is no screen {id}; GET /api/v1/screens lists them");
        if (caller.Refusal(AccessAction.Manage, DataClass.Screens, Scope(screen.Row.Node)) is { } refusal) return refusal;
        people.Unpair(id);
        return Results.NoContent();
    }

    /// <summary>A screen as lists show it.</summary>
    public static ScreenCard Card(Registry.People.ScreenRow row, long? seenMs) => new()
    {
        Id = row.Key,
        Name = row.Name,
        List = row.List,
        Scope = row.Node,
        Views = row.Views.Split(' '),
        PairedAt = Live.City.LocalTime.At(row.PairedMs),
        SeenAt = seenMs is > 0 ? Live.City.LocalTime.At(seenMs.Value) : null,
    };

    private static string? Scope(string node) => node == Grant.Everything ? null : node;

    private static IResult Error(string error) => Results.Json(new OAuthError { Error = error }, ContractJson.Readable.OAuthError, statusCode: StatusCodes.Status400BadRequest);
}
