using System.Text;
using System.Text.Json;

namespace EduDx.Load.Generator;

/// <summary>What a measure needs to know of one item of a wall's stream, read without its figures.</summary>
/// <param name="ServerTime">The server's clock when the item was made.</param>
/// <param name="IsFrame">A frame; otherwise a heartbeat.</param>
/// <param name="Offset">Every event below this log offset is in the frame; -1 when the part that was kept of it ends before.</param>
internal readonly record struct WallItem(DateTimeOffset ServerTime, bool IsFrame, long Offset)
{
    // {"type":2,"invocationId":"1","item":{"serverTime":"…","clockSpeed":1,"frame":{…,"offset":1,…}}}
    private const int InItem = 2;
    private const int InFrame = 3;

    /// <summary>Reads a message of the hub, or the beginning of one.</summary>
    /// <returns>Null when it is not an item: the answer to the login, or a ping.</returns>
    /// <exception cref="IOException">The hub ended the stream, or closes.</exception>
    public static WallItem? Read(ReadOnlySpan<byte> message)
    {
        if (message.StartsWith("{\"type\":3"u8) || message.StartsWith("{\"type\":7"u8) || message.StartsWith("{\"error\""u8)) throw new IOException($"the hub says {Encoding.UTF8.GetString(message)}");
        if (!message.StartsWith("{\"type\":2"u8)) return null;
        var json = new Utf8JsonReader(message, isFinalBlock: false, default);
        var item = new WallItem(default, false, -1);
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName) continue;
            if (json.CurrentDepth == InItem && json.ValueTextEquals("serverTime"u8) && json.Read()) item = item with { ServerTime = json.GetDateTimeOffset() };
            else if (json.CurrentDepth == InItem && json.ValueTextEquals("frame"u8)) item = item with { IsFrame = true };
            else if (json.CurrentDepth == InFrame && json.ValueTextEquals("offset"u8) && json.Read()) return item with { Offset = json.GetInt64() };
        }
        return item;
    }
}
