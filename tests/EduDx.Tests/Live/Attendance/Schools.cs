using EduDx.Live.Attendance;
using EduDx.Live.City;

namespace EduDx.Tests.Live.Attendance;

/// <summary>Schools for the folds, built by hand. Person keys are 1000 and up, kiosk keys 500 and up, in the order of their slots.</summary>
internal static class Schools
{
    public const int Minute = 60_000;
    public static readonly DateOnly Monday = new(2026, 9, 7);
    public static readonly Session Morning = new(SessionKind.Morning, 375, 420, 660, 1, 15);
    public static readonly Session Afternoon = new(SessionKind.Afternoon, 750, 795, 1020, 1, 15);
    public static readonly Session WholeDay = new(SessionKind.Day, 375, 420, 990, 1, 15);
    public static readonly CalendarRule Term = new(new(2026, 1, 1), new(2026, 12, 31), CalendarKind.Term, 0x1F, "Năm học");

    /// <summary>A school of one commune. <paramref name="groups"/> name their campus, audience, size and sessions.</summary>
    public static SchoolModel Of((int Campus, bool IsStaff, int Count, Session[] Sessions)[] groups, int[] kioskCampuses, int campuses = 1, CalendarRule[]? calendar = null)
    {
        var models = new List<GroupModel>();
        var personGroups = new List<ushort>();
        foreach (var (campus, isStaff, count, sessions) in groups)
        {
            var key = isStaff ? 20 + campus : 100 + models.Count;
            models.Add(new(new(0, key, $"g{key}", isStaff ? NodeKind.Campus : NodeKind.Class, "", 0), campus, isStaff, personGroups.Count, count, sessions));
            for (var i = 0; i < count; i++) personGroups.Add((ushort)(models.Count - 1));
        }
        return new()
        {
            Index = 0,
            Node = new(2, 10, "school", NodeKind.School, "Trường", 1),
            Commune = new(1, 5, "commune", NodeKind.Commune, "Phường", 0),
            Campuses = [.. Enumerable.Range(0, campuses).Select(c => new CampusModel(new(3 + c, 20 + c, $"c{c}", NodeKind.Campus, "", 2), null))],
            Groups = [.. models],
            PersonKeys = [.. Enumerable.Range(0, personGroups.Count).Select(i => 1000 + i)],
            PersonGroups = [.. personGroups],
            Kiosks = [.. kioskCampuses.Select((campus, i) => new KioskModel(500 + i, $"k{i}", campus, null))],
            Calendar = calendar ?? [Term],
        };
    }

    /// <summary>One class of one morning session, one kiosk.</summary>
    public static SchoolModel OneClass(int pupils = 1, CalendarRule[]? calendar = null, int[]? kiosks = null) =>
        Of([(0, false, pupils, [Morning])], kiosks ?? [0], calendar: calendar);

    /// <summary>All parts of a view that a wall or history shows, as text that two views can be compared by.</summary>
    public static string Words(SchoolView view) => string.Join('\n',
        string.Join('|', view.Counts),
        string.Join(',', view.Arrivals.Index().Where(a => a.Item != 0)),
        string.Join(',', view.KiosksReporting), string.Join(',', view.Kiosks), string.Join(',', view.SilentSince),
        view.Open, view.DayReason, view.LastEventMs, string.Join('|', view.Conflicts), string.Join('|', view.Staff));
}
