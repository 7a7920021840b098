using System.Globalization;
using EduDx.Contracts.Ingest.V1;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Ops.Ingest;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using MealName = EduDx.Live.Events.MealName;

namespace EduDx.Tests.Ingest;

/// <summary>Kindergarten care comes in: classes and kitchens as sources, <c>meal</c>, <c>nap</c>, <c>cook</c>, <c>check</c> and <c>sample</c>, as JSON and as protobuf.</summary>
public sealed class CareIngestTests : IngestFixture
{
    private const string Class = "edudx/v1/mn-vy-da/class/la1";
    private const string Kitchen = "edudx/v1/mn-vy-da/kitchen/c1";
    private const string MealJson = $$"""{"id":"{{Id}}","at":"{{At}}","meal":"lunch","served":27,"kcal":412.5,"protein_g":18,"lipid_g":12,"glucid_g":58,"intake_pct":92}""";
    private const string NapJson = $$"""{"id":"{{Id}}","at":"{{At}}","child":"p-0000017","state":"asleep","position":"side"}""";
    private const string CookJson = $$"""{"id":"{{Id}}","at":"{{At}}","meal":"lunch","cooked":120,"wasted_kg":1.25,"menu":["com","ca-kho"]}""";
    private const string CheckJson = $$"""{"id":"{{Id}}","at":"{{At}}","step":2,"ok":false,"dish":"ca-kho","by":"s-0000005","note":"cá ươn"}""";
    private const string SampleJson = $$"""{"id":"{{Id}}","at":"{{At}}","dish":"ca-kho","meal":"lunch","portions":120,"state":"taken","fridge":"fridge-1"}""";

    private static SchoolModel Nursery => SmallCity.Model.Schools[SmallCity.Model.SchoolIds.Find("mn-vy-da"u8)];

    public static TheoryData<string, string> Bodies => new()
    {
        { $"{Class}/meal", MealJson },
        { $"{Class}/meal", $$"""{"id":"{{Id}}","at":"{{At}}","meal":"snack","served":0}""" },
        { $"{Class}/nap", NapJson },
        { $"{Class}/nap", $$"""{"id":"{{Id}}","at":"{{At}}","state":"check"}""" },
        { $"{Kitchen}/cook", CookJson },
        { $"{Kitchen}/cook", $$"""{"id":"{{Id}}","at":"{{At}}","meal":"breakfast","menu":["chao"]}""" },
        { $"{Kitchen}/check", CheckJson },
        { $"{Kitchen}/check", $$"""{"id":"{{Id}}","at":"{{At}}","step":1,"ok":true}""" },
        { $"{Kitchen}/sample", SampleJson },
        { $"{Kitchen}/sample", $$"""{"id":"{{Id}}","at":"{{At}}","dish":"com","meal":"dinner","state":"discarded"}""" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Protobuf_stores_the_same_bytes_as_JSON(string topic, string json)
    {
        Accepts(topic, json);
        var e = Of(topic, json);
        Assert.Equal(1, Take(topic, new EventBatch { Events = { e } }.ToByteArray(), PayloadFormat.Protobuf).Accepted);
        (e.School, e.Kind, e.Source) = ("mn-vy-da", topic.Split('/')[3], topic.Split('/')[4]);
        Assert.Equal(1, Ingestor.IngestEvent(e.ToByteArray()).Accepted);
        var stored = await Stored();
        Assert.Equal(3, stored.Count);
        Assert.All(stored, s => Assert.Equal(stored[0], s));
    }

    [Fact]
    public async Task A_class_and_a_kitchen_are_named_by_the_nodes_that_they_are()
    {
        Accepts($"{Class}/meal", MealJson);
        Accepts($"{Class}/nap", NapJson);
        Accepts($"{Kitchen}/cook", CookJson);
        Accepts($"{Kitchen}/check", CheckJson);
        Accepts($"{Kitchen}/sample", SampleJson);
        var stored = await Stored();
        var (school, node, campus) = (Nursery.Node.Key, Nursery.Groups[0].Node.Key, Nursery.Campuses[0].Node.Key);
        Assert.Equal(
            [(EventType.Meal, 4, school, node), (EventType.Nap, 4, school, node), (EventType.Cook, 5, school, campus), (EventType.Check, 5, school, campus), (EventType.Sample, 5, school, campus)],
            stored.Select(HeaderOf).Select(h => (h.Type, (int)h.SourceKind, h.School, h.Source)));
        Assert.Equal(new MealBody(MealName.Lunch, 27, 412.5, 18, 12, 58, 92), MealBody.Read(stored[0]));
        Assert.Equal((NapState.Asleep, SleepPosition.Side), (NapBody.Read(stored[1]).State, NapBody.Read(stored[1]).Position));
        Assert.Contains(NapBody.Read(stored[1]).Child, Nursery.PersonKeys);
        var cook = CookBody.Read(stored[2]);
        Assert.Equal((MealName.Lunch, 120, 1.25), (cook.Meal, cook.Cooked, cook.WastedKg));
        Assert.Equal(["com", "ca-kho"], cook.Menu());
        Assert.Equal(new CheckBody(2, false, "ca-kho", "s-0000005", "cá ươn"), CheckBody.Read(stored[3]));
        Assert.Equal(new SampleBody(MealName.Lunch, SampleState.Taken, 120, "ca-kho", "fridge-1"), SampleBody.Read(stored[4]));
    }

    [Theory]
    [InlineData("meal", "meal", null, RejectReason.MissingField)]
    [InlineData("meal", "served", null, RejectReason.MissingField)]
    [InlineData("meal", "meal", "\"brunch\"", RejectReason.InvalidField)]
    [InlineData("meal", "served", "-1", RejectReason.InvalidField)]
    [InlineData("meal", "kcal", "-1", RejectReason.InvalidField)]
    [InlineData("meal", "intake_pct", "101", RejectReason.InvalidField)]
    [InlineData("nap", "child", null, RejectReason.MissingField)]
    [InlineData("nap", "child", "\"p-0000001\"", RejectReason.UnknownPerson)]
    [InlineData("nap", "state", "\"tired\"", RejectReason.InvalidField)]
    [InlineData("nap", "position", "\"up\"", RejectReason.InvalidField)]
    [InlineData("cook", "meal", null, RejectReason.MissingField)]
    [InlineData("cook", "cooked", "1.5", RejectReason.InvalidField)]
    [InlineData("cook", "menu", "[\"Cơm\"]", RejectReason.InvalidField)]
    [InlineData("cook", "menu", "[[\"com\"]]", RejectReason.InvalidField)]
    [InlineData("check", "step", null, RejectReason.MissingField)]
    [InlineData("check", "step", "4", RejectReason.InvalidField)]
    [InlineData("check", "ok", "1", RejectReason.InvalidField)]
    [InlineData("check", "dish", "\"Cá kho\"", RejectReason.InvalidField)]
    [InlineData("sample", "dish", null, RejectReason.MissingField)]
    [InlineData("sample", "state", "\"asleep\"", RejectReason.InvalidField)]
    [InlineData("sample", "fridge", "\"Tủ 1\"", RejectReason.InvalidField)]
    public void What_is_wrong_is_said(string message, string field, string? value, RejectReason reason)
    {
        var (topic, json) = message switch
        {
            "meal" => (Class, MealJson), "nap" => (Class, NapJson), "cook" => (Kitchen, CookJson), "check" => (Kitchen, CheckJson), _ => (Kitchen, SampleJson),
        };
        Rejects($"{topic}/{message}", With(json, field, value), reason);
    }

    [Fact]
    public void A_menu_of_more_dishes_than_are_taken_and_a_long_note_are_rejected()
    {
        Rejects($"{Kitchen}/cook", With(CookJson, "menu", $"[{string.Join(',', Enumerable.Range(0, CookBody.MaxDishes + 1).Select(i => $"\"d{i}\""))}]"), RejectReason.InvalidField);
        Rejects($"{Kitchen}/check", With(CheckJson, "note", $"\"{new string('a', 201)}\""), RejectReason.InvalidField);
    }

