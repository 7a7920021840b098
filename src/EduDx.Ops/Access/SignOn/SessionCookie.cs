namespace EduDx.Ops.Access.SignOn;

/// <summary>
/// The tokens of a browser: out of reach of scripts, not sent with what pages of other origins ask for, and over TLS only once they came over TLS. They carry
/// nothing; what they open is in the registry.
/// </summary>
internal static class SessionCookie
{
    /// <summary>Somebody is signed in.</summary>
    public const string Name = "edudx_session";
    /// <summary>The browser is a paired screen.</summary>
    public const string ScreenName = "edudx_screen";

    // Browsers keep no cookie for longer; it is set anew whenever the screen asks who it is.
    private static readonly TimeSpan s_screenLife = TimeSpan.FromDays(400);

    public static void Set(HttpContext context, string token, DateTimeOffset expires) => context.Response.Cookies.Append(Name, token, Options(context, expires - Now(context)));

    public static void SetScreen(HttpContext context, string token) => context.Response.Cookies.Append(ScreenName, token, Options(context, s_screenLife));

    public static void Clear(HttpContext context, string name) => context.Response.Cookies.Delete(name, Options(context, TimeSpan.Zero));

    private static DateTimeOffset Now(HttpContext context) => context.RequestServices.GetRequiredKeyedService<TimeProvider>(AccessServices.RealTime).GetUtcNow();

    // Lax and not Strict: the way back from the provider of sign-on is a navigation from elsewhere.
    private static CookieOptions Options(HttpContext context, TimeSpan life) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", MaxAge = life, IsEssential = true,
    };
}
