using System.Security.Claims;

namespace EduDx.Ops.Audit;

/// <summary>Who a request is from, as the audit names them.</summary>
internal static class AuditActor
{
    /// <summary>Who reaches the port of a server without sign-on.</summary>
    public const string Local = "local";

    /// <summary>The id of the principal: of an account, a screen, <c>nobody</c>.</summary>
    public static string Of(HttpContext context) => context.User.FindFirstValue("sub") ?? Local;
}
