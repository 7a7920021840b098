using System.Globalization;
using EduDx.Contracts.Frames;

namespace EduDx.Wall.Words;

/// <summary>
/// Everything that a wall says, in one language. Numbers and dates are formatted here because the page carries no culture data.
/// </summary>
public abstract class WallWords
{
    /// <summary>Vietnamese, the language of the walls.</summary>
    public static WallWords Vietnamese { get; } = new VietnameseWords();
    /// <summary>English.</summary>
    public static WallWords English { get; } = new EnglishWords();

    /// <summary>The words of a language tag; Vietnamese for anything but <c>en</c>.</summary>
    public static WallWords Of(string? lang) => lang == "en" ? English : Vietnamese;

    public abstract string Lang { get; }
    public abstract string OtherLang { get; }
    public abstract string OtherLangName { get; }

    public abstract string Wall(string view);
    public abstract string Question(string view);
    public abstract string OpenWall { get; }
    public abstract string Breadcrumb { get; }
    public abstract string OtherWalls { get; }
    public abstract string SystemHealth { get; }
    public abstract string SchoolPage { get; }
    public abstract string SkipToMain { get; }

    public abstract string LiveMark { get; }
    public abstract string LateMark { get; }
    public abstract string StaleMark { get; }
    public abstract string WaitingMark { get; }
    public abstract string Replay(string day);
    public abstract string LostBanner(string at, string age);
    public abstract string LostBannerNever { get; }
    public abstract string LateBy(TimeSpan age);
    public abstract string StaleBecause(string at);
    public abstract string Waiting { get; }
    public abstract string WaitingWhatToDo { get; }
    public abstract string Refused { get; }
    public abstract string RefusedWhatToDo { get; }
    public abstract string EmptyRegistry { get; }
    public abstract string EmptyRegistryWhatToDo { get; }
    public abstract string EmptyNode { get; }
    public abstract string EmptyNodeWhatToDo { get; }
    public abstract string NoSuchWall { get; }

    public abstract string HereTitle(string session, bool today);
    public abstract string Late { get; }
    public abstract string LateShare(string pct);
    public abstract string LateNote { get; }
    public abstract string Away { get; }
    public abstract string OfWhichExcused(string count);
    public abstract string Unknown { get; }
    public abstract string NotCountedAbsent { get; }
    public abstract string Expected { get; }
    public abstract string ExpectedNote { get; }
    public abstract string AllKnown { get; }
    public abstract string KioskSilent { get; }
    public abstract string NoKiosk { get; }
    public abstract string OfWhichStaff(string count);
    public abstract string NoComparison { get; }
    public abstract string SameAsBefore(int weeks, string weekday);
    public abstract string ThanBefore(int weeks, string weekday);
    public abstract string Usually(string pct, int weeks, string weekday);
    public abstract string PercentagePoints { get; }
    public abstract string Pupils { get; }
    public abstract string Staff { get; }
    public abstract string StaffTitle { get; }
    public abstract string Closed { get; }
    public abstract string ClosedReason(string? reason);
    public abstract string OffPart { get; }
    public abstract string SumTotal { get; }
    public abstract string SumLabel { get; }
    public abstract string OfWhichLate(string count);

    public abstract string State(string state);
    public abstract string StateColumn(string state);
    public abstract string Excused { get; }
    public abstract string Level(string level);
    public abstract string Session(string session);
    public abstract string SessionChoice(string? session);
    public abstract string KindCount(string kind, int count);

    /// <summary>What schools are grouped by in a tree that is not today's: a district of before, or a commune of another day.</summary>
    protected const string AreaKind = "area";

    /// <summary>The kind of a place by the word of the wall: what stands in the stead of a commune in another tree (<c>phu-xuan-cu@district</c>) is none.</summary>
    public static string KindOf(string id, string kind) => kind == "commune" && id.Contains('@', StringComparison.Ordinal) ? AreaKind : kind;
    public abstract string MapTitle(string childKind);
    public abstract string StatesTitle(string childKind);
    public abstract string Arriving { get; }
    public abstract string PupilSquares { get; }
    public abstract string PupilSquaresNote { get; }
    public abstract string WorstFirst { get; }
    public abstract string PlaceColumn { get; }
    public abstract string KnownColumn { get; }
    public abstract string HereColumn { get; }

