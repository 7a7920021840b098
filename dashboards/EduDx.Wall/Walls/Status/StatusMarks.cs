using EduDx.Contracts.Frames;
using EduDx.Wall.Tiles;
using EduDx.Wall.Words;

namespace EduDx.Wall.Walls.Status;

/// <summary>Shape and colour of what the day is for a school; its word always stands beside them.</summary>
public static class StatusMarks
{
    /// <summary>The shape of a status.</summary>
    public static string Level(string status) => status switch
    {
        "flooded" => "critical",
        "shelter" or "online" or "reopening" => "warning",
        "closed" or "off" => "closed",
        _ => "live",
    };

    /// <summary>Schools by status; they add up to all of the node.</summary>
    public static SumPart[] Parts(StatusFigures figures, StatusWords say) =>
    [
        new("present", figures.Open, say.Open),
        new("absent", figures.Flooded, say.Flooded),
        new("leftEarly", figures.Shelter, say.Shelter),
        new("excused", figures.Closed, say.Closed),
        new("late", figures.Online, say.Online),
        new("off", figures.Off, say.Off),
    ];

    /// <summary>Status of a node that is one school.</summary>
    public static string Of(StatusFigures school) => school switch
    {
        { Flooded: > 0 } => "flooded",
        { Shelter: > 0 } => "shelter",
        { Closed: > 0 } => "closed",
        { Online: > 0 } => "online",
        { Off: > 0 } => "off",
        { Reopening: > 0 } => "reopening",
        _ => "open",
    };
}
