using System.Text.Json;
using EduDx.Live.Events;

namespace EduDx.Ops.Ingest.Decode;

/// <summary>The fields of <c>meeting</c> and <c>occupancy</c>.</summary>
internal static partial class JsonDecoder
{
    /// <summary>Most people that an event may speak of.</summary>
    public const uint MaxPeople = 100_000;

    private static bool TryRoomField(scoped ref Utf8JsonReader reader, Fields field, scoped ref Span<byte> scratch, ref DecodedEvent e) => field switch
    {
        Fields.Meeting => TryText(ref reader, ref scratch, out e.Meeting),
        Fields.Starts_At => reader.TokenType == JsonTokenType.String && TryAt(ref reader, out e.StartsMs),
        Fields.Ends_At => reader.TokenType == JsonTokenType.String && TryAt(ref reader, out e.EndsMs),
        Fields.Invited => TryCount(ref reader, out e.Invited),
        Fields.Checked_In => TryCount(ref reader, out e.CheckedIn),
        Fields.People => TryCount(ref reader, out e.People),
        Fields.Co2_Ppm => reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out e.Co2Ppm) && double.IsFinite(e.Co2Ppm),
        Fields.Paperless => TryPaperless(ref reader, out e.Paperless),
        _ => TryCareField(ref reader, field, ref scratch, ref e),
    };

    private static bool TryCount(scoped ref Utf8JsonReader reader, out uint count)
    {
        count = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetUInt32(out count) && count <= MaxPeople;
    }

    private static bool TryMeetingState(scoped ref Utf8JsonReader reader, ref DecodedEvent e)
    {
        e.MeetingState = reader.ValueTextEquals("scheduled"u8) ? MeetingState.Scheduled
            : reader.ValueTextEquals("started"u8) ? MeetingState.Started
            : reader.ValueTextEquals("ended"u8) ? MeetingState.Ended
            : reader.ValueTextEquals("cancelled"u8) ? MeetingState.Cancelled
            : default;
        return e.MeetingState != default;
    }

    // True without a step is the first step.
    private static bool TryPaperless(scoped ref Utf8JsonReader reader, out PaperlessStep step)
    {
        step = PaperlessStep.None;
        if (reader.TokenType == JsonTokenType.False) return true;
        if (reader.TokenType == JsonTokenType.True)
        {
            step = PaperlessStep.Registered;
            return true;
        }
        if (reader.TokenType != JsonTokenType.String) return false;
        step = reader.ValueTextEquals("registered"u8) ? PaperlessStep.Registered
            : reader.ValueTextEquals("invited"u8) ? PaperlessStep.Invited
            : reader.ValueTextEquals("documents"u8) ? PaperlessStep.Documents
            : reader.ValueTextEquals("started"u8) ? PaperlessStep.Started
            : reader.ValueTextEquals("concluded"u8) ? PaperlessStep.Concluded
            : PaperlessStep.None;
        return step != PaperlessStep.None;
    }
}
