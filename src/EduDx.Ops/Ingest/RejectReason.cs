namespace EduDx.Ops.Ingest;

/// <summary>Why an event was rejected. Numbers are on the disk: never used again for something else.</summary>
public enum RejectReason : byte
{
    /// <summary>Not rejected.</summary>
    None = 0,
    /// <summary>Not JSON, not UTF-8, or not an object or array of objects.</summary>
    MalformedJson = 1,
    /// <summary>Not an EventBatch or Event.</summary>
    MalformedProtobuf = 2,
    /// <summary>A required field is missing.</summary>
    MissingField = 3,
    /// <summary>A field has the wrong type or value, or occurs twice.</summary>
    InvalidField = 4,
    /// <summary>Over a limit of size.</summary>
    TooLarge = 5,
    /// <summary>More than 7 days old.</summary>
    TooOld = 6,
    /// <summary>More than 5 minutes ahead.</summary>
    TooNew = 7,
    /// <summary>Outside the topic grammar.</summary>
    UnknownTopic = 8,
    /// <summary>The registry has no such source.</summary>
    UnknownSource = 9,
    /// <summary>The registry has no such card.</summary>
    UnknownCard = 10,
    /// <summary>The registry has no such person in that school.</summary>
    UnknownPerson = 11,
    /// <summary>This server has issued no signed cards.</summary>
    TokenNotAccepted = 12,
    /// <summary>The history store refuses the point for ever.</summary>
    HistoryRefused = 13,
    /// <summary>Not a token by its form.</summary>
    TokenMalformed = 14,
    /// <summary>A token of another algorithm than ES256, or of none.</summary>
    TokenWrongAlgorithm = 15,
    /// <summary>A token of a key that is not trusted.</summary>
    TokenUnknownKey = 16,
    /// <summary>A token that the key which it names has not signed.</summary>
    TokenBadSignature = 17,
    /// <summary>A signed card that was revoked.</summary>
    CardRevoked = 18,
    /// <summary>A signed card of another school.</summary>
    CardElsewhere = 19,
}

/// <summary>The words of the contract for each reason.</summary>
public static class RejectReasons
{
    private static readonly string[] Codes =
    [
        "none", "malformed_json", "malformed_protobuf", "missing_field", "invalid_field", "too_large", "too_old", "too_new",
        "unknown_topic", "unknown_source", "unknown_card", "unknown_person", "token_not_accepted", "history_refused",
        "token_malformed", "token_wrong_algorithm", "token_unknown_key", "token_bad_signature", "card_revoked", "card_elsewhere",
    ];

    /// <summary>True when somebody should look who showed the card: the event is listed among the flagged ones.</summary>
    public static bool IsAboutACard(this RejectReason reason) => reason is >= RejectReason.TokenMalformed and <= RejectReason.CardElsewhere;

    /// <summary>The code as docs/contract.md lists it.</summary>
    public static string Code(this RejectReason reason) => (int)reason < Codes.Length ? Codes[(int)reason] : $"reason_{(int)reason}";
}