    [Fact]
    public void A_kitchen_that_is_no_campus_is_not_known()
    {
        Rejects("edudx/v1/mn-vy-da/kitchen/c2/cook", CookJson, RejectReason.UnknownSource);
        Rejects("edudx/v1/mn-vy-da/class/c1/meal", MealJson, RejectReason.UnknownSource);
    }

    [Fact]
    public void Field_numbers_are_those_of_the_proto()
    {
        Assert.Equal("meal=1 served=2 kcal=3 protein_g=4 lipid_g=5 glucid_g=6 intake_pct=7", Numbers(Contracts.Ingest.V1.Meal.Descriptor));
        Assert.Equal("child=1 state=2 position=3", Numbers(Contracts.Ingest.V1.Nap.Descriptor));
        Assert.Equal("meal=1 cooked=2 wasted_kg=3 menu=4", Numbers(Contracts.Ingest.V1.Cook.Descriptor));
        Assert.Equal("step=1 dish=2 ok=3 by=4 note=5", Numbers(Contracts.Ingest.V1.Check.Descriptor));
        Assert.Equal("dish=1 meal=2 portions=3 state=4 fridge=5", Numbers(Contracts.Ingest.V1.Sample.Descriptor));
        foreach (var meal in Enum.GetValues<MealName>()) Assert.Equal(meal.ToString(), ((Contracts.Ingest.V1.MealName)(int)meal).ToString());
        foreach (var state in Enum.GetValues<NapState>()) Assert.Equal(state.ToString(), ((Contracts.Ingest.V1.Nap.Types.State)(int)state).ToString());
        foreach (var position in Enum.GetValues<SleepPosition>().Skip(1)) Assert.Equal(position.ToString(), ((Contracts.Ingest.V1.Nap.Types.Position)(int)position).ToString());
        foreach (var state in Enum.GetValues<SampleState>()) Assert.Equal(state.ToString(), ((Contracts.Ingest.V1.Sample.Types.State)(int)state).ToString());
    }

    private static string Numbers(MessageDescriptor message) => string.Join(' ', message.Fields.InDeclarationOrder().Select(f => $"{f.Name}={f.FieldNumber}"));

    private static Event Of(string topic, string json)
    {
        var message = topic.Split('/')[5];
        var words = json;
        foreach (var meal in new[] { "breakfast", "lunch", "snack", "dinner" }) words = words.Replace($"\"{meal}\"", $"\"MEAL_NAME_{meal.ToUpperInvariant()}\"", StringComparison.Ordinal);
        foreach (var state in new[] { "asleep", "check", "taken", "discarded" }) words = words.Replace($"\"state\":\"{state}\"", $"\"state\":\"STATE_{state.ToUpperInvariant()}\"", StringComparison.Ordinal);
        words = words.Replace("\"side\"", "\"POSITION_SIDE\"", StringComparison.Ordinal);
        var e = new JsonParser(JsonParser.Settings.Default.WithIgnoreUnknownFields(true)).Parse<Event>($"{{\"{message}\":{words}}}");
        e.Id = ByteString.CopyFrom(Guid.Parse(Id).ToByteArray(bigEndian: true));
        e.AtMs = DateTimeOffset.Parse(At, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        return e;
    }
}
