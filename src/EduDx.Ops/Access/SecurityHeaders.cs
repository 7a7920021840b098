namespace EduDx.Ops.Access;

/// <summary>What a browser may do with the walls: nothing from elsewhere, no inline script, no framing.</summary>
internal static class SecurityHeaders
{
    // WebAssembly needs 'wasm-unsafe-eval'; ApexCharts and Blazor set style attributes.
    private const string Policy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
        "connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    });
}
