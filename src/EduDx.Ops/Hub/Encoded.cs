using System.Text.Json;
using System.Text.Json.Serialization;

namespace EduDx.Ops.Hub;

/// <summary>
/// A hub message that is already JSON: encoded once, copied to every viewer. On the wire it is the same object as
/// <see cref="Contracts.Frames.HubMessage"/>.
/// </summary>
/// <param name="Json">UTF-8.</param>
[JsonConverter(typeof(EncodedConverter))]
public sealed record Encoded(byte[] Json);

internal sealed class EncodedConverter : JsonConverter<Encoded>
{
    public override Encoded Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("the server only sends frames");

    public override void Write(Utf8JsonWriter writer, Encoded value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Json, skipInputValidation: true);
}
