using System.Security.Claims;

namespace EduDx.Ops.Audit;

/// <summary>Who a request is from, as the audit names them.</summary>
internal static class AuditActor
{
    /// <summary>Who reaches the port of a server without sign-on.</summary>
    public const string Local = "local";

    /// <summary>The id of who signed on; <see cref="Local"/> when nobody did.</summary>
    public static string Of(HttpContext context) => context.User.Identity is { IsAuthenticated: true } identity
        ? context.User.FindFirstValue("sub") ?? context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? identity.Name ?? "unnamed"
        : Local;
}
