namespace EduDx.Registry.Cards;

/// <summary>A card with its holder.</summary>
/// <param name="Card">Id of the card.</param>
/// <param name="PersonKey">Key of the holder.</param>
/// <param name="Person">Pseudonym of the holder.</param>
/// <param name="SchoolYear">First year of the school year.</param>
/// <param name="IssuedAt">Unix seconds.</param>
/// <param name="ExpiresAt">Unix seconds.</param>
public sealed record HeldCard(ulong Card, int PersonKey, string Person, int SchoolYear, long IssuedAt, long ExpiresAt);

/// <summary>A card as the way in needs it: whose it is and whether it still counts.</summary>
/// <param name="Card">Id of the card.</param>
/// <param name="PersonKey">Key of the holder.</param>
/// <param name="RevokedAt">Unix seconds; 0 while it is not revoked.</param>
public readonly record struct CardState(ulong Card, int PersonKey, long RevokedAt);

/// <summary>A card that counts no more.</summary>
/// <param name="Card">Id of the card.</param>
/// <param name="RevokedAt">Unix seconds.</param>
/// <param name="RevokedFor">Why.</param>
public sealed record RevokedCard(ulong Card, long RevokedAt, string RevokedFor);
