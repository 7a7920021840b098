using System.Security.Cryptography;
using System.Text;

namespace EduDx.Ops.Access.SignOn;

/// <summary>The one-time link that start-up prints on the console: whoever starts the server is its first administrator, and is again when the password is lost.</summary>
/// <param name="time">Real time.</param>
internal sealed class AdministratorLink(TimeProvider time)
{
    /// <summary>How long it can be used.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly long _made = time.GetTimestamp();
    private string? _code = Secret.New();

    /// <summary>The address to open. The code stands behind <c>#</c>: browsers send that to no server, so no log of a proxy has it.</summary>
    public string Address(string root) => $"{root}sign-in#link={_code}";

    /// <summary>Uses it up.</summary>
    /// <returns>True when it was the code, the first time and in time.</returns>
    public bool Take(string code)
    {
        lock (_gate)
        {
            if (_code is null || time.GetElapsedTime(_made) > Life) return false;
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code), Encoding.UTF8.GetBytes(_code))) return false;
            _code = null;
            return true;
        }
    }
}
