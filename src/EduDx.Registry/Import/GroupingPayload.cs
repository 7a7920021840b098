namespace EduDx.Registry.Import;

/// <summary>Id and name of the group that a node is in.</summary>
internal sealed record GroupingPayload(string Id, string Name);
