using EduDx.Ops.Access.Rules;
using Microsoft.AspNetCore.Mvc;

namespace EduDx.Ops.Access.Gate;

/// <summary>Who may call an endpoint. Each endpoint states one beside its mapping; one that states none is answered to nobody.</summary>
/// <param name="Kind">How it is decided.</param>
/// <param name="Action">What it does, when it is decided by rights.</param>
/// <param name="Classes">With which data.</param>
/// <param name="ScopeKey">Name of the route value or query parameter that names the node; null for the whole city.</param>
internal sealed record AccessPolicy(PolicyKind Kind, AccessAction Action = default, DataClass Classes = default, string? ScopeKey = null)
{
    /// <summary>The node that a request is about, when the gate decides it.</summary>
    public string? ScopeOf(HttpContext context) => ScopeKey is null ? null
        : context.Request.RouteValues.TryGetValue(ScopeKey, out var value) ? value?.ToString()
        : context.Request.Query[ScopeKey];
}

/// <summary>How a call of an endpoint is decided.</summary>
internal enum PolicyKind
{
    /// <summary>Nobody said: for nobody.</summary>
    Unstated,
    /// <summary>For everybody: it tells and changes nothing that is not in the repository.</summary>
    Public,
    /// <summary>For devices, which show their own credentials to what stands behind it.</summary>
    Device,
    /// <summary>For everybody of whom it is known who they are.</summary>
    Known,
    /// <summary>By rights to the node that the request names; decided at the gate.</summary>
    Rights,
    /// <summary>By rights to some node; its handler decides for the node, and cuts lists to what may be seen.</summary>
    RightsSomewhere,
}

/// <summary>The policies as endpoints state them.</summary>
internal static class AccessPolicies
{
    /// <summary>Bytes of a body that is read before it is known who sends it.</summary>
    public const int MostOfAStranger = 64 << 10;

    public static T ForEverybody<T>(this T routes)
        where T : IEndpointConventionBuilder => routes.WithMetadata(new AccessPolicy(PolicyKind.Public), new RequestSizeLimitAttribute(MostOfAStranger));

    public static T ForDevices<T>(this T routes)
        where T : IEndpointConventionBuilder => routes.WithMetadata(new AccessPolicy(PolicyKind.Device));

    public static T ForKnown<T>(this T routes)
        where T : IEndpointConventionBuilder => routes.WithMetadata(new AccessPolicy(PolicyKind.Known));

    /// <summary>Needs the right at the node that <paramref name="scopeKey"/> names in the path or the query; at the city without a key, or when the request names none.</summary>
    public static T Needs<T>(this T routes, AccessAction action, DataClass classes, string? scopeKey = null)
        where T : IEndpointConventionBuilder => routes.WithMetadata(new AccessPolicy(PolicyKind.Rights, action, classes, scopeKey));

    /// <summary>Needs the right at some node; the handler asks <see cref="Caller"/> for the nodes it touches.</summary>
    public static T NeedsSomewhere<T>(this T routes, AccessAction action, DataClass classes)
        where T : IEndpointConventionBuilder => routes.WithMetadata(new AccessPolicy(PolicyKind.RightsSomewhere, action, classes));
}
