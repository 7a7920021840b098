using System.ComponentModel.DataAnnotations;

namespace EduDx.Ops.Access.SignOn;

/// <summary>An OpenID Connect provider that people sign in at: <c>Ops:Access:Oidc</c> (docs/access.md).</summary>
public sealed class OidcOptions
{
    /// <summary>The issuer's address, for example <c>https://id.hue.gov.vn/realms/edu</c>; its discovery document is read from there. Default none: the built-in administrator alone signs in.</summary>
    public string? Authority { get; set; }

    /// <summary>Id under which the provider knows this server. Its redirect address there is <c>https://HOST/signin-oidc</c>.</summary>
    public string ClientId { get; set; } = "edudx-ops";

    /// <summary>Secret of the client; null for a public client, which PKCE protects. In earnest by the environment: <c>Ops__Access__Oidc__ClientSecret</c>.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Scopes to ask for, by spaces. Default <c>openid profile</c>.</summary>
    [Required]
    public string Scopes { get; set; } = "openid profile";

    /// <summary>Claim with the person's name on screens. Default <c>name</c>; without it their id stands there.</summary>
    [Required]
    public string NameClaim { get; set; } = "name";

    /// <summary>Name of the provider on the sign-in page. Default <c>Tài khoản ngành giáo dục · Education sector account</c>.</summary>
    [Required]
    public string Label { get; set; } = "Tài khoản ngành giáo dục · Education sector account";
}
