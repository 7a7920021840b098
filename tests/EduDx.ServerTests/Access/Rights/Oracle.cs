namespace EduDx.ServerTests.Access.Rights;

/// <summary>
/// What somebody may do, a second time: the table of docs/access.md in its words, decided class by class and grant by grant, with nothing of the product in it.
/// </summary>
internal static class Oracle
{
    private const string Figures = "Structure Attendance Staff Care Devices Rooms Alarms";

    /// <summary>Classes in the order of their bits in the registry.</summary>
    public static readonly string[] Classes = [.. (Figures + " Events System PersonRows Persons Audit Screens Credentials People").Split(' ')];

    private static readonly Dictionary<string, Dictionary<string, string>> s_table = new()
    {
        ["Operator"] = new() { ["see"] = Figures + " System Events PersonRows Screens", ["export"] = "Attendance Devices Rooms Alarms", ["act"] = "Structure Rooms Alarms Events", ["manage"] = "Screens" },
        ["Leader"] = new() { ["see"] = Figures, ["export"] = Figures },
        ["SchoolStaff"] = new() { ["see"] = Figures + " PersonRows Persons", ["export"] = "Attendance Care Persons", ["act"] = "Attendance Rooms Alarms Persons" },
        ["Kitchen"] = new() { ["see"] = "Structure Care", ["export"] = "Care" },
        ["Technician"] = new() { ["see"] = "Structure Devices Rooms Alarms System Events Credentials", ["act"] = "Devices Alarms Events", ["manage"] = "Credentials" },
        ["Auditor"] = new() { ["see"] = Figures + " System Events PersonRows Audit Screens Credentials People", ["export"] = "Care Audit" },
        ["Administrator"] = new()
        {
            ["see"] = Figures + " Events System Persons Audit Screens Credentials People", ["export"] = "Audit Care Persons", ["act"] = "Structure Rooms Alarms Events Persons",
            ["configure"] = Figures + " System Events", ["manage"] = "Screens Credentials People Persons Audit",
        },
    };

    public static readonly string[] Roles = [.. s_table.Keys];

    private static readonly Dictionary<string, string> s_views = new()
    {
        ["overview"] = "Attendance", ["attendance"] = "Attendance", ["staff"] = "Staff", ["care"] = "Care", ["devices"] = "Devices", ["rooms"] = "Rooms", ["alarms"] = "Alarms", ["status"] = "Structure",
        ["system"] = "System", ["school"] = Figures,
    };

    public static readonly string[] Views = [.. s_views.Keys];

    /// <summary>All but who a pseudonym is: what a grant has that names no classes.</summary>
    public static int Default => ((1 << Classes.Length) - 1) & ~Bit("Persons");

    public static int Bit(string @class) => 1 << Array.IndexOf(Classes, @class);

    /// <summary>May they, with every one of the classes, at a node (null: at any one node)?</summary>
    public static bool May(Comer who, string action, string classes, string? node) => classes.Split(' ').All(c => who.Held.Any(h => Has(who, h, action, c) && (node is null || Covers(h.Node, node))));

    /// <summary>May they watch a view of a node?</summary>
    public static bool MayWatch(Comer who, string view, string scope) => (who.Views is null || who.Views.Contains(view)) && May(who, "watch", s_views[view], scope);

    private static bool Covers(string top, string node) => top == "*" || SmallCity.IsUnder(node.Contains('@', StringComparison.Ordinal) ? SmallCity.City : node, top);

    private static bool Has(Comer who, Held held, string action, string @class)
    {
        // A screen: the classes of its views and the line of alarms that every wall has, to be watched.
        if (who.Views is { } views) return action == "watch" && (@class == "Alarms" || views.Any(v => s_views[v].Split(' ').Contains(@class)));
        var right = action is "watch" or "read" ? "see" : action;
        return (held.Classes & Bit(@class)) != 0 && s_table[held.Role].TryGetValue(right, out var has) && has.Split(' ').Contains(@class);
    }
}
