using System.Security.Cryptography;
using System.Text;
using EduDx.Ops.Api;

namespace EduDx.Ops.Access;

/// <summary>
/// Who may manage access: whoever shows the token that lies in <c>administrator.token</c> of the data folder, readable for the server's user alone.
/// The one place where this is asked.
/// </summary>
internal sealed class Administrators(OpsOptions options)
{
    private const string Bearer = "Bearer ";
    private const int TokenBytes = 32;

    private readonly Lazy<byte[]> _hash = new(() => SHA256.HashData(Encoding.UTF8.GetBytes(Token(Path.Combine(options.Data, "administrator.token")))));

    /// <summary>True when the request shows the administrator's token.</summary>
    public bool IsOne(HttpRequest request) =>
        request.Headers.Authorization is [{ } value] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(value[Bearer.Length..].Trim())), _hash.Value);

    /// <summary>Makes the token when there is none yet, so that it can be read before the first question.</summary>
    public void Prepare() => _ = _hash.Value;

    private static string Token(string path)
    {
        if (File.Exists(path)) return File.ReadAllText(path).Trim();
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        // Closed to others before anything is in it.
        File.Create(path).Dispose();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(path, token + "\n");
        return token;
    }
}

/// <summary>The policy as routes name it.</summary>
internal static class AdministratorPolicy
{
    /// <summary>Answers 401 to everybody but the administrator.</summary>
    public static T RequireAdministrator<T>(this T routes) where T : IEndpointConventionBuilder
    {
        routes.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (http.RequestServices.GetRequiredService<Administrators>().IsOne(http.Request)) return await next(context);
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Unauthorized("only the administrator may do this: send 'Authorization: Bearer TOKEN' with the token of administrator.token in the server's data folder");
        });
        return routes;
    }
}
