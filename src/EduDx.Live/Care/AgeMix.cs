namespace EduDx.Live.Care;

/// <summary>The ages of a class, and the limits that follow from them.</summary>
/// <param name="Group">Age group of most of its enrolled children; null when no age is known.</param>
/// <param name="Mixed">True when children of more than one age group are there, each a quarter of them or more.</param>
/// <param name="Cap">Most children that may be there; 0 when no age is known. Where ages are mixed, the least of their groups.</param>
/// <param name="PerAdult">Most children an adult; 0 when no age is known. Where ages are mixed, the least of their groups.</param>
public sealed record AgeMix(AgeGroup? Group, bool Mixed, int Cap, double PerAdult)
{
    // Classes are made by year of birth and norms by months: the eldest and the youngest of a class, up to two months of twelve, stand beside their group on any day.
    private const double LeastShare = 0.25;

    /// <summary>Counts the ages.</summary>
    /// <param name="norms">The age groups.</param>
    /// <param name="births">Days of birth of the enrolled children.</param>
    /// <param name="isThere">Which of them are there now.</param>
    /// <param name="day">The day.</param>
    public static AgeMix Of(CareNorms norms, ReadOnlySpan<int> births, ReadOnlySpan<bool> isThere, DateOnly day)
    {
        var groups = norms.AgeGroups;
        Span<int> enrolled = stackalloc int[groups.Length];
        Span<int> there = stackalloc int[groups.Length];
        var known = 0;
        for (var i = 0; i < births.Length; i++)
        {
            if (norms.GroupOf(births[i], day) is not { } group) continue;
            var g = Array.IndexOf(groups, group);
            enrolled[g]++;
            if (!isThere[i]) continue;
            there[g]++;
            known++;
        }
        var most = 0;
        for (var g = 1; g < groups.Length; g++)
        {
            if (enrolled[g] > enrolled[most]) most = g;
        }
        if (enrolled[most] == 0) return new AgeMix(null, false, 0, 0);
        var (mixed, cap, perAdult) = (0, int.MaxValue, double.MaxValue);
        for (var g = 0; g < groups.Length; g++)
        {
            if (there[g] == 0 || there[g] < LeastShare * known) continue;
            mixed++;
            (cap, perAdult) = (Math.Min(cap, groups[g].Cap), Math.Min(perAdult, groups[g].PerAdult));
        }
        return mixed > 1 ? new AgeMix(groups[most], true, cap, perAdult) : new AgeMix(groups[most], false, groups[most].Cap, groups[most].PerAdult);
    }
}
