using System.Collections.Frozen;
using System.Text;
using EduDx.Live.Attendance;
using EduDx.Live.Care;
using EduDx.Live.City;
using EduDx.Live.Closures;
using EduDx.Live.Devices;
using EduDx.Live.Events;
using EduDx.Tests.Live.Attendance;
using EduDx.Tests.Live.Devices;

namespace EduDx.Tests.Live.Care;

/// <summary>A kindergarten of two classes of ten and one kitchen, canonical events of it, and who is there, built by hand.</summary>
internal static class Nursery
{
    public const int Kitchen = 20;
    public const int ClassA = 100;
    public const int ClassB = 101;
    public const int Children = 10;
    public const int Fridge = 0;
    /// <summary>Slots of the staff: two teachers of the first class, one of the second, the cook.</summary>
    public const int FirstTeacher = 20;

    public static readonly DateOnly Monday = Schools.Monday;
    public static readonly CareNorms Norms = NormsJson.Defaults;

    public static readonly FrozenDictionary<string, Dish> Dishes = new Dish[] { new("com", "Cơm", 0), new("ca-kho", "Cá kho", 1), new("trung", "Trứng", 2) }.ToFrozenDictionary(d => d.Id);

    /// <summary>Ages of 5 to 6 years on the Monday, unless said otherwise.</summary>
    public static SchoolModel School(int[]? births = null, uint[]? allergens = null, Closure[]? closures = null, CalendarRule[]? calendar = null)
    {
        var plain = Schools.Of([(0, false, Children, [Schools.WholeDay]), (0, false, Children, [Schools.WholeDay]), (0, true, 4, [Schools.WholeDay])], [0], calendar: calendar);
        return new SchoolModel
        {
            Index = 0, Node = plain.Node with { Level = "kindergarten" }, Commune = plain.Commune, Campuses = plain.Campuses, Groups = plain.Groups, PersonKeys = plain.PersonKeys,
            PersonGroups = plain.PersonGroups, Kiosks = plain.Kiosks, Calendar = plain.Calendar, Closures = closures ?? [],
            Devices = [new(DeviceKind.Device, 700, "tu-1", "Tủ lưu mẫu", Stations.FridgeType, 0, -1, -1)],
            Teaches = [.. Enumerable.Repeat(-1, 20), 0, 0, 1, -1],
            Births = births ?? [.. Enumerable.Repeat(Born(66), 20), 0, 0, 0, 0],
            Allergens = allergens ?? [],
        };
    }

    /// <summary>Day of birth of a child who is so many months old on the Monday.</summary>
    public static int Born(int months) => Monday.AddMonths(-months).DayNumber;

    public static long At(int hour, int minute, int second = 0) => Stations.At(hour, minute, second);

    public static byte[] Meal(int node, long at, int id, int served, double kcal = double.NaN, double intake = double.NaN, MealName meal = MealName.Lunch, double protein = double.NaN, double lipid = double.NaN, double glucid = double.NaN)
    {
        var bytes = New(EventType.Meal, 4, node, at, id);
        return bytes[..new MealBody(meal, served, kcal, protein, lipid, glucid, intake).Write(bytes)];
    }

    public static byte[] Nap(int node, long at, int id, NapState state, int child = 0)
    {
        var bytes = New(EventType.Nap, 4, node, at, id);
        return bytes[..new NapBody(child, state, SleepPosition.Back).Write(bytes)];
    }

    public static byte[] Cook(long at, int id, int cooked = -1, double wasted = double.NaN, string[]? menu = null, MealName meal = MealName.Lunch)
    {
        var bytes = New(EventType.Cook, 5, Kitchen, at, id);
        var packed = (menu ?? []).SelectMany(d => Encoding.ASCII.GetBytes(d).Prepend((byte)d.Length)).ToArray();
        return bytes[..new CookBody { Meal = meal, Cooked = cooked, WastedKg = wasted, DishCount = menu?.Length ?? 0, Dishes = packed }.Write(bytes)];
    }

    public static byte[] Check(long at, int id, byte step, bool ok = true, string dish = "", string note = "")
    {
        var bytes = New(EventType.Check, 5, Kitchen, at, id);
        return bytes[..CheckBody.Write(bytes, step, ok, Encoding.UTF8.GetBytes(dish), "s-1"u8, Encoding.UTF8.GetBytes(note))];
    }

    public static byte[] Sample(long at, int id, SampleState state, string dish = "com", MealName meal = MealName.Lunch, string fridge = "tu-1")
    {
        var bytes = New(EventType.Sample, 5, Kitchen, at, id);
        return bytes[..SampleBody.Write(bytes, meal, state, -1, Encoding.UTF8.GetBytes(dish), Encoding.UTF8.GetBytes(fridge))];
    }

    /// <summary>Who came: a scan each at 06:50. Who did not is absent from 07:15 on, and unknown at all times while the kiosk is not heard.</summary>
    public static SchoolDay Came(SchoolModel school, IEnumerable<int> slots, DateOnly? day = null, bool heard = true)
    {
        var attendance = new SchoolDay(school, day ?? Monday);
        var midnight = LocalTime.StartMs(day ?? Monday);
        var at = midnight + 410 * 60_000L;
        for (var minute = Schools.WholeDay.Opens; heard && minute <= Schools.WholeDay.Deadline; minute++)
        {
            attendance.FoldHeard(new EventHeader(EventType.Status, 1, school.Node.Key, 500, 0, 0, midnight + minute * 60_000L, at, 1), 0);
        }
        foreach (var slot in slots)
        {
            var header = new EventHeader(EventType.Scan, 1, school.Node.Key, 500, 0, 0, at, at, (UInt128)(10_000 + slot));
            attendance.FoldScan(header, new ScanBody(school.PersonKeys[slot], ScanDirection.In, ScanMode.Kiosk, 0, 0, 0), slot, 0);
        }
        return attendance;
    }

    public static CareView View(SchoolCare care, SchoolDay attendance, long now, CareNorms? norms = null, SchoolDevices? devices = null) =>
        care.View(attendance.Day, now, new CareInputs(norms ?? Norms, Dishes, attendance.View(now, new AttendanceRules()), devices?.View(attendance.Day, now, Listening.Since(0))));

    private static byte[] New(EventType type, byte kind, int source, long at, int id)
    {
        var bytes = new byte[1024];
        new EventHeader(type, kind, 10, source, 1, 0, at, at, (UInt128)id).Write(bytes);
        return bytes;
    }
}
