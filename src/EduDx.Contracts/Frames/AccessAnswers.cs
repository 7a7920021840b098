using System.Text.Json.Serialization;

namespace EduDx.Contracts.Frames;

/// <summary>Who asks, what they may do, and how to sign in.</summary>
public sealed record MeAnswer
{
    /// <summary><c>local</c>, <c>required</c> or <c>open</c>.</summary>
    public string Mode { get; set; } = "local";
    /// <summary><c>person</c>, <c>program</c>, <c>screen</c>, <c>local</c> (whoever reaches the port) or <c>nobody</c>.</summary>
    public string Kind { get; set; } = "nobody";
    /// <summary>Name of the person or of the screen.</summary>
    public string Name { get; set; } = "";
    /// <summary>True for the built-in administrator.</summary>
    public bool IsAdministrator { get; set; }
    /// <summary>True when that administrator has set a password.</summary>
    public bool HasPassword { get; set; }
    /// <summary>What the provider of sign-on is called; null when none is set up.</summary>
    public string? Provider { get; set; }
    /// <summary>True when they may pair screens.</summary>
    public bool PairsScreens { get; set; }
    /// <summary>True when they may grant roles somewhere.</summary>
    public bool GrantsRoles { get; set; }
    /// <summary>Roles of a person.</summary>
    public GrantCard[] Grants { get; set; } = [];
    /// <summary>The screen, when it is one.</summary>
    public ScreenCard? Screen { get; set; }

    /// <summary>The first word of the refusal of a stream whose viewer is not, or no longer, signed in.</summary>
    public const string SignedOut = "signed-out";
}

/// <summary>A role on a subtree and some classes of data.</summary>
public sealed record GrantCard
{
    /// <summary>Number.</summary>
    public int Id { get; set; }
    /// <summary>Role.</summary>
    public string Role { get; set; } = "";
    /// <summary>Node at the top of the subtree; <c>*</c> for everything.</summary>
    public string Node { get; set; } = "";
    /// <summary>Classes of data.</summary>
    public string[] Classes { get; set; } = [];
    /// <summary>Account that granted it; 0 for the server.</summary>
    public int GrantedBy { get; set; }
    /// <summary>When.</summary>
    public DateTimeOffset GrantedAt { get; set; }
}

/// <summary>Somebody who has signed in at least once.</summary>
public sealed record PersonCard
{
    /// <summary>Number of the account.</summary>
    public int Id { get; set; }
    /// <summary>Who vouches for them; <c>local</c> for the built-in administrator.</summary>
    public string Issuer { get; set; } = "";
    /// <summary>The issuer's id of them.</summary>
    public string Subject { get; set; } = "";
    /// <summary>Name.</summary>
    public string Name { get; set; } = "";
    /// <summary>First sign-on.</summary>
    public DateTimeOffset Since { get; set; }
    /// <summary>In how many browsers they are signed in.</summary>
    public int Sessions { get; set; }
    /// <summary>Roles.</summary>
    public GrantCard[] Grants { get; set; } = [];
}

/// <summary>Answer of <c>/api/v1/access/people</c>.</summary>
public sealed record PeopleAnswer
{
    /// <summary>People, in the order of their first sign-on.</summary>
    public PersonCard[] People { get; set; } = [];
}

/// <summary>Body of <c>POST /api/v1/access/people/{account}/grants</c>.</summary>
public sealed record GrantRequest
{
    /// <summary>Role.</summary>
    public string Role { get; set; } = "";
    /// <summary>Node at the top of the subtree; <c>*</c> for everything.</summary>
    public string Node { get; set; } = "";
    /// <summary>Classes of data; null for all of the role but <c>Persons</c>.</summary>
    public string[]? Classes { get; set; }
}

/// <summary>A role that can be granted.</summary>
public sealed record RoleCard
{
    /// <summary>Role.</summary>
    public string Role { get; set; } = "";
    /// <summary>Classes of data with which it may do anything at all.</summary>
    public string[] Classes { get; set; } = [];
}

