using System.Buffers.Binary;

namespace EduDx.Live.Events;

/// <summary>Body of a meal. Amounts are those of one portion; NaN when not said.</summary>
/// <param name="Meal">Which meal.</param>
/// <param name="Served">Children served, 0 or more.</param>
/// <param name="Kcal">Energy, kcal.</param>
/// <param name="ProteinG">Protein, grams.</param>
/// <param name="LipidG">Fat, grams.</param>
/// <param name="GlucidG">Carbohydrate, grams.</param>
/// <param name="IntakePct">Share that was eaten, 0 to 100.</param>
public readonly record struct MealBody(MealName Meal, int Served, double Kcal, double ProteinG, double LipidG, double GlucidG, double IntakePct)
{
    /// <summary>Reads the body of the canonical event <paramref name="e"/>.</summary>
    public static MealBody Read(ReadOnlySpan<byte> e)
    {
        var b = e[EventHeader.Size..];
        return new MealBody(
            (MealName)b[0], BinaryPrimitives.ReadInt32LittleEndian(b[1..]), BinaryPrimitives.ReadDoubleLittleEndian(b[5..]), BinaryPrimitives.ReadDoubleLittleEndian(b[13..]),
            BinaryPrimitives.ReadDoubleLittleEndian(b[21..]), BinaryPrimitives.ReadDoubleLittleEndian(b[29..]), BinaryPrimitives.ReadDoubleLittleEndian(b[37..]));
    }

    /// <summary>Writes the body behind the header of <paramref name="e"/> and returns the event's length.</summary>
    public int Write(Span<byte> e)
    {
        var b = e[EventHeader.Size..];
        b[0] = (byte)Meal;
        BinaryPrimitives.WriteInt32LittleEndian(b[1..], Served);
        BinaryPrimitives.WriteDoubleLittleEndian(b[5..], Kcal);
        BinaryPrimitives.WriteDoubleLittleEndian(b[13..], ProteinG);
        BinaryPrimitives.WriteDoubleLittleEndian(b[21..], LipidG);
        BinaryPrimitives.WriteDoubleLittleEndian(b[29..], GlucidG);
        BinaryPrimitives.WriteDoubleLittleEndian(b[37..], IntakePct);
        return EventHeader.Size + 45;
    }
}
