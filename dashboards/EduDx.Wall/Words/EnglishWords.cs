using EduDx.Contracts.Frames;

namespace EduDx.Wall.Words;

/// <summary>English: 279,582, 94.8, Monday, 23 November 2026.</summary>
public sealed class EnglishWords : WallWords
{
    private static readonly string[] s_months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public override string Lang => "en";
    public override string OtherLang => "vi";
    public override string OtherLangName => "Tiếng Việt";
    protected override char Thousands => ',';
    protected override char Point => '.';

    public override string Wall(string view) => view switch
    {
        "attendance" => "Attendance",
        "care" => "Kindergarten",
        "staff" => "Staff",
        "status" => "City status",
        "school" => "School",
        "devices" => "Devices",
        "rooms" => "Meeting rooms",
        "alarms" => "Alarms",
        "system" => "System",
        _ => "Overview",
    };
    public override string Question(string view) => view switch
    {
        "attendance" => "Who is not where they should be, and do we know it?",
        "care" => "Are the small children fed, safe and asleep?",
        "staff" => "Which class has no teacher?",
        "status" => "Which school is open, closed, flooded, on line, reopened?",
        "school" => "Everything about one school",
        "devices" => "What is broken or silent, since when, and who has it?",
        "rooms" => "Which room is not ready for what comes next?",
        "alarms" => "What needs a person now, and has someone taken it?",
        "system" => "Can these screens be believed?",
        _ => "Is the city's school day normal, and where not?",
    };
    public override string OpenWall => "Open the wall";
    public override string Breadcrumb => "Where you are";
    public override string OtherWalls => "Walls";
    public override string SystemHealth => "System health";
    public override string SchoolPage => "School page";
    public override string SkipToMain => "Skip to the main picture";

    public override string LiveMark => "live";
    public override string LateMark => "late";
    public override string StaleMark => "old figures";
    public override string WaitingMark => "waiting";
    public override string Replay(string day) => $"looking back: {day}";
    public override string LostBanner(string at, string age) => $"Connection to the server lost. Last figures at {at}, {age} ago. Reconnecting…";
    public override string LostBannerNever => "The server cannot be reached yet. Reconnecting…";
    public override string LateBy(TimeSpan age) => $"{Age(age)} late";
    public override string StaleBecause(string at) => $"old figures, no connection since {at}";
    public override string Waiting => "No figures yet";
    public override string WaitingWhatToDo => "Waiting for the server's first figures. Longer than 15 s: check the network and the server.";
    public override string Refused => "The server cannot open this wall";
    public override string RefusedWhatToDo => "Check the place, day and session in the address, or go back to the whole city.";
    public override string EmptyRegistry => "There is no list of schools yet";
    public override string EmptyRegistryWhatToDo => "Import schools, classes, pupils, kiosks and the calendar as CSV into the registry (POST /api/v1/registry/import); the figures then appear here by themselves.";
    public override string EmptyNode => "No pupils in this session here";
    public override string EmptyNodeWhatToDo => "Check the class lists and the calendar in the registry, or choose another session.";
    public override string NoSuchWall => "There is no such wall";

    public override string HereTitle(string session, bool today) => (session, today) switch
    {
        ("morning", true) => "Present this morning",
        ("afternoon", true) => "Present this afternoon",
        ("morning", _) => "Present, morning",
        ("afternoon", _) => "Present, afternoon",
        _ => "Present",
    };
    public override string Late => "Late";
    public override string LateShare(string pct) => $"{pct} % of the present";
    public override string LateNote => "counted as present";
    public override string Away => "Absent";
    public override string OfWhichExcused(string count) => $"of which with leave {count}";
    public override string Unknown => "Unknown";
    public override string NotCountedAbsent => "not counted as absent";
    public override string Expected => "Not yet here";
    public override string ExpectedNote => "still within the limit";
    public override string AllKnown => "every pupil is accounted for";
    public override string KioskSilent => "kiosks silent";
    public override string NoKiosk => "no kiosk";
    public override string OfWhichStaff(string count) => $"incl. {count} staff";
    public override string NoComparison => "no earlier weeks yet";
    public override string SameAsBefore(int weeks, string weekday) => $"like the last {Days(weeks, weekday)}";
    public override string ThanBefore(int weeks, string weekday) => $"against the last {Days(weeks, weekday)}";
    public override string Usually(string pct, int weeks, string weekday) => $"usually {pct} % (last {Days(weeks, weekday)})";
    public override string PercentagePoints => "points";
    public override string Pupils => "pupils";
    public override string Staff => "staff";
    public override string StaffTitle => "Staff present";
    public override string Closed => "Closed";
    public override string ClosedReason(string? reason) => reason ?? "no session in the calendar";
    public override string OffPart => "closed";
    public override string SumTotal => "pupils";
    public override string SumLabel => "Adds up";
    public override string OfWhichLate(string count) => $"{count} of them late";

