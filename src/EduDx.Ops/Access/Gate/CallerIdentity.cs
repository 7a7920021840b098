using System.Security.Claims;

namespace EduDx.Ops.Access.Gate;

/// <summary>The caller as the identity of the request: the one thing of a request that every transport of the hub keeps.</summary>
internal sealed class CallerIdentity : ClaimsIdentity
{
    private const string Scheme = "edudx";

    public CallerIdentity(Caller caller)
        : base([new Claim("sub", caller.Principal.Id)], caller.Account is null && caller.Screen is null ? null : Scheme) => Caller = caller;

    public Caller Caller { get; }
}
