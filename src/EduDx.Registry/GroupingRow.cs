namespace EduDx.Registry;

/// <summary>A commune or school in a group beside the tree, as of a day.</summary>
/// <param name="Grouping">Which grouping, for example <c>district</c>.</param>
/// <param name="Id">Id of the group.</param>
/// <param name="Name">Name of the group, NFC.</param>
/// <param name="NodeId">Id of the member.</param>
public sealed record GroupingRow(string Grouping, string Id, string Name, string NodeId);
