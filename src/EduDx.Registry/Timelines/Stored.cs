namespace EduDx.Registry.Timelines;

/// <summary>What the database says of an identity for a span of days.</summary>
/// <param name="Row">Identity of the database row.</param>
/// <param name="Payload">What it says.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, inclusive.</param>
internal readonly record struct Stored<TPayload>(long Row, TPayload Payload, DateOnly From, DateOnly To);
