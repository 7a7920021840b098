using EduDx.Live.City;

namespace EduDx.Live.Closures;

/// <summary>What a closed school is. Numbers are in the journal: never used again for something else.</summary>
public enum ClosureStatus : byte
{
    /// <summary>Closed.</summary>
    Closed = 1,
    /// <summary>Closed, and under water.</summary>
    Flooded = 2,
    /// <summary>Taught on line: nobody is expected on the spot, and no day is owed.</summary>
    Online = 3,
    /// <summary>Closed, and a shelter.</summary>
    Shelter = 4,
}

/// <summary>One closure as its steps have made it. Immutable. Instants are Unix milliseconds, 0 for never.</summary>
public sealed record Closure
{
    /// <summary>Number, increasing; never used again.</summary>
    public required long Id { get; init; }
    /// <summary>What the schools are.</summary>
    public required ClosureStatus Status { get; init; }
    /// <summary>Registry keys of the nodes that were closed with everything below them.</summary>
    public required int[] Nodes { get; init; }
    /// <summary>Why.</summary>
    public required string Reason { get; init; }
    /// <summary>Who closed.</summary>
    public required string By { get; init; }
    /// <summary>When.</summary>
    public required long AtMs { get; init; }
    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }
    /// <summary>Last day, inclusive; <see cref="DateOnly.MaxValue"/> while it is open-ended. Once reopened, that day at the latest.</summary>
    public required DateOnly To { get; init; }
    /// <summary>When it was reopened.</summary>
    public long ReopenedMs { get; init; }
    /// <summary>Who reopened it.</summary>
    public string? ReopenedBy { get; init; }
    /// <summary>When it was undone: it never was.</summary>
    public long UndoneMs { get; init; }
    /// <summary>Who undid it.</summary>
    public string? UndoneBy { get; init; }
    /// <summary>The reopening checklist.</summary>
    public ChecklistStep[] Checklist { get; init; } = [];

    /// <summary>The instant from which the schools are closed: that of the action when it was taken on the first day, otherwise the first day's midnight.</summary>
    public long StartMs => LocalTime.DayOf(AtMs) == From ? AtMs : LocalTime.StartMs(From);

    /// <summary>The instant from which they are open again.</summary>
    public long EndMs => ReopenedMs != 0 ? ReopenedMs : To == DateOnly.MaxValue ? long.MaxValue : LocalTime.StartMs(To) + LocalTime.DayMs;

    /// <summary>True when it closes <paramref name="day"/> or a part of it.</summary>
    public bool Covers(DateOnly day) => UndoneMs == 0 && day >= From && day <= To && EndMs > LocalTime.StartMs(day);

    /// <summary>True when the schools are closed at an instant.</summary>
    public bool ClosesAt(long ms) => UndoneMs == 0 && ms >= StartMs && ms < EndMs;

    /// <summary>True while it was neither reopened nor undone.</summary>
    public bool IsInForce => UndoneMs == 0 && ReopenedMs == 0;
}

/// <summary>One item of a reopening checklist.</summary>
/// <param name="Id">Id of the item.</param>
/// <param name="TextVi">What must be done, Vietnamese.</param>
/// <param name="TextEn">What must be done, English.</param>
/// <param name="DoneBy">Who did it; null before.</param>
/// <param name="DoneMs">When; 0 before.</param>
public sealed record ChecklistStep(string Id, string TextVi, string TextEn, string? DoneBy = null, long DoneMs = 0);
