namespace EduDx.Ops.Cards;

/// <summary>What is to be thought of a token, before anything is asked of the registry.</summary>
internal enum TokenVerdict
{
    /// <summary>Sealed by a key that is trusted, and says what a card must say.</summary>
    Good,
    /// <summary>Not a token of docs/cards.md by its form.</summary>
    Malformed,
    /// <summary>Another algorithm than ES256, or none.</summary>
    WrongAlgorithm,
    /// <summary>Sealed by a key that is not trusted, or no longer.</summary>
    UnknownKey,
    /// <summary>Names a trusted key that has not sealed it.</summary>
    BadSignature,
}