    public override string State(string state) => state switch
    {
        "present" => "on time",
        "late" => "late",
        "here" => "present",
        "leftEarly" => "left early",
        "excused" => "absent with leave",
        "absent" => "absent without leave",
        "away" => "absent",
        "unknown" => "unknown",
        "expected" => "not yet here",
        "off" => "closed",
        _ => state,
    };
    public override string StateColumn(string state) => state switch { "excused" => "leave", "absent" => "no leave", "expected" => "not yet", "leftEarly" => "left", _ => State(state) };
    public override string Excused => "with leave";
    public override string Level(string level) => level switch
    {
        "critical" => "critical",
        "warning" => "warning",
        "unknown" => "unknown",
        "closed" => "closed",
        _ => "normal",
    };
    public override string Session(string session) => session == "afternoon" ? "afternoon" : "morning";
    public override string SessionChoice(string? session) => session switch { "morning" => "morning", "afternoon" => "afternoon", _ => "by the clock" };
    public override string KindCount(string kind, int count) => (kind, count) switch
    {
        ("commune", _) => $"{Count(count)} communes",
        (AreaKind, 1) => "1 area",
        (AreaKind, _) => $"{Count(count)} areas",
        ("school", 1) => "1 school",
        ("school", _) => $"{Count(count)} schools",
        ("campus", _) => $"{Count(count)} campuses",
        ("class", 1) => "1 class",
        ("class", _) => $"{Count(count)} classes",
        _ => Count(count),
    };
    public override string MapTitle(string childKind) => "Present by " + Child(childKind) + " (%)";
    public override string StatesTitle(string childKind) => "Attendance by " + Child(childKind);
    public override string Arriving => "still arriving";
    public override string PupilSquares => "The whole class, a square a pupil";
    public override string PupilSquaresNote => "in order of state, not of seat";
    public override string WorstFirst => "worst first";
    public override string PlaceColumn => "Place";
    public override string KnownColumn => "Known";
    public override string HereColumn => "Present";

    public override string ArrivalsTitle => "Arrivals, pupils a minute";
    public override string ArrivalsBasis(string basis) => basis == "history" ? "shade: expected from earlier weeks" : "shade: expected around the bell";
    public override string ArrivalsNow => "last minute";
    public override string ArrivalsCounted => "arrived";
    public override string ArrivalsExpected => "expected";
    public override string ArrivalsMinute => "Minute";
    public override string ArrivalsCaption(string peakAt, string peak, string total) => $"Busiest at {peakAt}: {peak} pupils in a minute. {total} pupils have arrived.";
    public override string NoArrivals => "The gates are not open yet: nobody has come.";

    public override string AttentionTitle => "Needs a person now";
    public override string AttentionCount(int total) => $"{Count(total)}, worst first";
    public override string AttentionNone => "Nothing needs a person.";
    public override string Attention(AttentionItem item) => item.Code switch
    {
        "campusSilent" => $"kiosks silent, {Count(item.Count)} people unknown",
        "lowAttendance" => item.Pct is { } pct ? $"{Decimal(pct)} % present, {Count(item.Count)} people not there" : $"{Count(item.Count)} people not there",
        "conflicts" => $"{Count(item.Count)} people recorded differently",
        _ => item.Code,
    };
    public override string Since(TimeSpan age) => Age(age);

    public override string CoverageTitle => "How much is known";
    public override string KiosksReporting => "kiosks reporting";
    public override string SchoolsReporting => "schools reporting";
    public override string KnownShare => "people known";
    public override string LastEvent => "newest event";
    public override string SchoolsReportingShort(string reporting, string all) => $"{reporting}/{all} schools reporting";

    public override string ConflictsTitle => "Recorded differently";
    public override string ConflictsNone => "Nobody is recorded differently.";
    public override string ConflictPerson => "Code";
    public override string ConflictScan => "Kiosk";
    public override string ConflictRoll => "Teacher";
    public override string ConflictOffice => "Office";
    public override string ConflictCounts => "Counts as";
    public override string NotSaid => "not said";

    public override string System => "System";
    public override string EventsPerSecond => "events/s";
    public override string LiveLag => "waiting";
    public override string HistoryLag => "not yet in history";
    public override string Rejected => "rejected";
    public override string Refusing => "The server is refusing new events";
    public override string SimulatedClock => "simulated clock";
    public override string Today => "today";
    public override string DayBefore => "day before";
    public override string DayAfter => "day after";
    public override string DayChoice => "Day";
    public override string SessionsChoice => "Session";

    public override string FullDate(DateOnly date) => $"{Weekday(date.DayOfWeek)}, {date.Day} {s_months[date.Month - 1]} {date.Year}";
    public override string ShortDate(DateOnly date) => $"{Weekday(date.DayOfWeek)} {date.Day} {s_months[date.Month - 1][..3]}";
    public override string Weekday(DayOfWeek day) => day.ToString();
    public override string AsOf(DateTimeOffset at) => "at " + Clock(at);
    public override string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(0, (int)age.TotalSeconds)} s",
        { TotalMinutes: < 60 } => $"{(int)age.TotalMinutes} min",
        { TotalHours: < 48 } => age.Minutes > 0 && age.TotalHours < 24 ? $"{(int)age.TotalHours} h {age.Minutes} min" : $"{(int)age.TotalHours} h",
        _ => $"{(int)age.TotalDays} days",
    };

    private static string Days(int weeks, string weekday) => weeks == 1 ? weekday : $"{weeks} {weekday}s";

    private static string Child(string kind) => kind switch { "" => "school", _ => kind };
}
