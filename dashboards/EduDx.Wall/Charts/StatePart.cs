using EduDx.Contracts.Frames;

namespace EduDx.Wall.Charts;

/// <summary>One state's part of a whole.</summary>
/// <param name="State">Name of the state, as the words and the styles know it.</param>
/// <param name="Count">Persons in it.</param>
public readonly record struct StatePart(string State, int Count)
{
    /// <summary>All states in the order that bars and sums show them; they add up to the enrolled.</summary>
    public static StatePart[] Of(AttendanceFigures figures) =>
    [
        new("present", figures.Present),
        new("late", figures.Late),
        new("leftEarly", figures.LeftEarly),
        new("excused", figures.Excused),
        new("absent", figures.Absent),
        new("unknown", figures.Unknown),
        new("expected", figures.Expected),
        new("off", figures.Off),
    ];
}
