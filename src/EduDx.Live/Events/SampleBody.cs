using System.Buffers.Binary;

namespace EduDx.Live.Events;

/// <summary>Body of a food sample.</summary>
/// <param name="Meal">Which meal.</param>
/// <param name="State">What happened.</param>
/// <param name="Portions">Portions cooked of the dish; -1 when not said.</param>
/// <param name="Dish">Id of the dish.</param>
/// <param name="Fridge">Source id of the fridge; empty when not said.</param>
public readonly record struct SampleBody(MealName Meal, SampleState State, int Portions, string Dish, string Fridge)
{
    /// <summary>Reads the body of the canonical event <paramref name="e"/>.</summary>
    public static SampleBody Read(ReadOnlySpan<byte> e)
    {
        var b = e[EventHeader.Size..];
        var rest = b[6..];
        return new SampleBody((MealName)b[0], (SampleState)b[1], BinaryPrimitives.ReadInt32LittleEndian(b[2..]), EventText.Take(ref rest), EventText.Take(ref rest));
    }

    /// <summary>Writes a body behind the header of <paramref name="e"/> and returns the event's length.</summary>
    public static int Write(Span<byte> e, MealName meal, SampleState state, int portions, ReadOnlySpan<byte> dish, ReadOnlySpan<byte> fridge)
    {
        var b = e[EventHeader.Size..];
        (b[0], b[1]) = ((byte)meal, (byte)state);
        BinaryPrimitives.WriteInt32LittleEndian(b[2..], portions);
        var rest = b[6..];
        EventText.Put(ref rest, dish);
        EventText.Put(ref rest, fridge);
        return e.Length - rest.Length;
    }
}
