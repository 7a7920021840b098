using System.Globalization;
using EduDx.Contracts.Frames;
using EduDx.Live.City;
using EduDx.Ops.Access;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Access.SignOn;
using EduDx.Ops.Audit;
using EduDx.Ops.Ingest;
using Microsoft.AspNetCore.Authentication;

namespace EduDx.Ops.Api;

/// <summary>Signing in and out, who may do what, and the policies of all endpoints.</summary>
internal static class AccessApi
{
    private const int DefaultProgramDays = 365;
    private const int MaxProgramDays = 1825;

    public static void MapAccessApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/access/me", Me).ForEverybody().WithSummary("Who you are here, what you may do, and how to sign in").Produces<MeAnswer>();
        routes.MapPost("/api/v1/access/link", (LinkRequest body, HttpContext context, SignOnDesk desk) => Answer(context, desk.ByLink(context, body.Code)))
            .ForEverybody().Audited("sign-on.link", "administrator").WithSummary("Signs the administrator in by the one-time link");
        routes.MapPost("/api/v1/access/password", (PasswordRequest body, HttpContext context, SignOnDesk desk) => Answer(context, desk.ByPassword(context, body.Password)))
            .ForEverybody().Audited("sign-on.password", "administrator").WithSummary("Signs the administrator in by password");
        routes.MapPut("/api/v1/access/password", SetPassword).ForKnown().Audited("password.set", "administrator").WithSummary("Sets the administrator's password; other sessions end");
        routes.MapPost("/api/v1/access/sign-out", (HttpContext context, SignOnDesk desk) =>
        {
            desk.SignOut(context);
            return Results.NoContent();
        }).ForEverybody().Audited("sign-out", "session").WithSummary("Signs out");
        routes.MapGet("/api/v1/access/provider", Provider).ForEverybody().WithSummary("Goes to the provider of sign-on and comes back signed in");
        routes.MapGet("/api/v1/access/people", (PeopleDirectory people) => Results.Json(
            new PeopleAnswer { People = [.. people.Accounts.Select(a => Card(a, people))] }, ContractJson.Readable.PeopleAnswer))
            .Needs(AccessAction.Read, DataClass.People).WithSummary("People and programs, their roles and how often they are signed in").Produces<PeopleAnswer>();
        routes.MapPost("/api/v1/access/programs", AddProgram).Audited("program.add", "program", (context, _) => context.GetArgument<ProgramRequest>(0).Name ?? "").Needs(AccessAction.Manage, DataClass.People)
            .WithSummary("An account for a program, without rights; answers its token, once").Produces<ProgramToken>();
        routes.MapGet("/api/v1/access/roles", () => Results.Json(RoleTable.Grantable.Select(Card).ToArray(), ContractJson.Readable.RoleCardArray))
            .NeedsSomewhere(AccessAction.Read, DataClass.People).WithSummary("Roles that can be granted, with the classes of data that each has").Produces<RoleCard[]>();
        routes.MapPost("/api/v1/access/people/{account:int}/grants", GrantRole).Audited("grant.add", "account-{account}", (context, _) => Said(context.GetArgument<GrantRequest>(1))).NeedsSomewhere(AccessAction.Manage, DataClass.People).WithSummary("Grants a role on a subtree and some classes of data");
        routes.MapDelete("/api/v1/access/people/{account:int}/grants/{grant:int}", Ungrant).Audited("grant.remove", "account-{account}", (context, _) => $"grant {context.HttpContext.Request.RouteValues["grant"]}").NeedsSomewhere(AccessAction.Manage, DataClass.People).WithSummary("Takes a role back");
        routes.MapDelete("/api/v1/access/people/{account:int}/sessions", CloseSessions).Audited("sessions.end", "account-{account}").Needs(AccessAction.Manage, DataClass.People).WithSummary("Ends all sessions of a person, within seconds also what they watch");
        routes.MapGet("/api/v1/access/policies", Policies).Needs(AccessAction.Read, DataClass.People).WithSummary("Every endpoint with its policy").Produces<PolicyLine[]>();
    }

    private static string Said(GrantRequest body) => $"{body.Role} {body.Node} {string.Join(' ', body.Classes ?? [])}";

    private static IResult Me(HttpContext context, Caller caller, OpsOptions options, PeopleDirectory people)
    {
        context.Response.Headers.CacheControl = "no-store";
        // A screen that comes by keeps its cookie for as long again.
        if (caller.Screen is not null && context.Request.Cookies[SessionCookie.ScreenName] is { } token) SessionCookie.SetScreen(context, token);
        var (account, screen) = (caller.Account, caller.Account is null ? caller.Screen : null);
        return Results.Json(
            new MeAnswer
            {
                Mode = options.Access.Mode.ToString().ToLowerInvariant(),
                Kind = account is not null ? account.Row.Issuer == PeopleDirectory.ProgramIssuer ? "program" : "person" : screen is not null ? "screen" : caller.IsKnown ? "local" : "nobody",
                Name = account?.Row.Name ?? screen?.Row.Name ?? "",
                IsAdministrator = account?.Row.Key == people.Administrator,
                HasPassword = account?.Row.Password is not null,
                Provider = options.Access.Oidc.Authority is null ? null : options.Access.Oidc.Label,
                GrantsRoles = account is not null && AccessRules.MaySomewhere(caller.Principal, AccessAction.Manage, DataClass.People),
                PairsScreens = account is not null && AccessRules.MaySomewhere(caller.Principal, AccessAction.Manage, DataClass.Screens),
                Grants = account is null ? [] : [.. account.Grants.Select(Card)],
                Screen = screen is null ? null : ScreensApi.Card(screen.Row, null),
            },
            ContractJson.Readable.MeAnswer);
    }

    private static IResult Answer(HttpContext context, (string Problem, TimeSpan? Wait)? failed)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (failed is not var (problem, wait)) return Results.NoContent();
        if (wait is null) return Problems.SignIn(problem);
        var seconds = Math.Ceiling(wait.Value.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        return Results.Problem($"{problem} {seconds} s", statusCode: StatusCodes.Status429TooManyRequests);
    }

    private static IResult SetPassword(NewPassword body, Caller caller, PeopleDirectory people)
    {
        if (caller.Account is not { } account || account.Row.Key != people.Administrator) return Problems.Forbidden("only the built-in administrator has a password here; others have theirs at the provider of sign-on");
        if (body.Password.Length is < Passwords.MinLength or > Passwords.MaxLength) return Problems.Bad($"a password has {Passwords.MinLength} to {Passwords.MaxLength} characters; a sentence is easier to remember than signs");
        people.SetPassword(account.Row.Key, body.Password, caller.SessionHash);
        return Results.NoContent();
    }

    private static IResult Provider(string? to, OpsOptions options) => options.Access.Oidc.Authority is null
        ? Problems.Missing("no provider of sign-on is set up (Ops:Access:Oidc:Authority, docs/access.md)")
        // Back to a place of this server alone: an address that names another host would make this an open door to it.
        : Results.Challenge(new AuthenticationProperties { RedirectUri = to is ['/', not ('/' or '\\'), ..] ? to : "/" }, [OidcSignOn.Scheme]);

    private static IResult AddProgram(ProgramRequest body, HttpContext context, PeopleDirectory people)
    {
        var name = body.Name?.Trim() ?? "";
        if (name.Length is 0 or > 100 || name.Any(char.IsControl)) return Problems.Bad("name is what the program is called, 1 to 100 characters");
        if (body.Days is < 1 or > MaxProgramDays) return Problems.Bad($"days is 1 to {MaxProgramDays}");
        if (people.AddProgram(name, TimeSpan.FromDays(body.Days ?? DefaultProgramDays)) is not var (account, token, expires))
        {
            return Results.Problem($"there is a program '{name}' already: give the new one another name, grant it the same, and end the sessions of the old one", statusCode: StatusCodes.Status409Conflict, title: "not done");
        }
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new ProgramToken { Id = account, Name = name, Token = token, Expires = expires.ToOffset(LocalTime.Offset) }, ContractJson.Readable.ProgramToken);
    }

    private static IResult GrantRole(int account, GrantRequest body, Caller caller, PeopleDirectory people, CityHolder holder)
    {
        if (!Enum.TryParse<Role>(body.Role, ignoreCase: true, out var role) || !RoleTable.Grantable.Contains(role)) return Problems.Bad($"role '{body.Role}' is not one of {string.Join(", ", RoleTable.Grantable)}");
        var classes = DataClass.Default;
        if (body.Classes is { Length: > 0 } names)
        {
            classes = DataClass.None;
            foreach (var name in names)
            {
                if (!Enum.TryParse<DataClass>(name, ignoreCase: true, out var one) || int.TryParse(name, out _)) return Problems.Bad($"class '{name}' is not one of {string.Join(", ", Enum.GetNames<DataClass>())}");
                classes |= one;
            }
        }
        if (body.Node != Grant.Everything && !holder.Current.NodeById.ContainsKey(body.Node)) return Problems.Missing($"the tree has no node '{body.Node}'; GET /api/v1/tree lists them, and * stands for everything");
        if (MayManage(caller, body.Node) is { } refusal) return refusal;
        // What they hand on they must hold: nobody grants a class of data that was not granted to them with the right to grant.
        var held = caller.Account!.Principal.Grants.Where(g => AccessRules.May(new Principal("", "", [g]), AccessAction.Manage, DataClass.People, NodePaths.Of(holder.Current, body.Node)))
            .Aggregate(DataClass.None, (all, g) => all | g.Classes);
        if ((classes & ~held) is not DataClass.None and var beyond) return Problems.Forbidden($"{beyond} is not yours to grant at '{body.Node}'");
        return people.Add(account, new Grant(role, body.Node, classes), caller.Account!.Row.Key) is { } key
            ? Results.Json(Card(people.Find(account)!.Grants.Single(g => g.Key == key)), ContractJson.Readable.GrantCard)
            : Problems.Missing($"there is no account {account}; GET /api/v1/access/people lists them");
    }

    private static IResult Ungrant(int account, int grant, Caller caller, PeopleDirectory people)
    {
        if (people.Find(account)?.Grants.FirstOrDefault(g => g.Key == grant) is not { } row) return Problems.Missing($"account {account} has no grant {grant}; GET /api/v1/access/people lists them");
        if (MayManage(caller, row.Node) is { } refusal) return refusal;
        return people.Remove(account, grant) is { } problem ? Results.Problem(problem, statusCode: StatusCodes.Status409Conflict, title: "not done") : Results.NoContent();
    }

    // Everything is granted only by who has everything: the city's node would not cover what is not in the tree yet.
    private static IResult? MayManage(Caller caller, string node) => node == Grant.Everything
        ? AccessRules.May(caller.Principal, AccessAction.Manage, DataClass.People, []) ? null : caller.Refused(AccessAction.Manage, DataClass.People, node)
        : caller.Refusal(AccessAction.Manage, DataClass.People, node);

    private static IResult CloseSessions(int account, PeopleDirectory people) => people.Find(account) is null
        ? Problems.Missing($"there is no account {account}; GET /api/v1/access/people lists them")
        : Results.Ok(new { ended = people.CloseAll(account) });

    private static IResult Policies(EndpointDataSource endpoints) => Results.Json(
        endpoints.Endpoints.OfType<RouteEndpoint>().Select(e => new PolicyLine
        {
            Route = e.RoutePattern.RawText ?? "",
            Methods = [.. e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []],
            Policy = e.Metadata.GetMetadata<AccessPolicy>() is { } policy ? Words(policy) : "",
        }).OrderBy(l => l.Route, StringComparer.Ordinal).ThenBy(l => string.Join(' ', l.Methods), StringComparer.Ordinal).ToArray(),
        ContractJson.Readable.PolicyLineArray);

    private static string Words(AccessPolicy policy) => policy.Kind switch
    {
        PolicyKind.Rights => $"{policy.Action} of {policy.Classes} at {(policy.ScopeKey is { } key ? $"the node of '{key}'" : "the city")}",
        PolicyKind.RightsSomewhere => $"{policy.Action} of {(policy.Classes == DataClass.None ? "what is asked for" : policy.Classes)}, node by node",
        _ => policy.Kind.ToString(),
    };

    private static PersonCard Card(PeopleDirectory.Account account, PeopleDirectory people) => new()
    {
        Id = account.Row.Key, Issuer = account.Row.Issuer, Subject = account.Row.Subject, Name = account.Row.Name, Since = LocalTime.At(account.Row.CreatedMs),
        Sessions = people.SessionsOf(account.Row.Key), Grants = [.. account.Grants.Select(Card)],
    };

    private static GrantCard Card(Registry.People.GrantRow row) => new()
    {
        Id = row.Key, Role = row.Role, Node = row.Node, Classes = Names((DataClass)row.Classes),
        GrantedBy = row.GrantedBy, GrantedAt = LocalTime.At(row.GrantedMs),
    };

    private static RoleCard Card(Role role) => new()
    {
        Role = role.ToString(),
        Classes = Names(Enum.GetValues<AccessAction>().Aggregate(DataClass.None, (all, action) => all | RoleTable.Of(role, action))),
    };

    private static string[] Names(DataClass classes) => [.. Enum.GetValues<DataClass>().Where(c => int.PopCount((int)c) == 1 && classes.HasFlag(c)).Select(c => c.ToString())];

    /// <summary>A program that is to be let in.</summary>
    /// <param name="Name">What it is called, 1 to 100 characters; no second one of the name.</param>
    /// <param name="Days">How long its token stands: 1 to 1825, default 365.</param>
    internal sealed record ProgramRequest(string? Name, int? Days);

    internal sealed record LinkRequest(string Code);

    internal sealed record PasswordRequest(string Password);

    internal sealed record NewPassword(string Password);
}
