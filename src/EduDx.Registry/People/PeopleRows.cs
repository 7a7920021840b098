namespace EduDx.Registry.People;

/// <summary>Somebody who signs in.</summary>
public sealed class AccountRow
{
    /// <summary>Key; never given twice.</summary>
    public int Key { get; set; }
    /// <summary>Who vouches: the issuer of an OpenID Connect provider, or <c>local</c> for the built-in administrator.</summary>
    public required string Issuer { get; set; }
    /// <summary>The issuer's own id of the person (<c>sub</c>).</summary>
    public required string Subject { get; set; }
    /// <summary>Name on screens, as the issuer gives it.</summary>
    public required string Name { get; set; }
    /// <summary>Hash of the password; null for accounts of a provider, and until one is set.</summary>
    public string? Password { get; set; }
    /// <summary>Unix milliseconds of the first sign-on.</summary>
    public long CreatedMs { get; set; }
}

/// <summary>A role on a subtree and some classes of data.</summary>
public sealed class GrantRow
{
    /// <summary>Key; never given twice.</summary>
    public int Key { get; set; }
    /// <summary>Whose.</summary>
    public int AccountKey { get; set; }
    /// <summary>Name of the role.</summary>
    public required string Role { get; set; }
    /// <summary>Id of the node at the top of the subtree; <c>*</c> for everything.</summary>
    public required string Node { get; set; }
    /// <summary>Classes of data, bits.</summary>
    public int Classes { get; set; }
    /// <summary>Account that granted it; 0 for the server.</summary>
    public int GrantedBy { get; set; }
    /// <summary>Unix milliseconds.</summary>
    public long GrantedMs { get; set; }
}

/// <summary>A browser in which somebody is signed in. The token itself is nowhere but in that browser.</summary>
public sealed class SessionRow
{
    /// <summary>SHA-256 of the token, hexadecimal.</summary>
    public required string TokenHash { get; set; }
    /// <summary>Whose.</summary>
    public int AccountKey { get; set; }
    /// <summary>Unix milliseconds.</summary>
    public long CreatedMs { get; set; }
    /// <summary>Unix milliseconds from which it is no more.</summary>
    public long ExpiresMs { get; set; }
}

/// <summary>A screen that was paired. The token itself is nowhere but on that screen.</summary>
public sealed class ScreenRow
{
    /// <summary>Key; never given twice.</summary>
    public int Key { get; set; }
    /// <summary>SHA-256 of the token, hexadecimal.</summary>
    public required string TokenHash { get; set; }
    /// <summary>Where it hangs, in the words of who paired it.</summary>
    public required string Name { get; set; }
    /// <summary>Name of its playlist.</summary>
    public required string List { get; set; }
    /// <summary>Id of the node at the top of what it may show; <c>*</c> for everything.</summary>
    public required string Node { get; set; }
    /// <summary>Views that it may show, by spaces.</summary>
    public required string Views { get; set; }
    /// <summary>Account that paired it.</summary>
    public int PairedBy { get; set; }
    /// <summary>Unix milliseconds.</summary>
    public long PairedMs { get; set; }
}
