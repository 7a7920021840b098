namespace EduDx.Live.City;

/// <summary>Level of a node in the organisation tree.</summary>
public enum NodeKind : byte
{
    /// <summary>The city, the root.</summary>
    City = 1,
    /// <summary>Commune (phường, xã).</summary>
    Commune = 2,
    /// <summary>School, or the Department itself for its own staff.</summary>
    School = 3,
    /// <summary>Campus of a school (điểm trường).</summary>
    Campus = 4,
    /// <summary>Class.</summary>
    Class = 5,
}

/// <summary>One node of the tree as it stands on the day of the model.</summary>
/// <param name="Index">Position in <see cref="CityModel.Nodes"/>.</param>
/// <param name="Key">Stable integer key of the registry; never used again for another node.</param>
/// <param name="Id">Public id, for example <c>thcs-phu-xuan-1.6a1</c>.</param>
/// <param name="Kind">Level.</param>
/// <param name="Name">Vietnamese name, NFC.</param>
/// <param name="Parent">Index of the parent; -1 for the city.</param>
/// <param name="Level">Education level of a school; empty elsewhere.</param>
/// <param name="Column">Fixed column on the parent's tile map; -1 when none.</param>
/// <param name="Row">Fixed row on the parent's tile map; -1 when none.</param>
public sealed record Node(
    int Index, int Key, string Id, NodeKind Kind, string Name, int Parent, string Level = "", int Column = -1, int Row = -1)
{
    /// <summary>Indexes of the children, ordered by id.</summary>
    public int[] Children { get; set; } = [];
}
