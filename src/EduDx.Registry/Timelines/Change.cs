namespace EduDx.Registry.Timelines;

/// <summary>One write that brings the database to what the file says.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Row">The database row; 0 for an insert.</param>
/// <param name="Payload">New content.</param>
/// <param name="From">New first day.</param>
/// <param name="To">New last day.</param>
internal readonly record struct Change<TPayload>(ChangeVerb Verb, long Row, TPayload Payload, DateOnly From, DateOnly To);
