namespace EduDx.FirmwareSim.Attacks;

/// <summary>An attack with the verdict that a server must come to.</summary>
/// <param name="Name">Its name, words with hyphens.</param>
/// <param name="Verdict">Reason in docs/cards.md; <c>good</c> when nothing may be said of it.</param>
/// <param name="Make">The scan that is sent.</param>
public sealed record NamedAttack(string Name, string Verdict, Func<AttackStage, AttackScan> Make)
{
    private const double DegreesAway = 0.01;

    /// <summary>All attacks that need one school with a kiosk, three persons and a second school.</summary>
    public static IReadOnlyList<NamedAttack> All { get; } =
    [
        new("none", "good", s => new(s.Tokens[0])),
        Forged("stranger-key", "token_unknown_key", s => TokenForger.OfStranger(s.Tokens[0])),
        Forged("stranger-signature", "token_bad_signature", s => TokenForger.SignedByStranger(s.Tokens[0])),
        Forged("changed-claim", "token_bad_signature", s => TokenForger.Altered(s.Tokens[0])),
        Forged("borrowed-signature", "token_bad_signature", s => TokenForger.WithSignatureOf(s.Tokens[0], s.Tokens[1])),
        Forged("no-signature", "token_bad_signature", s => TokenForger.Unsigned(s.Tokens[0])),
        Forged("zero-signature", "token_bad_signature", s => TokenForger.ZeroSigned(s.Tokens[0])),
        Forged("algorithm-none", "token_wrong_algorithm", s => TokenForger.NoAlgorithm(s.Tokens[0])),
        Forged("algorithm-missing", "token_wrong_algorithm", s => TokenForger.WithoutAlgorithm(s.Tokens[0])),
        Forged("algorithm-es384", "token_wrong_algorithm", s => TokenForger.OtherAlgorithm(s.Tokens[0])),
        Forged("algorithm-outside", "token_wrong_algorithm", s => TokenForger.AlgorithmOutside(s.Tokens[0])),
        Forged("hs256-public-key", "token_wrong_algorithm", s => TokenForger.PublicKeyAsSecret(s.Tokens[0], s.PublicKey)),
        Forged("mac-public-key", "token_wrong_algorithm", s => TokenForger.PublicKeyAsMac(s.Tokens[0], s.PublicKey)),
        Forged("stowaway", "token_malformed", s => TokenForger.WithStowaway(s.Tokens[0])),
        Forged("truncated", "token_malformed", s => TokenForger.Truncated(s.Tokens[0])),
        Forged("bomb", "token_malformed", _ => TokenForger.Bomb()),
        Forged("foreign-prefix", "token_malformed", s => TokenForger.Foreign(s.Tokens[0])),
        new("replay-elsewhere", "card_elsewhere", s => new(s.ForeignToken)),
        new("phone-outside", "outside_place", s => new(s.Tokens[1], Phone: "", Place: (s.Latitude + DegreesAway, s.Longitude))),
        new("kiosk-moved", "kiosk_moved", s => new(s.Tokens[1], Place: (s.Latitude + DegreesAway, s.Longitude))),
        new("place-code-wrong", "place_code_wrong", s => new(s.Tokens[1], Phone: "", PlaceCode: "EDXP1:000000000000")),
        new("phone-one", "good", s => new(s.Tokens[0], Phone: s.Phone)),
        new("phone-two", "good", s => new(s.Tokens[1], Phone: s.Phone)),
        new("phone-burst", "phone_burst", s => new(s.Tokens[2], Phone: s.Phone)),
    ];

    private static NamedAttack Forged(string name, string verdict, Func<AttackStage, string> token) => new(name, verdict, s => new(token(s)));
}

/// <summary>What the attacks are made of.</summary>
/// <param name="Tokens">True tokens of three persons of the school.</param>
/// <param name="ForeignToken">True token of a person of another school.</param>
/// <param name="PublicKey">The key that sealed them, SubjectPublicKeyInfo.</param>
/// <param name="Latitude">Middle of the campus, degrees.</param>
/// <param name="Longitude">Middle of the campus, degrees.</param>
/// <param name="Phone">Id of the one phone that speaks for three.</param>
public sealed record AttackStage(string[] Tokens, string ForeignToken, byte[] PublicKey, double Latitude, double Longitude, string Phone);

/// <summary>A scan of an attack.</summary>
/// <param name="Token">What is shown.</param>
/// <param name="Phone">Id of the phone that reads; empty for one without, null for the kiosk.</param>
/// <param name="PlaceCode">The code that the phone says the place showed; null for none.</param>
/// <param name="Place">Where the reader says it is, degrees; null for nowhere.</param>
public sealed record AttackScan(string Token, string? Phone = null, string? PlaceCode = null, (double Latitude, double Longitude)? Place = null);
