using EduDx.Live.Events;

namespace EduDx.Ops.Ingest.Decode;

/// <summary>What the messages of kindergarten care have, as a decoder read it.</summary>
internal ref struct CareFields
{
    public MealName Meal;
    public uint Served;
    public double Kcal;
    public double ProteinG;
    public double LipidG;
    public double GlucidG;
    public double IntakePct;
    public NapState Nap;
    public SleepPosition Position;
    public uint Cooked;
    public double WastedKg;
    /// <summary>Dishes packed as the canonical event holds them, without their number.</summary>
    public ReadOnlySpan<byte> Menu;
    public int DishCount;
    public uint Step;
    public ReadOnlySpan<byte> Dish;
    public bool Ok;
    public ReadOnlySpan<byte> Note;
    public SampleState Sample;
    public uint Portions;
    public ReadOnlySpan<byte> Fridge;
}
