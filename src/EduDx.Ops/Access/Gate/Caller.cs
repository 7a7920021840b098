using EduDx.Ops.Access.Rules;
using EduDx.Ops.Api;
using EduDx.Ops.Hub;
using EduDx.Ops.Ingest;

namespace EduDx.Ops.Access.Gate;

/// <summary>
/// Who is behind a request or a stream. What they may do is looked up at each question: a stream that has run for days sees at once that its session was revoked
/// or its role taken back.
/// </summary>
/// <param name="people">Sessions and screens.</param>
/// <param name="holder">The tree.</param>
/// <param name="mode">Who is let in.</param>
/// <param name="sessionHash">Hash of the session's token; null without one.</param>
/// <param name="screenHash">Hash of the screen's token; null without one.</param>
internal sealed class Caller(PeopleDirectory people, CityHolder holder, AccessMode mode, string? sessionHash, string? screenHash)
{
    /// <summary>Hash of the token of the session, when it is a session.</summary>
    public string? SessionHash => sessionHash;

    /// <summary>The account that is signed in; null when nobody is.</summary>
    public PeopleDirectory.Account? Account => sessionHash is null ? null : people.BySession(sessionHash);

    /// <summary>The paired screen; null when it is none.</summary>
    public PeopleDirectory.Screen? Screen => screenHash is null ? null : people.ByScreen(screenHash);

    /// <summary>Who they are now.</summary>
    public Principal Principal
    {
        get
        {
            if (mode == AccessMode.Required) return Account?.Principal ?? Screen?.Principal ?? Principal.Nobody;
            // Whoever reaches the port is the local operator; who signs in as well may do what both may.
            return Account?.Principal is { } person ? person with { Grants = [.. person.Grants, .. Principal.Local.Grants] } : Principal.Local;
        }
    }

    /// <summary>True when it is known who they are.</summary>
    public bool IsKnown => !ReferenceEquals(Principal, Principal.Nobody);

    /// <summary>May they do it to a node?</summary>
    /// <param name="action">What.</param>
    /// <param name="classes">To which classes of data, all of them.</param>
    /// <param name="scope">Id of the node, as an address carries it; null or empty for the city.</param>
    public bool May(AccessAction action, DataClass classes, string? scope) => AccessRules.May(Principal, action, classes, NodePaths.Of(holder.Current, scope));

    /// <summary>May they watch a view of a node?</summary>
    public bool MayWatch(FrameRequest request) =>
        (Principal.Views is not { } views || views.Contains(request.View)) && May(AccessAction.Watch, ViewClasses.OfView(request.View), ScopeOf(request));

    /// <summary>The request as it is answered to them: without the parts of a frame that are of another class than its view, unless they may see those too.</summary>
    public FrameRequest Cut(FrameRequest request) => request with
    {
        Without = (May(AccessAction.Watch, DataClass.PersonRows, ScopeOf(request)) ? FrameParts.None : FrameParts.PersonRows)
            | (May(AccessAction.Watch, DataClass.Alarms, ScopeOf(request)) ? FrameParts.None : FrameParts.AlarmLine),
    };

    // The view system is of the whole city, whatever else the address names; so are the alarms in it.
    private static string? ScopeOf(FrameRequest request) => request.View == "system" ? null : request.Scope;

    /// <summary>Why not, as the answer to the request: 401 for who is not known, 403 for who is.</summary>
    public IResult? Refusal(AccessAction action, DataClass classes, string? scope) => May(action, classes, scope) ? null : Refused(action, classes, scope);

    /// <summary>The answer to what they may not do.</summary>
    public IResult Refused(AccessAction action, DataClass classes, string? scope) =>
        !IsKnown ? Problems.SignIn("sign in at /sign-in, or send the token of a program or a paired screen as 'Authorization: Bearer TOKEN' (docs/access.md)")
        : mode != AccessMode.Required && Account is null ? Problems.SignIn("this lets others in or tells who they are: open the administrator's link that start-up printed, or sign in at /sign-in (docs/access.md)")
        : Problems.Forbidden($"{action} of {classes} at '{(string.IsNullOrEmpty(scope) ? "the whole city" : scope)}' is not among your rights; GET /api/v1/access/me lists them, an administrator grants them");

    /// <summary>Bound from the request by the handlers that decide node by node.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));

    /// <summary>The caller of a request.</summary>
    public static Caller Of(HttpContext context) => ((CallerIdentity)context.User.Identity!).Caller;
}
