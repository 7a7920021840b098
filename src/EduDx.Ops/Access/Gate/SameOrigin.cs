using System.Net;

namespace EduDx.Ops.Access.Gate;

/// <summary>
/// What a page of another origin makes a browser send is refused. Browsers put <c>Origin</c> on every request that changes something and on every WebSocket, and
/// <c>Sec-Fetch-Site</c> on all; programs send neither, and carry no cookie that they were not given. So no token has to travel with forms, and nothing is kept.
/// </summary>
internal static class SameOrigin
{
    /// <summary>Why the request is refused; null when it is not.</summary>
    public static string? Problem(HttpRequest request)
    {
        var changes = !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));
        if (!changes && !request.HttpContext.WebSockets.IsWebSocketRequest && !IsExtendedConnect(request)) return null;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        if (site is "cross-site" or "same-site") return "this came from a page of another origin; open this server's own pages";
        // The authority alone: behind a proxy with TLS the scheme here is not the browser's.
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && string.Equals(page.Authority, Authority(request, page), StringComparison.OrdinalIgnoreCase))
            ? null
            : $"this came from a page of {origin}, and this server is {request.Host}; open this server's own pages";
    }

    /// <summary>
    /// Without sign-on the name in the address is what stands between this server and a page whose name was pointed at this machine (DNS rebinding).
    /// </summary>
    public static bool IsLoopbackName(HostString host) =>
        host.Host is "localhost" or "" || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    // The default port is left out by browsers and may be written by others.
    private static string Authority(HttpRequest request, Uri page) =>
        request.Host.Port is { } port && page.IsDefaultPort && port == page.Port ? request.Host.Host : request.Host.Value ?? "";

    private static bool IsExtendedConnect(HttpRequest request) => HttpMethods.IsConnect(request.Method);
}
