using EduDx.Live.City;

namespace EduDx.Registry;

/// <summary>A node of the tree as of a day.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Kind">Level.</param>
/// <param name="Name">Name, NFC.</param>
/// <param name="ParentId">Id of the parent; null for the city.</param>
/// <param name="Level">Education level of a school; empty elsewhere.</param>
public sealed record TreeRow(string Id, NodeKind Kind, string Name, string? ParentId, string Level);
