using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Ops.Ingest;

namespace EduDx.Tests.Ingest;

/// <summary>Devices and rooms come in: their sources, <c>meeting</c> and <c>occupancy</c>.</summary>
public sealed class RoomIngestTests : IngestFixture
{
    private const string Room = "edudx/v1/thcs-phu-xuan-1/room/r1";
    private const string Booking = $$"""{"id":"{{Id}}","at":"{{At}}","meeting":"m1","state":"scheduled","starts_at":"2026-09-07T09:00:00+07:00","ends_at":"2026-09-07T10:00:00+07:00","invited":12,"paperless":"invited"}""";

    [Fact]
    public async Task A_booking_is_stored_as_it_was_sent()
    {
        Accepts($"{Room}/meeting", Booking);
        var e = (await Stored())[^1];
        var header = EventHeader.Read(e);
        var room = SmallCity.School.Rooms[0];
        Assert.Equal((EventType.Meeting, (byte)DeviceKind.Room, room.Key), (header.Type, header.SourceKind, header.Source));
        var body = MeetingBody.Read(e);
        var starts = new DateTimeOffset(2026, 9, 7, 9, 0, 0, LocalTime.Offset).ToUnixTimeMilliseconds();
        Assert.Equal((MeetingState.Scheduled, starts, starts + 3_600_000, 12, -1, PaperlessStep.Invited), (body.State, body.StartsMs, body.EndsMs, body.Invited, body.CheckedIn, body.Paperless));
        Assert.Equal("m1"u8, body.Meeting);
    }

    [Fact]
    public async Task Occupancy_and_the_telemetry_of_devices_are_stored()
    {
        Accepts($"{Room}/occupancy", $$"""{"id":"{{Id}}","at":"{{At}}","people":7}""");
        Accepts("edudx/v1/mn-vy-da/device/fridge-1/telemetry", $$"""{"id":"018f3c1a-7b2e-7c44-9a51-0a1b2c3d4e60","at":"{{At}}","metrics":{"temp_c":4.5,"door_open":false} }""");
        var stored = await Stored();
        var occupancy = OccupancyBody.Read(stored[^2]);
        Assert.Equal(7, occupancy.People);
        Assert.True(double.IsNaN(occupancy.Co2Ppm));
        var body = TelemetryBody.Read(stored[^1]);
        Assert.True(body.Next(out var name, out var value));
        Assert.Equal("temp_c"u8, name);
        Assert.Equal(4.5, value);
        Assert.True(body.Next(out _, out value) && value == 0 && !body.Next(out _, out _));
    }

    [Theory]
    [InlineData("\"meeting\":\"m1\"", "\"meeting\":\"\"", RejectReason.InvalidField)]
    [InlineData("\"meeting\":\"m1\",", "", RejectReason.MissingField)]
    [InlineData("\"starts_at\":\"2026-09-07T09:00:00+07:00\",", "", RejectReason.MissingField)]
    [InlineData("2026-09-07T10:00:00+07:00", "2026-09-07T08:00:00+07:00", RejectReason.InvalidField)]
    [InlineData("2026-09-07T10:00:00+07:00", "2026-09-09T10:00:00+07:00", RejectReason.InvalidField)]
    [InlineData("\"scheduled\"", "\"present\"", RejectReason.InvalidField)]
    [InlineData("\"invited\":12", "\"invited\":-1", RejectReason.InvalidField)]
    [InlineData("\"paperless\":\"invited\"", "\"paperless\":\"soon\"", RejectReason.InvalidField)]
    public void What_is_wrong_with_a_booking_is_said(string old, string with, RejectReason reason)
    {
        Assert.Contains(old, Booking, StringComparison.Ordinal);
        Rejects($"{Room}/meeting", Booking.Replace(old, with, StringComparison.Ordinal), reason);
    }

    [Fact]
    public void A_last_will_of_long_ago_is_taken_and_an_old_sign_of_life_is_not()
    {
        const string Old = "2026-08-01T06:00:00+07:00";
        Accepts($"{Room}/status", $$"""{"id":"{{Id}}","at":"{{Old}}","state":"offline"}""");
        Rejects($"{Room}/status", $$"""{"id":"{{Id}}","at":"{{Old}}","state":"online"}""", RejectReason.TooOld);
    }
}
