using EduDx.Live.City;

namespace EduDx.Live.Care;

/// <summary>The care of one kindergarten on one day at one tick. Immutable; readers take the reference once.</summary>
public sealed record CareView
{
    /// <summary>The school.</summary>
    public required SchoolModel School { get; init; }
    /// <summary>The local day.</summary>
    public required DateOnly Day { get; init; }
    /// <summary>The tick, Unix milliseconds.</summary>
    public required long AsOfMs { get; init; }
    /// <summary>The norms that everything was held against.</summary>
    public required CareNorms Norms { get; init; }
    /// <summary>True when children are expected: school is held, and no closure is in force.</summary>
    public required bool Open { get; init; }
    /// <summary>True from the end of lunch on: what is short then can no longer be mended.</summary>
    public required bool LunchOver { get; init; }
    /// <summary>The kitchen of each campus that has classes.</summary>
    public required KitchenCare[] Kitchens { get; init; }
    /// <summary>Each class.</summary>
    public required ClassCare[] Classes { get; init; }
}
