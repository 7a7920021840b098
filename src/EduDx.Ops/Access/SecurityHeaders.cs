namespace EduDx.Ops.Access;

/// <summary>What a browser may do with the walls: nothing from elsewhere, no inline script, no eval, no framing, none of the machine's senses.</summary>
internal static class SecurityHeaders
{
    // WebAssembly needs 'wasm-unsafe-eval', which compiles modules and evaluates no text. ApexCharts and Blazor set style attributes.
    private const string Policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
        "connect-src 'self'; font-src 'self'; manifest-src 'self'; object-src 'none'; frame-src 'none'; worker-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    private const string Senses = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), midi=(), display-capture=(), browsing-topics=()";

    private const string HalfAYear = "max-age=15768000";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Senses;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["X-Permitted-Cross-Domain-Policies"] = "none";
        // Over plain HTTP browsers ignore it, and RFC 6797 (7.2) wants it left out.
        if (context.Request.IsHttps) headers.StrictTransportSecurity = HalfAYear;
        // What is answered about a city is nobody's to keep; files of the walls have versions of their own.
        if (context.Request.Path.StartsWithSegments("/api")) headers.CacheControl = "no-store";
        return next(context);
    });
}
