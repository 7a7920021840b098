using EduDx.Live.Events;

namespace EduDx.Live.Care;

/// <summary>What the classes and kitchens of a school said of one day, by the registry key of their node.</summary>
internal sealed class CareDay
{
    /// <summary>The newest word on each meal of a class.</summary>
    public Dictionary<(int Class, MealName Meal), (Stamp At, MealBody Body)> Meals { get; } = [];

    /// <summary>The naps of a class.</summary>
    public Dictionary<int, NapLog> Naps { get; } = [];

    /// <summary>What a kitchen cooked.</summary>
    public Dictionary<(int Kitchen, MealName Meal), Cooking> Cooked { get; } = [];

    /// <summary>The steps of the three-step check.</summary>
    public Dictionary<(int Kitchen, byte Step), StepLog> Steps { get; } = [];

    /// <summary>Increases with each event that changed something of the day.</summary>
    public long Changes { get; set; }

    /// <summary>Writes it into a snapshot.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write(Meals.Count);
        foreach (var ((node, meal), (at, body)) in Meals)
        {
            to.Write(node);
            to.Write((byte)meal);
            at.Write(to);
            to.Write(body.Served);
            to.Write(body.Kcal);
            to.Write(body.ProteinG);
            to.Write(body.LipidG);
            to.Write(body.GlucidG);
            to.Write(body.IntakePct);
        }
        to.Write(Naps.Count);
        foreach (var (node, log) in Naps) Save(to, node, log);
        to.Write(Cooked.Count);
        foreach (var ((node, meal), cooking) in Cooked)
        {
            to.Write(node);
            to.Write((byte)meal);
            cooking.Save(to);
        }
        to.Write(Steps.Count);
        foreach (var ((node, step), log) in Steps)
        {
            to.Write(node);
            to.Write(step);
            log.Save(to);
        }
    }

    /// <summary>Reads what <see cref="Save(BinaryWriter)"/> wrote.</summary>
    public static CareDay Load(BinaryReader from)
    {
        var day = new CareDay { Changes = 1 };
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var key = (from.ReadInt32(), (MealName)from.ReadByte());
            var at = Stamp.Read(from);
            day.Meals[key] = (at, new MealBody(key.Item2, from.ReadInt32(), from.ReadDouble(), from.ReadDouble(), from.ReadDouble(), from.ReadDouble(), from.ReadDouble()));
        }
        for (var n = from.ReadInt32(); n > 0; n--) LoadNaps(from, day);
        for (var n = from.ReadInt32(); n > 0; n--) day.Cooked[(from.ReadInt32(), (MealName)from.ReadByte())] = Cooking.Load(from);
        for (var n = from.ReadInt32(); n > 0; n--) day.Steps[(from.ReadInt32(), from.ReadByte())] = StepLog.Load(from);
        return day;
    }

    private static void Save(BinaryWriter to, int node, NapLog log)
    {
        to.Write(node);
        to.Write(log.Words.Count);
        foreach (var word in log.Words)
        {
            to.Write(word.Child);
            word.At.Write(to);
            to.Write((byte)word.State);
        }
        to.Write(log.Checks.Count);
        foreach (var at in log.Checks) to.Write(at);
    }

    private static void LoadNaps(BinaryReader from, CareDay day)
    {
        var log = day.Naps[from.ReadInt32()] = new NapLog();
        for (var n = from.ReadInt32(); n > 0; n--) log.Words.Add(new NapWord(from.ReadInt32(), Stamp.Read(from), (NapState)from.ReadByte()));
        for (var n = from.ReadInt32(); n > 0; n--) log.Checks.Add(from.ReadInt64());
    }
}
