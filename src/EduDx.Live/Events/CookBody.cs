using System.Buffers.Binary;

namespace EduDx.Live.Events;

/// <summary>Body of what a kitchen cooked. Points into the event it was read from.</summary>
public readonly ref struct CookBody
{
    /// <summary>Most dishes of a menu.</summary>
    public const int MaxDishes = 16;

    private const int Fixed = 14;

    /// <summary>Which meal.</summary>
    public required MealName Meal { get; init; }
    /// <summary>Portions cooked; -1 when not said.</summary>
    public required int Cooked { get; init; }
    /// <summary>Kilograms thrown away; NaN when not said.</summary>
    public required double WastedKg { get; init; }
    /// <summary>Number of dishes; 0 when not said.</summary>
    public required int DishCount { get; init; }
    /// <summary>The dishes, each a length and its id.</summary>
    public required ReadOnlySpan<byte> Dishes { get; init; }

    /// <summary>Reads the body of the canonical event <paramref name="e"/>.</summary>
    public static CookBody Read(ReadOnlySpan<byte> e)
    {
        var b = e[EventHeader.Size..];
        return new CookBody
        {
            Meal = (MealName)b[0],
            Cooked = BinaryPrimitives.ReadInt32LittleEndian(b[1..]),
            WastedKg = BinaryPrimitives.ReadDoubleLittleEndian(b[5..]),
            DishCount = b[13],
            Dishes = b[Fixed..],
        };
    }

    /// <summary>Ids of the dishes.</summary>
    public string[] Menu()
    {
        var menu = new string[DishCount];
        var rest = Dishes;
        for (var i = 0; i < menu.Length; i++) menu[i] = EventText.Take(ref rest);
        return menu;
    }

    /// <summary>Writes the body behind the header of <paramref name="e"/> and returns the event's length.</summary>
    public int Write(Span<byte> e)
    {
        var b = e[EventHeader.Size..];
        b[0] = (byte)Meal;
        BinaryPrimitives.WriteInt32LittleEndian(b[1..], Cooked);
        BinaryPrimitives.WriteDoubleLittleEndian(b[5..], WastedKg);
        b[13] = (byte)DishCount;
        Dishes.CopyTo(b[Fixed..]);
        return EventHeader.Size + Fixed + Dishes.Length;
    }
}
