namespace EduDx.Registry.Import;

/// <summary>Times of a session; the members are those of <see cref="Storage.SessionTime"/>.</summary>
internal readonly record struct SessionPayload(int Opens, int Starts, int Ends, int LateAfter, int AbsentAfter);
