using System.Globalization;
using System.Text.Json;

namespace EduDx.ServerTests.Servers;

/// <summary>Events as JSON, with ids that follow from a number.</summary>
internal static class Said
{
    public const string Kiosk1 = "edudx/v1/thcs-phu-xuan-1/kiosk/k1/scan";
    public const string Roll6A1 = "edudx/v1/thcs-phu-xuan-1/class/6a1/roll";

    public static Guid Id(long number) => new((int)(number >> 32), (short)(number >> 16), (short)0x7000, 0x80, 0, 0, 0, 0, 0, (byte)(number >> 8), (byte)number);

    public static string Card(int pupil) => $"HUE{pupil:0000000}";

    public static DateTimeOffset At(string local) => DateTimeOffset.Parse(local + "+07:00", CultureInfo.InvariantCulture);

    public static string Text(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    public static string Scan(long id, string card, DateTimeOffset at, string dir = "in") =>
        $$"""{"id":"{{Id(id)}}","at":"{{Text(at)}}","card":"{{card}}","dir":"{{dir}}"}""";

    public static string Roll(long id, string person, string state, DateTimeOffset at) =>
        $$"""{"id":"{{Id(id)}}","at":"{{Text(at)}}","person":"{{person}}","state":"{{state}}","by":"s-0000001"}""";

    public static string Array(IEnumerable<string> events) => $"[{string.Join(',', events)}]";

    /// <summary>JSON without the members that say when, so that two answers can be held against each other.</summary>
    public static string Figures<T>(T value, params string[] without)
    {
        var node = JsonSerializer.SerializeToNode(value, new JsonSerializerOptions(JsonSerializerDefaults.Web))!.AsObject();
        foreach (var name in without) node.Remove(name);
        return node.ToJsonString();
    }
}
