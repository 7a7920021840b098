using EduDx.Contracts.Ingest.V1;
using EduDx.ServerTests.Servers;
using Google.Protobuf;

namespace EduDx.ServerTests.Grpc;

/// <summary>Events as protobuf, the same as <see cref="Said"/> writes them as JSON.</summary>
internal static class Wire
{
    public static Event Scan(long id, string card, DateTimeOffset at, string school, string kiosk, bool isIn = true) => new()
    {
        Id = ByteString.CopyFrom(Said.Id(id).ToByteArray(bigEndian: true)),
        AtMs = at.ToUnixTimeMilliseconds(),
        School = school,
        Kind = "kiosk",
        Source = kiosk,
        Scan = new Scan { Card = card, Dir = isIn ? Direction.In : Direction.Out },
    };

    public static Event Telemetry(long id, string school, string device, DateTimeOffset at) => new()
    {
        Id = ByteString.CopyFrom(Said.Id(id).ToByteArray(bigEndian: true)),
        AtMs = at.ToUnixTimeMilliseconds(),
        School = school,
        Kind = "device",
        Source = device,
        Telemetry = new Telemetry { Metrics = { ["on"] = 1 } },
    };

    public static Event Roll(long id, string person, AttendanceState state, DateTimeOffset at) => new()
    {
        Id = ByteString.CopyFrom(Said.Id(id).ToByteArray(bigEndian: true)),
        AtMs = at.ToUnixTimeMilliseconds(),
        School = "thcs-phu-xuan-1",
        Kind = "class",
        Source = "6a1",
        Roll = new Roll { Person = person, State = state, By = "s-0000001" },
    };
}
