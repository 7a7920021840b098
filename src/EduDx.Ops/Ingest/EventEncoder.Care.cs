using System.Text.Unicode;
using EduDx.Contracts.Topics;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Ops.Ingest.Decode;

namespace EduDx.Ops.Ingest;

/// <summary>The messages of kindergarten care.</summary>
internal static partial class EventEncoder
{
    private const int MaxNote = 200;

    private static int EncodeCare(CityModel city, in IngestSource source, MessageKind message, ref DecodedEvent e, scoped Span<byte> target) => message switch
    {
        MessageKind.Meal => new MealBody(
            e.Care.Meal, (int)e.Care.Served, Said(e, Fields.Kcal, e.Care.Kcal), Said(e, Fields.Protein_G, e.Care.ProteinG), Said(e, Fields.Lipid_G, e.Care.LipidG),
            Said(e, Fields.Glucid_G, e.Care.GlucidG), Said(e, Fields.Intake_Pct, e.Care.IntakePct)).Write(target),
        MessageKind.Nap => EncodeNap(city, source, ref e, target),
        MessageKind.Cook => new CookBody
        {
            Meal = e.Care.Meal,
            Cooked = e.Has(Fields.Cooked) ? (int)e.Care.Cooked : -1,
            WastedKg = Said(e, Fields.Wasted_Kg, e.Care.WastedKg),
            DishCount = e.Care.DishCount,
            Dishes = e.Care.Menu,
        }.Write(target),
        MessageKind.Check => EncodeCheck(ref e, target),
        _ => EncodeSample(ref e, target),
    };

    private static int EncodeNap(CityModel city, in IngestSource source, ref DecodedEvent e, scoped Span<byte> target)
    {
        if (!e.Has(Fields.Child)) return new NapBody(0, e.Care.Nap, e.Care.Position).Write(target);
        var index = city.PersonIds.Find(e.Person);
        var person = index < 0 ? default : city.PersonRefs[index];
        if (index < 0 || person.School != source.School)
        {
            e.Fail(RejectReason.UnknownPerson, $"the school has no child '{Text(e.Person)}': import the roster, then send this event again");
            return 0;
        }
        return new NapBody(city.Schools[person.School].PersonKeys[person.Slot], e.Care.Nap, e.Care.Position).Write(target);
    }

    private static int EncodeCheck(ref DecodedEvent e, scoped Span<byte> target)
    {
        if (e.Has(Fields.Dish)) CheckName(Fields.Dish, e.Care.Dish, ref e);
        if (!IsText(e.By)) e.Fail(RejectReason.InvalidField, $"the field 'by' must be UTF-8 of at most {MaxText} bytes");
        if (e.Care.Note.Length > MaxNote || !Utf8.IsValid(e.Care.Note)) e.Fail(RejectReason.InvalidField, $"the field 'note' must be UTF-8 of at most {MaxNote} bytes");
        return e.Reason != RejectReason.None ? 0 : CheckBody.Write(target, (byte)e.Care.Step, e.Care.Ok, e.Care.Dish, e.By, e.Care.Note);
    }

    private static int EncodeSample(ref DecodedEvent e, scoped Span<byte> target)
    {
        CheckName(Fields.Dish, e.Care.Dish, ref e);
        if (e.Has(Fields.Fridge)) CheckName(Fields.Fridge, e.Care.Fridge, ref e);
        return e.Reason != RejectReason.None ? 0 : SampleBody.Write(target, e.Care.Meal, e.Care.Sample, e.Has(Fields.Portions) ? (int)e.Care.Portions : -1, e.Care.Dish, e.Care.Fridge);
    }

    private static void CheckName(Fields field, ReadOnlySpan<byte> name, ref DecodedEvent e)
    {
        if (!SourceTopic.IsName(name)) e.Fail(RejectReason.InvalidField, $"the field '{FieldNames.NameOf(field)}' must be [a-z0-9-]{{1,40}}");
    }

    private static double Said(in DecodedEvent e, Fields field, double value) => e.Has(field) ? value : double.NaN;
}
