using System.Collections.Frozen;

namespace EduDx.Live.City;

/// <summary>
/// The registry as the hot path sees it: immutable, integers and byte tables only. One is built for each change of the
/// registry and for each new day, and swapped in whole.
/// </summary>
public sealed record CityModel
{
    /// <summary>Days before <see cref="Day"/> whose figures are still folded: sources may be 7 days late, and one day more keeps the boundary clear.</summary>
    public const int DaysKept = 8;

    /// <summary>Increases with each change of the registry.</summary>
    public required long Version { get; init; }
    /// <summary>The day that the model describes.</summary>
    public required DateOnly Day { get; init; }
    /// <summary>All nodes; the city is at 0. Empty when the registry is empty.</summary>
    public required Node[] Nodes { get; init; }
    /// <summary>All schools, ordered by id.</summary>
    public required SchoolModel[] Schools { get; init; }
    /// <summary>
    /// Schools as they stood on one of the <see cref="DaysKept"/> days before, by day and registry key of the school; only where people, timetable, kiosks or commune were others
    /// than today. Devices and rooms are those of today, whose folds know no days apart.
    /// </summary>
    public FrozenDictionary<(DateOnly Day, int SchoolKey), SchoolModel> Past { get; init; } = FrozenDictionary<(DateOnly Day, int SchoolKey), SchoolModel>.Empty;
    /// <summary>School ids to positions in <see cref="Schools"/>.</summary>
    public required Utf8Index SchoolIds { get; init; }
    /// <summary><c>school/kiosk</c> to positions in <see cref="KioskRefs"/>.</summary>
    public required Utf8Index KioskIds { get; init; }
    /// <summary>School and place within the school of each kiosk.</summary>
    public required SlotRef[] KioskRefs { get; init; }
    /// <summary><c>school/device</c> to positions in <see cref="DeviceRefs"/>; devices alone, no kiosks and no rooms.</summary>
    public Utf8Index DeviceIds { get; init; } = new([]);
    /// <summary>School and place in <see cref="SchoolModel.Devices"/> of each device.</summary>
    public SlotRef[] DeviceRefs { get; init; } = [];
    /// <summary><c>school/room</c> to positions in <see cref="RoomRefs"/>.</summary>
    public Utf8Index RoomIds { get; init; } = new([]);
    /// <summary>School and place in <see cref="SchoolModel.Rooms"/> of each room.</summary>
    public SlotRef[] RoomRefs { get; init; } = [];
    /// <summary>Dishes by id.</summary>
    public FrozenDictionary<string, Dish> Dishes { get; init; } = FrozenDictionary<string, Dish>.Empty;
    /// <summary>Names of allergens; positions are bits.</summary>
    public string[] Allergens { get; init; } = [];
    /// <summary>Types of devices.</summary>
    public DeviceType[] DeviceTypes { get; init; } = [];
    /// <summary><c>school/class</c> to positions in <see cref="ClassRefs"/>.</summary>
    public required Utf8Index ClassIds { get; init; }
    /// <summary>School and group of each class.</summary>
    public required SlotRef[] ClassRefs { get; init; }
    /// <summary>Pseudonyms to positions in <see cref="PersonRefs"/>.</summary>
    public required Utf8Index PersonIds { get; init; }
    /// <summary>School and place within the school's persons, for each pseudonym.</summary>
    public required SlotRef[] PersonRefs { get; init; }
    /// <summary>Card codes to positions in <see cref="CardPersons"/>.</summary>
    public required Utf8Index Cards { get; init; }
    /// <summary>Position in <see cref="PersonRefs"/> of each card's holder.</summary>
    public required int[] CardPersons { get; init; }
    /// <summary>Registry key of each person to the position in <see cref="PersonRefs"/>; -1 where the key is not in use.</summary>
    public required int[] PersonByKey { get; init; }
    /// <summary>Registry key of a node to its index.</summary>
    public required FrozenDictionary<int, int> NodeByKey { get; init; }
    /// <summary>Node id to its index.</summary>
    public required FrozenDictionary<string, int> NodeById { get; init; }

    /// <summary>One of <see cref="Schools"/> as it stood on a day: who belonged to it then counts then, and totals of past days never change.</summary>
    public SchoolModel SchoolOn(SchoolModel school, DateOnly day) => Past.Count > 0 && Past.TryGetValue((day, school.Node.Key), out var past) ? past : school;

    // Models are told apart by reference, as schools are.
    /// <inheritdoc/>
    public bool Equals(CityModel? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Version, Day);

    /// <summary>The school at or above <paramref name="node"/>; null for a commune or the city.</summary>
    public SchoolModel? SchoolOf(Node node)
    {
        while (node.Kind > NodeKind.School) node = Nodes[node.Parent];
        return node.Kind == NodeKind.School ? Array.Find(Schools, s => s.Node.Index == node.Index) : null;
    }
}

/// <summary>Position of something within a school.</summary>
/// <param name="School">Position in <see cref="CityModel.Schools"/>.</param>
/// <param name="Slot">Position within the school's own array.</param>
public readonly record struct SlotRef(int School, int Slot);

/// <summary>A dish, as the registry's data says.</summary>
/// <param name="Id">Id, <c>[a-z0-9-]{1,40}</c>.</param>
/// <param name="Name">Name as written in Vietnamese.</param>
/// <param name="Allergens">What it holds, bits of <see cref="CityModel.Allergens"/>.</param>
public sealed record Dish(string Id, string Name, uint Allergens);
