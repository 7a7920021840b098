using EduDx.Live.Events;

namespace EduDx.Live.Care;

/// <summary>What a kitchen said of one meal of one day: each word counts as last said, on its own.</summary>
internal sealed class Cooking
{
    /// <summary>Stamp of the newest number of portions.</summary>
    public Stamp CookedAt;
    /// <summary>Portions cooked; meaningless before <see cref="CookedAt"/> is set.</summary>
    public int Cooked;
    /// <summary>First event time at which portions were said, Unix milliseconds; 0 for never.</summary>
    public long FirstCookedMs;
    /// <summary>Stamp of the newest weight thrown away.</summary>
    public Stamp WastedAt;
    /// <summary>Kilograms thrown away.</summary>
    public double WastedKg;
    /// <summary>Stamp of the newest menu.</summary>
    public Stamp MenuAt;
    /// <summary>Ids of the dishes.</summary>
    public string[] Menu = [];

    /// <summary>Portions cooked; null when not said.</summary>
    public int? Said => FirstCookedMs == 0 ? null : Cooked;

    /// <summary>Notes an event.</summary>
    public void Fold(in EventHeader e, in CookBody body)
    {
        var stamp = new Stamp(e.AtMs, e.Id);
        if (body.Cooked >= 0)
        {
            FirstCookedMs = FirstCookedMs == 0 ? e.AtMs : Math.Min(FirstCookedMs, e.AtMs);
            if (stamp.IsAfter(CookedAt)) (CookedAt, Cooked) = (stamp, body.Cooked);
        }
        if (!double.IsNaN(body.WastedKg) && stamp.IsAfter(WastedAt)) (WastedAt, WastedKg) = (stamp, body.WastedKg);
        if (body.DishCount > 0 && stamp.IsAfter(MenuAt)) (MenuAt, Menu) = (stamp, body.Menu());
    }

    /// <summary>Writes it into a snapshot.</summary>
    public void Save(BinaryWriter to)
    {
        CookedAt.Write(to);
        to.Write(Cooked);
        to.Write(FirstCookedMs);
        WastedAt.Write(to);
        to.Write(WastedKg);
        MenuAt.Write(to);
        to.Write((byte)Menu.Length);
        foreach (var dish in Menu) to.Write(dish);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static Cooking Load(BinaryReader from)
    {
        var cooking = new Cooking
        {
            CookedAt = Stamp.Read(from),
            Cooked = from.ReadInt32(),
            FirstCookedMs = from.ReadInt64(),
            WastedAt = Stamp.Read(from),
            WastedKg = from.ReadDouble(),
            MenuAt = Stamp.Read(from),
        };
        cooking.Menu = new string[from.ReadByte()];
        for (var i = 0; i < cooking.Menu.Length; i++) cooking.Menu[i] = from.ReadString();
        return cooking;
    }
}
