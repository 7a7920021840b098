using System.ComponentModel.DataAnnotations;
using System.Net;
using EduDx.Ops.Access.SignOn;
using Microsoft.Extensions.Options;

namespace EduDx.Ops.Access;

/// <summary>Who may do what: <c>Ops:Access</c> (docs/access.md).</summary>
public sealed class AccessOptions
{
    /// <summary>Default <see cref="AccessMode.Local"/>. Listening beyond loopback needs one of the others.</summary>
    public AccessMode Mode { get; set; } = AccessMode.Local;

    /// <summary>Hours after which somebody who signed in must do so again. Default 12: a shift and its handover.</summary>
    [Range(1, 720)]
    public int SessionHours { get; set; } = 12;

    /// <summary>A provider of sign-on. Default none.</summary>
    [ValidateObjectMembers]
    public OidcOptions Oidc { get; set; } = new();

    /// <summary>Why the server must not listen there as it is set up.</summary>
    /// <param name="bind">Address to listen on (<c>Ops:Bind</c>).</param>
    /// <param name="tls">True when a certificate is set.</param>
    /// <returns>Null, or one line: what, where and what to do.</returns>
    public string? Refusal(IPAddress bind, bool tls) => (IPAddress.IsLoopback(bind), Mode, tls) switch
    {
        (true, _, _) or (false, AccessMode.Open, _) or (false, AccessMode.Required, true) => null,
        (false, AccessMode.Required, false) =>
            $"Ops:Bind={bind} can be reached from other machines, and without TLS passwords and tokens would cross the network in the clear: set a certificate, "
            + "or listen on 127.0.0.1 behind a proxy with TLS on this machine (docs/access.md)",
        _ => $"Ops:Bind={bind} can be reached from other machines, and Ops:Access:Mode={Mode} lets in whoever reaches the port: set Ops:Access:Mode=Required "
            + "(devices need credentials, people sign in), or say Ops:Access:Mode=Open when everyone on that network may read and change everything (docs/access.md)",
    };
}

/// <summary>Who is let in.</summary>
public enum AccessMode
{
    /// <summary>
    /// On loopback only. Who reaches the port is the local operator and may do everything but manage access (people, credentials, pairing, the vault, the audit):
    /// that needs the administrator's one-time link, which start-up prints.
    /// </summary>
    Local,

    /// <summary>Devices need credentials and people sign in. Beyond loopback it needs TLS as well.</summary>
    Required,

    /// <summary>Everyone who reaches the port is treated as in <see cref="Local"/>, from any machine. Every wall says so in a red banner.</summary>
    Open,
}
