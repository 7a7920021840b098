using System.Text.RegularExpressions;
using EduDx.Ops.Api;

namespace EduDx.Ops.Audit;

/// <summary>Routes whose use is written into the audit. When it takes no entry, nothing is done that must stand in it.</summary>
internal static partial class AuditedEndpoints
{
    /// <summary>Writes an entry for each call that got as far as its handler.</summary>
    /// <param name="route">The route.</param>
    /// <param name="action">The action; <c>{name}</c> stands for a value of the path or of the query.</param>
    /// <param name="subject">The subject; the same.</param>
    /// <param name="detail">What else is worth knowing, from the arguments and the result; no personal data.</param>
    public static RouteHandlerBuilder Audited(this RouteHandlerBuilder route, string action, string subject, Func<EndpointFilterInvocationContext, object?, string>? detail = null) =>
        route.Audited(action, context => Fill(subject, context.HttpContext), detail);

    /// <summary>The same, for a subject that stands in the body.</summary>
    public static RouteHandlerBuilder Audited(this RouteHandlerBuilder route, string action, Func<EndpointFilterInvocationContext, string> subject, Func<EndpointFilterInvocationContext, object?, string>? detail = null) =>
        route.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var audit = http.RequestServices.GetRequiredService<AuditLog>();
            if (!audit.TryRecover()) return Problems.Later("it was not done: the audit takes no entry (docs/operations/audit.md)");
            var entry = new AuditEntry(AuditActor.Of(http), Fill(action, http), subject(context), "", AuditOutcome.Failed);
            try
            {
                var result = await next(context);
                entry = entry with { Outcome = OutcomeOf(result), Detail = detail?.Invoke(context, result) ?? "" };
                return TryAppend(audit, entry) ? result : Problems.Later("it was done, and the audit could not be written: nothing else that must stand in it is done (docs/operations/audit.md)");
            }
            catch
            {
                TryAppend(audit, entry);
                throw;
            }
        });

    // A disk that takes nothing is told by AuditLog.IsFailed, to the metrics, the log and the next caller.
    private static bool TryAppend(AuditLog audit, AuditEntry entry)
    {
        try
        {
            audit.Append(entry);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static AuditOutcome OutcomeOf(object? result) => (result as IStatusCodeHttpResult)?.StatusCode switch
    {
        null or < 400 => AuditOutcome.Done,
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => AuditOutcome.Refused,
        _ => AuditOutcome.Failed,
    };

    private static string Fill(string template, HttpContext http) =>
        Named().Replace(template, m => http.Request.RouteValues[m.Groups[1].Value]?.ToString() ?? http.Request.Query[m.Groups[1].Value].ToString());

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Named();
}
