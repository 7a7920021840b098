using EduDx.Contracts.Frames;

namespace EduDx.Wall.Tiles;

/// <summary>
/// The figures as they stand on the screen: <c>Due = Here + LeftEarly + Away + Unknown + Expected</c>, with those who have no
/// session left out.
/// </summary>
/// <param name="Due">Persons with a session.</param>
/// <param name="Here">There now, on time or late.</param>
/// <param name="Late">Of those there: late.</param>
/// <param name="LeftEarly">Came and went.</param>
/// <param name="Away">Not there, with or without leave.</param>
/// <param name="Excused">Of those away: with leave.</param>
/// <param name="Unknown">Nobody can say; never part of <paramref name="Away"/>.</param>
/// <param name="Expected">Still within the limit.</param>
public readonly record struct SessionSum(int Due, int Here, int Late, int LeftEarly, int Away, int Excused, int Unknown, int Expected)
{
    /// <summary>The sum of one node's or staff's figures.</summary>
    public static SessionSum Of(AttendanceFigures figures) => new(
        figures.Enrolled - figures.Off,
        figures.Present + figures.Late,
        figures.Late,
        figures.LeftEarly,
        figures.Absent + figures.Excused,
        figures.Excused,
        figures.Unknown,
        figures.Expected);

    /// <summary>Percent there of those with a session; null when there are none.</summary>
    public double? HerePct => Due > 0 ? 100.0 * Here / Due : null;
}
