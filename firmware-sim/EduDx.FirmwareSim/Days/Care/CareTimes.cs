namespace EduDx.FirmwareSim.Days;

/// <summary>The times that the kindergartens of the reference city keep, minutes after midnight: those of the norms that ship with the server.</summary>
public static class CareTimes
{
    /// <summary>Deadlines of the three steps of the food check.</summary>
    public static IReadOnlyList<int> StepDeadlines { get; } = [8 * 60 + 30, 10 * 60, 10 * 60 + 45];
    /// <summary>Lunch is served.</summary>
    public const int Lunch = 10 * 60 + 45;
    /// <summary>Lunch is over.</summary>
    public const int LunchOver = Lunch + 60;
    /// <summary>The snack is served.</summary>
    public const int Snack = 14 * 60 + 30;
    /// <summary>The snack is over.</summary>
    public const int SnackOver = Snack + 45;
    /// <summary>The nap is over.</summary>
    public const int NapOver = 14 * 60 + 15;
}