/// <summary>A program that is let in.</summary>
public sealed record ProgramToken
{
    /// <summary>Number of its account: roles are granted to it, and its sessions ended, as a person's.</summary>
    public int Id { get; set; }
    /// <summary>What it is called.</summary>
    public string Name { get; set; } = "";
    /// <summary>Sent as <c>Authorization: Bearer TOKEN</c>. Shown once.</summary>
    public string Token { get; set; } = "";
    /// <summary>From when it is no more.</summary>
    public DateTimeOffset Expires { get; set; }
}

/// <summary>A paired screen.</summary>
public sealed record ScreenCard
{
    /// <summary>Number.</summary>
    public int Id { get; set; }
    /// <summary>Where it hangs.</summary>
    public string Name { get; set; } = "";
    /// <summary>Playlist.</summary>
    public string List { get; set; } = "";
    /// <summary>Node at the top of what it may show.</summary>
    public string Scope { get; set; } = "";
    /// <summary>Views that it may show.</summary>
    public string[] Views { get; set; } = [];
    /// <summary>When it was paired.</summary>
    public DateTimeOffset PairedAt { get; set; }
    /// <summary>When it last asked for something; null when not since the server's start.</summary>
    public DateTimeOffset? SeenAt { get; set; }
}

/// <summary>Answer of <c>/api/v1/screens</c>.</summary>
public sealed record ScreensAnswer
{
    /// <summary>Screens, oldest first.</summary>
    public ScreenCard[] Screens { get; set; } = [];
}

/// <summary>Confirms the code that a screen shows.</summary>
public sealed record ScreenPairing
{
    /// <summary>The code, with or without its hyphen.</summary>
    public string UserCode { get; set; } = "";
    /// <summary>Where the screen hangs.</summary>
    public string Name { get; set; } = "";
    /// <summary>Playlist.</summary>
    public string List { get; set; } = "default";
    /// <summary>Node at the top of what it may show; null for the city.</summary>
    public string? Scope { get; set; }
}

/// <summary>Answer of <c>/oauth/device_authorization</c> (RFC 8628, 3.2).</summary>
public sealed record DeviceAuthorization
{
    /// <summary>What the screen asks with.</summary>
    [JsonPropertyName("device_code")]
    public string DeviceCode { get; set; } = "";
    /// <summary>What the screen shows.</summary>
    [JsonPropertyName("user_code")]
    public string UserCode { get; set; } = "";
    /// <summary>Where it is confirmed.</summary>
    [JsonPropertyName("verification_uri")]
    public string VerificationUri { get; set; } = "";
    /// <summary>Seconds that the code stands.</summary>
    [JsonPropertyName("expires_in")]
    public int ExpiresIn { get; set; }
    /// <summary>Seconds between two questions.</summary>
    [JsonPropertyName("interval")]
    public int Interval { get; set; }
}

/// <summary>Answer of <c>/oauth/token</c>. It does not expire: it ends when the screen is revoked.</summary>
public sealed record ScreenToken
{
    /// <summary>Shown once.</summary>
    [JsonPropertyName("access_token")]
    public string AccessToken { get; set; } = "";
    /// <summary>Always <c>Bearer</c>.</summary>
    [JsonPropertyName("token_type")]
    public string TokenType { get; set; } = "Bearer";
    /// <summary>What the screen was paired for.</summary>
    [JsonPropertyName("screen")]
    public ScreenCard Screen { get; set; } = new();
}

/// <summary>An error of OAuth: <c>authorization_pending</c>, <c>slow_down</c>, <c>expired_token</c> and so on.</summary>
public sealed record OAuthError
{
    /// <summary>Its code.</summary>
    [JsonPropertyName("error")]
    public string Error { get; set; } = "";
}

/// <summary>An endpoint and who may call it.</summary>
public sealed record PolicyLine
{
    /// <summary>Route pattern.</summary>
    public string Route { get; set; } = "";
    /// <summary>Methods; empty for all.</summary>
    public string[] Methods { get; set; } = [];
    /// <summary>In words; empty when none is stated, and nobody may call it.</summary>
    public string Policy { get; set; } = "";
}
