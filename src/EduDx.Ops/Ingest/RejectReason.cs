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
    /// <summary>Signed tokens need keys that are not installed.</summary>
    TokenNotAccepted = 12,
    /// <summary>The history store refuses the point for ever.</summary>
    HistoryRefused = 13,
}

/// <summary>The words of the contract for each reason.</summary>
public static class RejectReasons
{
    private static readonly string[] Codes =
    [
        "none", "malformed_json", "malformed_protobuf", "missing_field", "invalid_field", "too_large", "too_old", "too_new",
        "unknown_topic", "unknown_source", "unknown_card", "unknown_person", "token_not_accepted", "history_refused",
    ];

    /// <summary>The code as docs/contract.md lists it.</summary>
    public static string Code(this RejectReason reason) => (int)reason < Codes.Length ? Codes[(int)reason] : $"reason_{(int)reason}";
}
