using EduDx.Ops.Access.Gate;
using EduDx.Ops.Audit;
using EduDx.Registry.People;

namespace EduDx.Ops.Access.SignOn;

/// <summary>Signing in and out. Each way is limited, and each leaves a line in the log.</summary>
/// <param name="people">Where sessions are kept.</param>
/// <param name="link">The administrator's one-time link.</param>
/// <param name="audit">Where a sign-on at the provider is written down; the other ways are endpoints, which write for themselves.</param>
/// <param name="time">Real time.</param>
/// <param name="logger">Says who signed in; never with what.</param>
internal sealed partial class SignOnDesk(PeopleDirectory people, AdministratorLink link, AuditLog audit, TimeProvider time, ILogger<SignOnDesk> logger)
{
    private const string ByProvider = "sign-on.provider";

    // A person mistypes a few times; a password of 15 characters does not fall to 60 guesses a minute.
    private readonly AttemptLimiter _attempts = new(each: 5, all: 60, TimeSpan.FromMinutes(1), time);

    /// <summary>Signs the administrator in by the one-time link.</summary>
    /// <returns>Null when done, otherwise why not and how long to wait.</returns>
    public (string Problem, TimeSpan? Wait)? ByLink(HttpContext context, string code) =>
        Limited(context) ?? (link.Take(code)
            ? Open(context, people.Administrator)
            : Failed(context, "this link was used, is older than an hour, or is not of this start of the server; start-up prints a new one"));

    /// <summary>Signs the administrator in by the password.</summary>
    /// <returns>Null when done, otherwise why not and how long to wait.</returns>
    public (string Problem, TimeSpan? Wait)? ByPassword(HttpContext context, string password) =>
        Limited(context) ?? (password.Length <= Passwords.MaxLength && Passwords.Verify(password, people.Find(people.Administrator)!.Row.Password)
            ? Open(context, people.Administrator)
            : Failed(context, "the password is wrong, or none has been set yet: then use the link that start-up prints"));

    /// <summary>Signs in whom the provider vouches for.</summary>
    /// <returns>Null when done; <c>full</c> when there is no room for another account, <c>audit</c> when it cannot be written down.</returns>
    public string? SignedOn(HttpContext context, string issuer, string subject, string name)
    {
        if (people.SignedOn(issuer, subject, name.Length > 200 ? name[..200] : name) is not { } account) return "full";
        try
        {
            // Before the session: one that nobody could find again is not opened.
            audit.Append(new($"account-{account.Row.Key}", ByProvider, $"account-{account.Row.Key}", Address(context)));
        }
        catch (IOException)
        {
            return "audit";
        }
        Open(context, account.Row.Key);
        return null;
    }

    /// <summary>The provider's answer was no good. Its words come by the address, so they must not begin a line of the log.</summary>
    public void OidcFailed(HttpContext context, string why)
    {
        try
        {
            audit.Append(new("nobody", ByProvider, "provider", Address(context), AuditOutcome.Refused));
        }
        catch (IOException)
        {
            // Nobody was let in: the log has it, and the browser is led back.
        }
        LogProvider(string.Concat(why.Take(300).Select(c => char.IsControl(c) ? ' ' : c)));
    }

    /// <summary>Signs out: this session ends for whoever has its token.</summary>
    public void SignOut(HttpContext context)
    {
        var caller = Caller.Of(context);
        if (caller.SessionHash is { } session) people.Close(session);
        SessionCookie.Clear(context, SessionCookie.Name);
        LogOut(caller.Principal.Id);
    }

    private (string, TimeSpan?)? Open(HttpContext context, int account)
    {
        // A new token at each sign-on: one that was planted before is worth nothing.
        if (context.Request.Cookies[SessionCookie.Name] is { } before) people.Close(Secret.Hash(before));
        var (token, expires) = people.Open(account);
        SessionCookie.Set(context, token, expires);
        LogIn(account, Address(context));
        return null;
    }

    private (string, TimeSpan?)? Limited(HttpContext context) => _attempts.Take(Address(context)) is { } wait ? ("too many attempts; wait", wait) : null;

    private (string, TimeSpan?)? Failed(HttpContext context, string why)
    {
        LogFailed(Address(context));
        return (why, null);
    }

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    [LoggerMessage(801, LogLevel.Information, "Account {Account} signed in from {Address}")]
    private partial void LogIn(int account, string address);

    [LoggerMessage(802, LogLevel.Information, "A sign-in from {Address} failed")]
    private partial void LogFailed(string address);

    [LoggerMessage(803, LogLevel.Information, "{Who} signed out")]
    private partial void LogOut(string who);

    [LoggerMessage(804, LogLevel.Information, "The provider of sign-on answered with an error: {Why}")]
    private partial void LogProvider(string why);
}
