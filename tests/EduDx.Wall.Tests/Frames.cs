using EduDx.Contracts.Frames;

namespace EduDx.Wall.Tests;

/// <summary>Frames as the server sends them.</summary>
internal static class Frames
{
    public static readonly DateTimeOffset Morning = new(2026, 11, 23, 7, 12, 7, TimeSpan.FromHours(7));

    public static AttendanceFrame City() => new()
    {
        View = "overview", Scope = "hue", Id = "hue", Kind = "city", Name = "Thành phố Huế",
        AsOf = Morning, Date = new DateOnly(2026, 11, 23), Session = "morning",
        Path = [new PathStep("hue", "city", "Thành phố Huế")],
        Enrolled = 10_000, Present = 8_000, Late = 300, LeftEarly = 20, Absent = 200, Excused = 380, Unknown = 1_000, Expected = 90, Off = 10,
        Causes = new UnknownCauses { KioskSilent = 900, NoKiosk = 100 },
        Coverage = new Coverage { Kiosks = 60, KiosksReporting = 55, Schools = 20, SchoolsReporting = 18, KnownPct = 90 },
        Children =
        [
            Child("an-cuu", "An Cựu", "normal"),
            Child("a-luoi-3", "A Lưới 3", "unknown"),
            Child("vinh-loc", "Vinh Lộc", "critical"),
        ],
    };

    public static AttendanceNode Child(string id, string name, string level) => new()
    {
        Id = id, Kind = "commune", Name = name, Level = level, Enrolled = 100, Present = 60, Unknown = level == "unknown" ? 40 : 0, Absent = level == "unknown" ? 0 : 40,
    };

    public static HubMessage Item(AttendanceFrame? frame, double second = 0) => new() { ServerTime = Morning.AddSeconds(second), Frame = frame };
}
