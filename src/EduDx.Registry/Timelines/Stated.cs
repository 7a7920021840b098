namespace EduDx.Registry.Timelines;

/// <summary>What a file says of an identity for a span of days.</summary>
/// <param name="Payload">What it says.</param>
/// <param name="From">First day; null when the file does not say.</param>
/// <param name="To">Last day, inclusive.</param>
/// <param name="Since">Where a row without <paramref name="From"/> begins when nothing of the identity is stored yet.</param>
internal readonly record struct Stated<TPayload>(TPayload Payload, DateOnly? From, DateOnly To, DateOnly Since = default);
