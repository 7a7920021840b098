namespace EduDx.Ops.Access;

/// <summary>Who may come in.</summary>
public enum AccessMode
{
    /// <summary>Whoever reaches the ports, which listen on loopback: the operator of this machine.</summary>
    Local,
    /// <summary>Devices with a credential, people who signed in.</summary>
    Required,
    /// <summary>Anybody who reaches the ports, from other machines too.</summary>
    Open,
}

/// <summary>Who may come in.</summary>
public sealed class AccessOptions
{
    /// <summary><c>Local</c> (default), <c>Required</c> (devices need credentials, people sign in) or <c>Open</c> (nobody is asked, beyond this machine too).</summary>
    public AccessMode Mode { get; set; }
}