    public abstract string ArrivalsTitle { get; }
    public abstract string ArrivalsBasis(string basis);
    public abstract string ArrivalsNow { get; }
    public abstract string ArrivalsCounted { get; }
    public abstract string ArrivalsExpected { get; }
    public abstract string ArrivalsMinute { get; }
    public abstract string ArrivalsCaption(string peakAt, string peak, string total);
    public abstract string NoArrivals { get; }

    public abstract string AttentionTitle { get; }
    public abstract string AttentionCount(int total);
    public abstract string AttentionNone { get; }
    public abstract string Attention(AttentionItem item);
    public abstract string Since(TimeSpan age);

    public abstract string CoverageTitle { get; }
    public abstract string KiosksReporting { get; }
    public abstract string SchoolsReporting { get; }
    public abstract string KnownShare { get; }
    public abstract string LastEvent { get; }
    public abstract string SchoolsReportingShort(string reporting, string all);

    public abstract string ConflictsTitle { get; }
    public abstract string ConflictsNone { get; }
    public abstract string ConflictPerson { get; }
    public abstract string ConflictScan { get; }
    public abstract string ConflictRoll { get; }
    public abstract string ConflictOffice { get; }
    public abstract string ConflictCounts { get; }
    public abstract string NotSaid { get; }

    public abstract string System { get; }
    public abstract string EventsPerSecond { get; }
    public abstract string LiveLag { get; }
    public abstract string HistoryLag { get; }
    public abstract string Rejected { get; }
    public abstract string Refusing { get; }
    public abstract string SimulatedClock { get; }
    public abstract string Today { get; }
    public abstract string DayBefore { get; }
    public abstract string DayAfter { get; }
    public abstract string DayChoice { get; }
    public abstract string SessionsChoice { get; }

    /// <summary>Thousands separator.</summary>
    protected abstract char Thousands { get; }
    /// <summary>Decimal separator.</summary>
    protected abstract char Point { get; }

    /// <summary>A whole number: 279.582 or 279,582.</summary>
    public string Count(long value)
    {
        var digits = Math.Abs(value).ToString(CultureInfo.InvariantCulture);
        for (var at = digits.Length - 3; at > 0; at -= 3)
        {
            digits = digits.Insert(at, Thousands.ToString());
        }
        return value < 0 ? "−" + digits : digits;
    }

    /// <summary>One decimal: 94,8 or 94.8.</summary>
    public string Decimal(double value)
    {
        var tenths = (long)Math.Round(Math.Abs(value) * 10, MidpointRounding.AwayFromZero);
        var sign = value < 0 && tenths > 0 ? "−" : "";
        return $"{sign}{Count(tenths / 10)}{Point}{tenths % 10}";
    }

    /// <summary>A share of the whole in percent; 100 and 0 only when they are exact, a dash when there is no whole.</summary>
    public string Share(int part, int whole)
    {
        if (whole <= 0)
        {
            return "–";
        }
        if (part == whole)
        {
            return "100";
        }
        return part == 0 ? "0" : Decimal(Math.Clamp(100.0 * part / whole, 0.1, 99.9));
    }

    /// <summary>A time of the day with seconds: 7:12:08.</summary>
    public static string Clock(DateTimeOffset at) => Local(at).ToString("H:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A time of the day: 7:12.</summary>
    public static string HourMinute(DateTimeOffset at) => Local(at).ToString("H:mm", CultureInfo.InvariantCulture);

    /// <summary>Minutes after midnight as a time of the day: 7:05.</summary>
    public static string HourMinute(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60}:{minute % 60:00}");

    /// <summary>A full date: Thứ Hai, 23 tháng 11, 2026.</summary>
    public abstract string FullDate(DateOnly date);

    /// <summary>A short date: Thứ Hai 23/11.</summary>
    public abstract string ShortDate(DateOnly date);

    /// <summary>A day of the week within a sentence: thứ Hai.</summary>
    public abstract string Weekday(DayOfWeek day);

    /// <summary>A time on a tile: lúc 7:12:07.</summary>
    public abstract string AsOf(DateTimeOffset at);

    /// <summary>An age in words: 4 phút.</summary>
    public abstract string Age(TimeSpan age);

    private static DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(7));
}
