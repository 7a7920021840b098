namespace EduDx.Registry.Import;

/// <summary>The files of an import. Positions in <see cref="Sheet.Columns"/> are those of the readers' constants.</summary>
internal static class Sheets
{
    public static readonly Sheet Nodes = new(
        "nodes.csv", "id", "kind", "name", "parent", "level", "column", "row", "lat", "lon", "radius_m", "sessions", "from", "to");
    public static readonly Sheet Groupings = new("groupings.csv", "grouping", "id", "name", "node", "from", "to");
    public static readonly Sheet Pupils = new("pupils.csv", "person", "name", "birth", "class", "card", "from", "to", "identity") { Optional = 1 };
    public static readonly Sheet Staff = new("staff.csv", "person", "name", "role", "campus", "class", "card", "from", "to", "identity") { Optional = 1 };
    public static readonly Sheet Kiosks = new("kiosks.csv", "school", "source", "campus", "name", "lat", "lon", "radius_m", "from", "to");
    public static readonly Sheet Outlines = new("outlines.csv", "campus", "points", "from", "to");
    public static readonly Sheet DeviceTypes = new("device-types.csv", "type", "name_vi", "name_en", "duty", "heartbeat_s", "missed", "metrics");
    public static readonly Sheet Rooms = new("rooms.csv", "school", "source", "campus", "name", "capacity", "from", "to");
    public static readonly Sheet Devices = new("devices.csv", "school", "source", "type", "campus", "name", "class", "room", "from", "to");
    public static readonly Sheet Dishes = new("dishes.csv", "dish", "name", "allergens");
    public static readonly Sheet Allergies = new("allergies.csv", "person", "allergen", "from", "to", "identity") { Optional = 1 };
    public static readonly Sheet Sessions = new(
        "sessions.csv", "node", "audience", "session", "opens", "starts", "ends", "late_after_min", "absent_after_min", "from", "to");
    public static readonly Sheet Calendar = new("calendar.csv", "node", "kind", "from", "to", "weekdays", "reason");

    /// <summary>All, in the order in which they are read: what is pointed at comes first.</summary>
    public static readonly Sheet[] InOrder = [Nodes, Groupings, Staff, Pupils, Kiosks, Outlines, DeviceTypes, Rooms, Devices, Dishes, Allergies, Sessions, Calendar];
}
