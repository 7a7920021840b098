namespace EduDx.Contracts.Frames;

/// <summary>Body of <c>POST /api/v1/cards</c>.</summary>
/// <param name="Node">Id of a class, or of a campus for its staff.</param>
/// <param name="SchoolYear">First year of the school year; null for the current one (it changes on 1 July).</param>
/// <param name="Expires">First instant at which the cards are no longer good; null for 1 September after the school year begins to be over.</param>
public sealed record CardsRequest(string Node, int? SchoolYear, DateTimeOffset? Expires);

/// <summary>Answer of <c>POST /api/v1/cards</c>: cards without names.</summary>
public sealed record CardsAnswer
{
    /// <summary>The class or campus.</summary>
    public string Node { get; set; } = "";
    /// <summary>Id of the key that seals them.</summary>
    public string Key { get; set; } = "";
    /// <summary>A card for each person, in the order of their pseudonyms.</summary>
    public IssuedCard[] Cards { get; set; } = [];
}

/// <summary>A signed card.</summary>
public sealed record IssuedCard
{
    /// <summary>Id of the card, 16 hex digits.</summary>
    public string Card { get; set; } = "";
    /// <summary>Pseudonym of the holder.</summary>
    public string Person { get; set; } = "";
    /// <summary>Text of the code.</summary>
    public string Token { get; set; } = "";
    /// <summary>First year of the school year.</summary>
    public int SchoolYear { get; set; }
    /// <summary>When it was issued.</summary>
    public DateTimeOffset IssuedAt { get; set; }
    /// <summary>First instant at which it is no longer good.</summary>
    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>Body of <c>POST /api/v1/cards/{card}/revoke</c>.</summary>
/// <param name="Reason">Why, 1 to 200 characters; no names.</param>
public sealed record RevokeRequest(string Reason);

/// <summary>Answer of <c>GET /api/v1/cards/revoked</c>: the revocation list.</summary>
public sealed record RevokedAnswer
{
    /// <summary>Revoked cards that would still be good, oldest revocation first.</summary>
    public RevokedItem[] Cards { get; set; } = [];
}

/// <summary>A revoked card.</summary>
/// <param name="Card">Id of the card, 16 hex digits.</param>
/// <param name="RevokedAt">When.</param>
/// <param name="Reason">Why.</param>
public sealed record RevokedItem(string Card, DateTimeOffset RevokedAt, string Reason);

/// <summary>Answer of <c>GET /api/v1/cards/keys</c>: what a kiosk needs to look at cards by itself.</summary>
public sealed record CardKeysAnswer
{
    /// <summary>Trusted keys, newest first.</summary>
    public CardKeyItem[] Keys { get; set; } = [];
}

/// <summary>A trusted key.</summary>
/// <param name="Key">Id, 16 hex digits: what the token's key id says.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Seals">True for the one that seals new cards.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo in PEM form.</param>
public sealed record CardKeyItem(string Key, DateTimeOffset CreatedAt, bool Seals, string PublicKey);

/// <summary>Answer of <c>GET /api/v1/flagged</c>.</summary>
public sealed record FlaggedAnswer
{
    /// <summary>Newest first.</summary>
    public FlaggedItem[] Items { get; set; } = [];
    /// <summary>How many are kept in all.</summary>
    public long Total { get; set; }
}

/// <summary>A suspicious scan, for a person to look at.</summary>
public sealed record FlaggedItem
{
    /// <summary>Offset in the log of flagged scans.</summary>
    public long Offset { get; set; }
    /// <summary>Event id.</summary>
    public Guid Id { get; set; }
    /// <summary>When it happened, as the source says.</summary>
    public DateTimeOffset At { get; set; }
    /// <summary>When the server took it in.</summary>
    public DateTimeOffset ReceivedAt { get; set; }
    /// <summary>School id; null when the registry no longer has it.</summary>
    public string? School { get; set; }
    /// <summary>Source id of the kiosk; null when the registry no longer has it.</summary>
    public string? Kiosk { get; set; }
    /// <summary>Pseudonym of the person; null when the card identifies nobody who is on the roster.</summary>
    public string? Person { get; set; }
    /// <summary>What is suspicious, codes of docs/cards.md.</summary>
    public string[] Reasons { get; set; } = [];
    /// <summary><c>counted</c>, or <c>rejected</c>: then it is among the rejected events too.</summary>
    public string Outcome { get; set; } = "";
}

/// <summary>Answer of <c>GET /api/v1/places/{school}/{kiosk}/code</c>.</summary>
/// <param name="Code">Text of the code to show now.</param>
/// <param name="NextAt">When the next one follows; this one is taken for 15 seconds more.</param>
/// <param name="ServerTime">The server's clock.</param>
public sealed record PlaceCodeAnswer(string Code, DateTimeOffset NextAt, DateTimeOffset ServerTime);
