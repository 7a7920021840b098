using EduDx.Contracts.Frames;

namespace EduDx.Ops.Hub;

/// <summary>
/// Counts of children that are about their health (who slept too little), for those who may not see rows of persons. They are shown for the whole city alone, and not there
/// when they are below 5: of parts, and of anything that has a neighbour, none is shown, so there is nothing that a difference could give away.
/// </summary>
internal static class SmallCounts
{
    /// <summary>What stands in the place of a count that is withheld.</summary>
    public const int Withheld = -1;

    private const int Least = 5;

    /// <summary>Withholds them.</summary>
    public static void Withhold(CareFrame frame)
    {
        if (frame.Kind != "city" || frame.ShortSleep < Least) frame.ShortSleep = Withheld;
        foreach (var node in frame.Nodes) node.ShortSleep = Withheld;
        // The mean of few is each of them, and so is their sum.
        if (frame.Slept < Least) frame.SleepMinutes = Withheld;
        foreach (var node in frame.Nodes.Where(n => n.Slept < Least)) node.SleepMinutes = Withheld;
        foreach (var row in frame.ClassList.Where(r => r.Slept < Least)) row.SleepMinutes = null;
    }
}
