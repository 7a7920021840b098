using System.Security.Claims;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Access.SignOn;
using EduDx.Ops.Api;
using EduDx.Ops.Audit;
using EduDx.Ops.Ingest;

namespace EduDx.Ops.Access.Gate;

/// <summary>Before every endpoint: who it is, whether their browser was sent by a page of ours, and whether they may.</summary>
internal sealed class AccessGate(RequestDelegate next, PeopleDirectory people, CityHolder holder, OpsOptions options, AuditLog audit, TimeProvider time)
{
    private const string Bearer = "Bearer ";

    private static readonly AccessPolicy s_unstated = new(PolicyKind.Unstated);

    public async Task InvokeAsync(HttpContext context)
    {
        var caller = CallerOf(context.Request);
        context.User = new ClaimsPrincipal(new CallerIdentity(caller));
        // What is no route is routing's own answer (405, 415): it says nothing, and nobody could state its policy.
        var policy = context.GetEndpoint() is RouteEndpoint endpoint ? endpoint.Metadata.GetMetadata<AccessPolicy>() ?? s_unstated : null;
        // A file of the walls, or nothing: both are for everybody.
        if (policy is null || Refusal(context, caller, policy) is not { } refusal)
        {
            if (caller.Screen is { } screen) screen.SeenMs = time.GetUtcNow().ToUnixTimeMilliseconds();
            await next(context);
            return;
        }
        audit.Append(new(caller.Principal.Id, "access", $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}", "", AuditOutcome.Refused));
        await refusal.ExecuteAsync(context);
    }

    private IResult? Refusal(HttpContext context, Caller caller, AccessPolicy policy)
    {
        // Devices show credentials that no browser adds by itself; without any, a page from elsewhere must not speak for them.
        var isDevice = policy.Kind == PolicyKind.Device && options.Access.Mode == AccessMode.Required;
        if (options.Access.Mode == AccessMode.Local && !SameOrigin.IsLoopbackName(context.Request.Host))
        {
            return Problems.Forbidden($"this server is for its own machine, and '{context.Request.Host}' is not a name of it: open http://127.0.0.1:{context.Connection.LocalPort}/, or set Ops:Access:Mode (docs/access.md)");
        }
        if (!isDevice && SameOrigin.Problem(context.Request) is { } forged) return Problems.Forbidden(forged);
        return policy.Kind switch
        {
            PolicyKind.Public or PolicyKind.Device => null,
            PolicyKind.Known => caller.IsKnown ? null : caller.Refused(AccessAction.Watch, DataClass.None, null),
            PolicyKind.Rights => caller.Refusal(policy.Action, policy.Classes, policy.ScopeOf(context)),
            // Which class it takes is in the request: the handler knows.
            PolicyKind.RightsSomewhere when policy.Classes == DataClass.None => caller.IsKnown ? null : caller.Refused(policy.Action, DataClass.None, null),
            PolicyKind.RightsSomewhere => AccessRules.MaySomewhere(caller.Principal, policy.Action, policy.Classes) ? null : caller.Refused(policy.Action, policy.Classes, "any node"),
            _ => Problems.Forbidden($"{context.GetEndpoint()!.DisplayName} states no access policy, so nobody may call it: state one beside its mapping (src/EduDx.Ops/Access/Gate/AccessPolicy.cs)"),
        };
    }

    private Caller CallerOf(HttpRequest request)
    {
        var session = request.Cookies[SessionCookie.Name];
        var screen = request.Cookies[SessionCookie.ScreenName];
        // The token of a program or of a screen: which of the two, the directory knows.
        if (request.Headers.Authorization is [{ } value] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) session = screen = value[Bearer.Length..].Trim();
        return new Caller(people, holder, options.Access.Mode, session is null ? null : Secret.Hash(session), screen is null ? null : Secret.Hash(screen));
    }
}
