namespace EduDx.Registry.Import;

/// <summary>A node for a span of days.</summary>
/// <param name="Line">Line in <c>nodes.csv</c>; 0 when it comes from the database.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Parent">Id of the parent; empty for the city.</param>
/// <param name="Sessions">Sessions of a class, the bits of <see cref="Storage.NodeVersion.Sessions"/>.</param>
internal sealed record NodeSpan(int Line, DateOnly From, DateOnly To, string Parent, int Sessions);
