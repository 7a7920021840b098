namespace EduDx.Registry.Cards;

/// <summary>A signed card that was handed out. The token itself is not kept: it can be sealed anew from this.</summary>
public sealed class SignedCard
{
    /// <summary>Pseudonymous id of the card: random, on the card, never used again.</summary>
    public long CardId { get; set; }
    /// <summary>Key of the holder.</summary>
    public int PersonKey { get; set; }
    /// <summary>First year of the school year.</summary>
    public int SchoolYear { get; set; }
    /// <summary>When it was issued, Unix seconds.</summary>
    public long IssuedAt { get; set; }
    /// <summary>When it ends, Unix seconds; it is good before it.</summary>
    public long ExpiresAt { get; set; }
    /// <summary>When it was revoked, Unix seconds; 0 while it is not.</summary>
    public long RevokedAt { get; set; }
    /// <summary>Why it was revoked; empty while it is not.</summary>
    public string RevokedFor { get; set; } = "";
}
