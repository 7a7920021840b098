using EduDx.Contracts.Topics;
using EduDx.Live.Events;

namespace EduDx.Ops.Ingest.Decode;

/// <summary>The bodies of kindergarten care.</summary>
internal static partial class ProtobufDecoder
{
    private static void ReadCare(ref ProtoReader reader, MessageKind message, Span<byte> scratch, ref int packed, ref DecodedEvent e)
    {
        switch (message)
        {
            case MessageKind.Meal: ReadMeal(ref reader, ref e); break;
            case MessageKind.Nap: ReadNap(ref reader, ref e); break;
            case MessageKind.Cook: ReadCook(ref reader, scratch, ref packed, ref e); break;
            case MessageKind.Check: ReadCheck(ref reader, ref e); break;
            case MessageKind.Sample: ReadSample(ref reader, ref e); break;
        }
    }

    private static void ReadMeal(ref ProtoReader reader, ref DecodedEvent e)
    {
        switch (reader.Field)
        {
            case 1: TakeMeal(ref reader, ref e); break;
            case 2: Known(reader.Number <= JsonDecoder.MaxPeople, Fields.Served, ref e); e.Care.Served = (uint)reader.Number; break;
            case 3: e.Care.Kcal = Amount(ref reader, Fields.Kcal, ref e); break;
            case 4: e.Care.ProteinG = Amount(ref reader, Fields.Protein_G, ref e); break;
            case 5: e.Care.LipidG = Amount(ref reader, Fields.Lipid_G, ref e); break;
            case 6: e.Care.GlucidG = Amount(ref reader, Fields.Glucid_G, ref e); break;
            case 7:
                e.Care.IntakePct = Amount(ref reader, Fields.Intake_Pct, ref e);
                Known(e.Care.IntakePct <= 100, Fields.Intake_Pct, ref e);
                break;
        }
    }

    private static void ReadNap(ref ProtoReader reader, ref DecodedEvent e)
    {
        switch (reader.Field)
        {
            case 1: e.Person = reader.Bytes; e.Seen |= reader.Bytes.IsEmpty ? 0 : Fields.Child; break;
            case 2: Known(reader.Number is >= 1 and <= 3, Fields.State, ref e); e.Care.Nap = (NapState)reader.Number; break;
            case 3: Known(reader.Number <= 3, Fields.Position, ref e); e.Care.Position = (SleepPosition)reader.Number; break;
        }
    }

    private static void ReadCook(ref ProtoReader reader, Span<byte> scratch, ref int packed, ref DecodedEvent e)
    {
        switch (reader.Field)
        {
            case 1: TakeMeal(ref reader, ref e); break;
            case 2: Known(reader.Number <= JsonDecoder.MaxPeople, Fields.Cooked, ref e); e.Care.Cooked = (uint)reader.Number; break;
            case 3: e.Care.WastedKg = Amount(ref reader, Fields.Wasted_Kg, ref e); break;
            case 4:
                var id = reader.Bytes;
                var sound = SourceTopic.IsName(id) && e.Care.DishCount < CookBody.MaxDishes && packed + 1 + id.Length <= scratch.Length;
                Known(sound, Fields.Menu, ref e);
                if (!sound) break;
                scratch[packed] = (byte)id.Length;
                id.CopyTo(scratch[(packed + 1)..]);
                packed += 1 + id.Length;
                e.Care.DishCount++;
                break;
        }
    }

    private static void ReadCheck(ref ProtoReader reader, ref DecodedEvent e)
    {
        switch (reader.Field)
        {
            case 1: Known(reader.Number is >= 1 and <= 3, Fields.Step, ref e); e.Care.Step = (uint)reader.Number; break;
            case 2: e.Care.Dish = reader.Bytes; e.Seen |= reader.Bytes.IsEmpty ? 0 : Fields.Dish; break;
            case 3: e.Care.Ok = reader.Number != 0; e.Seen |= Fields.Ok; break;
            case 4: e.By = reader.Bytes; break;
            case 5: e.Care.Note = reader.Bytes; break;
        }
    }

    private static void ReadSample(ref ProtoReader reader, ref DecodedEvent e)
    {
        switch (reader.Field)
        {
            case 1: e.Care.Dish = reader.Bytes; e.Seen |= reader.Bytes.IsEmpty ? 0 : Fields.Dish; break;
            case 2: TakeMeal(ref reader, ref e); break;
            case 3: Known(reader.Number <= JsonDecoder.MaxPeople, Fields.Portions, ref e); e.Care.Portions = (uint)reader.Number; break;
            case 4: Known(reader.Number is 1 or 2, Fields.State, ref e); e.Care.Sample = (SampleState)reader.Number; break;
            case 5: e.Care.Fridge = reader.Bytes; e.Seen |= reader.Bytes.IsEmpty ? 0 : Fields.Fridge; break;
        }
    }

    private static void TakeMeal(ref ProtoReader reader, ref DecodedEvent e)
    {
        Known(reader.Number is >= 1 and <= 4, Fields.Meal, ref e);
        e.Care.Meal = (MealName)reader.Number;
    }

    private static double Amount(ref ProtoReader reader, Fields field, ref DecodedEvent e)
    {
        Known(reader.Double is >= 0 and <= 1_000_000, field, ref e);
        return reader.Double;
    }
}
