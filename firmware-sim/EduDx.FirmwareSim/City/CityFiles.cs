namespace EduDx.FirmwareSim.City;

/// <summary>The files of docs/import.md and their headers.</summary>
public static class CityFiles
{
    /// <summary>Id of the city node.</summary>
    public const string CityId = "hue";

    internal const string Nodes = "nodes.csv";
    internal const string NodesHeader = "id,kind,name,parent,level,column,row,lat,lon,radius_m,sessions,from,to";
    internal const string Groupings = "groupings.csv";
    internal const string GroupingsHeader = "grouping,id,name,node,from,to";
    internal const string Pupils = "pupils.csv";
    internal const string PupilsHeader = "person,name,birth,class,card,from,to";
    internal const string Staff = "staff.csv";
    internal const string StaffHeader = "person,name,role,campus,class,card,from,to";
    internal const string Kiosks = "kiosks.csv";
    internal const string KiosksHeader = "school,source,campus,name,lat,lon,radius_m,from,to";
    internal const string DeviceTypes = "device-types.csv";
    internal const string DeviceTypesHeader = "type,name_vi,name_en,duty,heartbeat_s,missed,metrics";
    internal const string Devices = "devices.csv";
    internal const string DevicesHeader = "school,source,type,campus,name,class,room,from,to";
    internal const string Rooms = "rooms.csv";
    internal const string RoomsHeader = "school,source,campus,name,capacity,from,to";
    internal const string Sessions = "sessions.csv";
    internal const string SessionsHeader = "node,audience,session,opens,starts,ends,late_after_min,absent_after_min,from,to";
    internal const string Calendar = "calendar.csv";
    internal const string CalendarHeader = "node,kind,from,to,weekdays,reason";
    internal const string Dishes = "dishes.csv";
    internal const string DishesHeader = "dish,name,allergens";
    internal const string Allergies = "allergies.csv";
    internal const string AllergiesHeader = "person,allergen,from,to";
}
