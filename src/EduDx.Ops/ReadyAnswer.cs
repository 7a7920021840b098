using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EduDx.Ops;

/// <summary>The answer of <c>/readyz</c>: the state, and why in words.</summary>
internal static class ReadyAnswer
{
    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        why = report.Entries.Values.Select(e => e.Description).Where(d => d is not null).Distinct(),
    });
}
