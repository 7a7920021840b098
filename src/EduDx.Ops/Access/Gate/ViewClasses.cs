using EduDx.Ops.Access.Rules;

namespace EduDx.Ops.Access.Gate;

/// <summary>The classes of data that a view or a series is made of.</summary>
internal static class ViewClasses
{
    public static DataClass OfView(string view) => view switch
    {
        "overview" or "attendance" => DataClass.Attendance,
        "staff" => DataClass.Staff,
        "care" => DataClass.Care,
        "devices" => DataClass.Devices,
        "rooms" => DataClass.Rooms,
        "alarms" => DataClass.Alarms,
        "status" => DataClass.Structure,
        "system" => DataClass.System,
        "school" => DataClass.Figures,
        // A view that nobody has classed is nobody's.
        _ => DataClass.All,
    };

    /// <summary>What a paired screen may watch, also beyond the hub (place codes, metrics): the classes of its views, and the line of alarms that every wall has.</summary>
    public static DataClass OfScreen(string[] views) => views.Aggregate(DataClass.Alarms, (classes, view) => classes | OfView(view));

    /// <param name="series">The series.</param>
    /// <param name="audience"><c>pupils</c> or <c>staff</c>; null for both in one figure, from which who knows one of them has the other.</param>
    public static DataClass OfSeries(string series, string? audience) => series switch
    {
        "scans" or "attendance" => audience switch { "pupils" => DataClass.Attendance, "staff" => DataClass.Staff, _ => DataClass.Attendance | DataClass.Staff },
        "staff" => DataClass.Staff,
        "closures" => DataClass.Structure,
        "alarms" => DataClass.Alarms,
        "rooms" => DataClass.Rooms,
        "devices" => DataClass.Devices,
        "meals" or "kitchens" or "sleep" => DataClass.Care,
        _ => DataClass.All,
    };
}
