using System.Text.Json;
using EduDx.Contracts.Topics;
using EduDx.Live.Events;

namespace EduDx.Ops.Ingest.Decode;

/// <summary>The fields of <c>meal</c>, <c>nap</c>, <c>cook</c>, <c>check</c> and <c>sample</c>.</summary>
internal static partial class JsonDecoder
{
    private static bool TryCareField(scoped ref Utf8JsonReader reader, Fields field, scoped ref Span<byte> scratch, ref DecodedEvent e) => field switch
    {
        Fields.Child => TryText(ref reader, ref scratch, out e.Person),
        Fields.Meal => TryMeal(ref reader, out e.Care.Meal),
        Fields.Served => TryCount(ref reader, out e.Care.Served),
        Fields.Kcal => TryAmount(ref reader, out e.Care.Kcal),
        Fields.Protein_G => TryAmount(ref reader, out e.Care.ProteinG),
        Fields.Lipid_G => TryAmount(ref reader, out e.Care.LipidG),
        Fields.Glucid_G => TryAmount(ref reader, out e.Care.GlucidG),
        Fields.Intake_Pct => TryAmount(ref reader, out e.Care.IntakePct) && e.Care.IntakePct <= 100,
        Fields.Position => TryPosition(ref reader, out e.Care.Position),
        Fields.Cooked => TryCount(ref reader, out e.Care.Cooked),
        Fields.Wasted_Kg => TryAmount(ref reader, out e.Care.WastedKg),
        Fields.Menu => TryMenu(ref reader, ref scratch, ref e),
        Fields.Step => TryCount(ref reader, out e.Care.Step) && e.Care.Step is >= 1 and <= 3,
        Fields.Dish => TryText(ref reader, ref scratch, out e.Care.Dish),
        Fields.Ok => TryBoolean(ref reader, out e.Care.Ok),
        Fields.Note => TryText(ref reader, ref scratch, out e.Care.Note),
        Fields.Portions => TryCount(ref reader, out e.Care.Portions),
        Fields.Fridge => TryText(ref reader, ref scratch, out e.Care.Fridge),
        _ => true,
    };

    // Null when the message is not one of care.
    private static bool? TryCareState(scoped ref Utf8JsonReader reader, MessageKind message, ref DecodedEvent e)
    {
        switch (message)
        {
            case MessageKind.Nap:
                e.Care.Nap = reader.ValueTextEquals("asleep"u8) ? NapState.Asleep : reader.ValueTextEquals("awake"u8) ? NapState.Awake : reader.ValueTextEquals("check"u8) ? NapState.Check : default;
                return e.Care.Nap != default;
            case MessageKind.Sample:
                e.Care.Sample = reader.ValueTextEquals("taken"u8) ? SampleState.Taken : reader.ValueTextEquals("discarded"u8) ? SampleState.Discarded : default;
                return e.Care.Sample != default;
            default:
                return null;
        }
    }

    private static bool TryMeal(scoped ref Utf8JsonReader reader, out MealName meal)
    {
        meal = default;
        if (reader.TokenType != JsonTokenType.String) return false;
        meal = reader.ValueTextEquals("lunch"u8) ? MealName.Lunch
            : reader.ValueTextEquals("snack"u8) ? MealName.Snack
            : reader.ValueTextEquals("breakfast"u8) ? MealName.Breakfast
            : reader.ValueTextEquals("dinner"u8) ? MealName.Dinner
            : default;
        return meal != default;
    }

    private static bool TryPosition(scoped ref Utf8JsonReader reader, out SleepPosition position)
    {
        position = default;
        if (reader.TokenType != JsonTokenType.String) return false;
        position = reader.ValueTextEquals("back"u8) ? SleepPosition.Back : reader.ValueTextEquals("side"u8) ? SleepPosition.Side : reader.ValueTextEquals("front"u8) ? SleepPosition.Front : default;
        return position != default;
    }

    private static bool TryAmount(scoped ref Utf8JsonReader reader, out double amount)
    {
        amount = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out amount) && amount is >= 0 and <= 1_000_000;
    }

    private static bool TryBoolean(scoped ref Utf8JsonReader reader, out bool value)
    {
        value = reader.TokenType == JsonTokenType.True;
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False;
    }

    // One dish as a string, or an array of them; ids are ASCII and never escaped.
    private static bool TryMenu(scoped ref Utf8JsonReader reader, scoped ref Span<byte> scratch, ref DecodedEvent e)
    {
        var (at, sound) = (0, true);
        if (reader.TokenType == JsonTokenType.String) sound = PutDish(ref reader, scratch, ref at, ref e);
        else if (reader.TokenType != JsonTokenType.StartArray) return false;
        else
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                sound = sound && reader.TokenType == JsonTokenType.String && PutDish(ref reader, scratch, ref at, ref e);
                if (!sound) reader.Skip();
            }
        }
        if (!sound) e.Fail(RejectReason.InvalidField, $"the field 'menu' {Expectation(Fields.Menu)}");
        e.Care.Menu = scratch[..at];
        scratch = scratch[at..];
        return true;
    }

    private static bool PutDish(scoped ref Utf8JsonReader reader, scoped Span<byte> scratch, ref int at, ref DecodedEvent e)
    {
        var id = reader.ValueSpan;
        if (reader.ValueIsEscaped || !SourceTopic.IsName(id) || e.Care.DishCount >= CookBody.MaxDishes || at + 1 + id.Length > scratch.Length) return false;
        scratch[at] = (byte)id.Length;
        id.CopyTo(scratch[(at + 1)..]);
        at += 1 + id.Length;
        e.Care.DishCount++;
        return true;
    }
}
