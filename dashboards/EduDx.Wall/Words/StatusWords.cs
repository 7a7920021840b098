using EduDx.Contracts.Frames;

namespace EduDx.Wall.Words;

/// <summary>What the wall of the city's status and the console of closures say.</summary>
public sealed partial record StatusWords
{
    public required string Schools { get; init; }
    public required string Open { get; init; }
    public required string Closed { get; init; }
    public required string Flooded { get; init; }
    public required string Online { get; init; }
    public required string Shelter { get; init; }
    public required string Off { get; init; }
    public required string Reopening { get; init; }
    public required string ChecklistLeft { get; init; }
    public required string PupilsAway { get; init; }
    public required string DaysOwed { get; init; }
    public required string DaysOwedShort { get; init; }
    public required string Of { get; init; }
    public required string Map { get; init; }
    public required string MapNote { get; init; }
    public required string InForce { get; init; }
    public required string Closures { get; init; }
    public required string ClosuresNone { get; init; }
    public required string List { get; init; }
    public required string ListNone { get; init; }
    public required string School { get; init; }
    public required string Status { get; init; }
    public required string Since { get; init; }
    public required string By { get; init; }
    public required string Checklist { get; init; }
    public required string Reopened { get; init; }
    public required string Undone { get; init; }
    public required string NoReason { get; init; }
    public required string Pupils { get; init; }
    public required string OpenConsole { get; init; }
    public required string Console { get; init; }
    public required string Close { get; init; }
    public required string Orders { get; init; }
    public required string OrdersNone { get; init; }
    public required string Find { get; init; }
    public required string FindHelp { get; init; }
    public required string FindNone { get; init; }
    public required string NoTree { get; init; }
    public required string Chosen { get; init; }
    public required string ChosenNone { get; init; }
    public required string Remove { get; init; }
    public required string Reason { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string OpenEnded { get; init; }
    public required string YourName { get; init; }
    public required string Needs { get; init; }
    public required string Reopen { get; init; }
    public required string Undo { get; init; }
    public required string Failed { get; init; }
    public required string Done { get; init; }
    public required string NoList { get; init; }
    public required string Empty { get; init; }
    public required string EmptyTodo { get; init; }

    /// <summary>The words in the language of the wall.</summary>
    public static StatusWords For(WallWords words) => words.Lang == "en" ? English : Vietnamese;

    /// <summary>A status as the frame names it.</summary>
    public string Name(string status) => status switch
    {
        "closed" => Closed,
        "flooded" => Flooded,
        "online" => Online,
        "shelter" => Shelter,
        "off" => Off,
        "reopening" => Reopening,
        _ => Open,
    };

    /// <summary>State of a closure as the frame names it.</summary>
    public string State(string state) => state switch { "reopened" => Reopened, "undone" => Undone, _ => InForce };

    /// <summary>What an item of the checklist asks for.</summary>
    public string Item(ChecklistItem item) => ReferenceEquals(this, English) ? item.TextEn : item.TextVi;

}
