using System.Text;
using EduDx.Contracts.Ingest.V1;
using EduDx.Live.Events;
using EduDx.Log;
using EduDx.Ops.Ingest;
using Google.Protobuf;

namespace EduDx.Tests.Ingest;

/// <summary>Whatever comes, nothing throws, and every payload is stored, rejected with a reason, or both by parts.</summary>
public sealed class IngestFuzzTests : IngestFixture
{
    private const int Rounds = 10_000;

    [Fact]
    public async Task Mutated_JSON() => await Fuzz(
        20260907, PayloadFormat.Json,
        [
            (Scan, Bytes(Good)),
            (Scan, Bytes($$"""[{{Good}},{"id":"{{Id}}","at":"{{At}}","card":"HUE\u0030000002","dir":"out","lat":16.46,"lon":107.59,"acc":8,"mode":"phone","x":{"y":[1,"\ud83d\ude00"]} }]""")),
            (Status, Bytes($$"""{"id":"{{Id}}","at":"{{At}}","state":"online","firmware":"1.4.2\n"}""")),
            (Telemetry, Bytes($$"""{"id":"{{Id}}","at":"{{At}}","metrics":{"cpu_pct":12.5,"on":true,"x":-1e-3} }""")),
            (Roll, Bytes($$"""{"id":"{{Id}}","at":"{{At}}","person":"p-0000002","state":"excused","by":"Nguy\u1ec5n"}""")),
        ]);

    [Fact]
    public async Task Mutated_protobuf()
    {
        var id = ByteString.CopyFrom(Guid.Parse(Id).ToByteArray(bigEndian: true));
        Event New() => new() { Id = id, AtMs = Time.GetUtcNow().ToUnixTimeMilliseconds(), Boot = 3, Seq = 1ul << 40, School = "thcs-phu-xuan-1", Kind = "kiosk", Source = "k1" };
        var (scan, telemetry, roll) = (New(), New(), New());
        scan.Scan = new() { Card = "HUE0000001", Dir = Direction.In, Lat = 16.46, Lon = 107.59, Acc = 8, Mode = Contracts.Ingest.V1.ScanMode.Phone };
        telemetry.Telemetry = new() { Metrics = { ["cpu_pct"] = 1.5, ["on"] = 1 } };
        roll.Roll = new() { Person = "p-0000002", State = AttendanceState.Late, By = "s-0000001" };
        await Fuzz(
            20260908, PayloadFormat.Protobuf,
            [
                (Scan, new EventBatch { Events = { scan, scan } }.ToByteArray()),
                (Telemetry, new EventBatch { Events = { telemetry } }.ToByteArray()),
                (Roll, new EventBatch { Events = { roll } }.ToByteArray()),
            ]);
        await Fuzz(20260909, PayloadFormat.ProtobufEvent, [("grpc", scan.ToByteArray()), ("grpc", telemetry.ToByteArray())]);
    }

    private async Task Fuzz(int seed, PayloadFormat format, (string Topic, byte[] Payload)[] seeds)
    {
        var random = new Random(seed);
        var before = (Stored: (await Stored()).Count, Rejected: (await Stored(LogStream.Rejected)).Count);
        var (accepted, rejected) = (0, 0);
        for (var i = 0; i < Rounds; i++)
        {
            var (topic, payload) = seeds[i % seeds.Length];
            var mutated = Mutator.Mutate(random, payload);
            IngestResult result;
            try
            {
                result = format == PayloadFormat.ProtobufEvent ? Ingestor.IngestEvent(mutated) : Take(topic, mutated, format);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException($"seed {seed}, round {i}, {format}: {Convert.ToHexString(mutated)}", e);
            }
            Assert.Equal(AppendStatus.Queued, result.Status);
            Assert.True(result.Accepted + result.Rejected > 0, $"round {i} is neither stored nor rejected: {Encoding.UTF8.GetString(mutated)}");
            Assert.Equal(result.Rejected > 0, result.Reason != RejectReason.None && !string.IsNullOrEmpty(result.Detail));
            accepted += result.Accepted;
            rejected += result.Rejected;
            if (i % 500 == 0) await Opened.WaitAsync(result.Ticket, default);
        }
        var stored = await Stored();
        Assert.Equal((accepted, rejected), (stored.Count - before.Stored, (await Stored(LogStream.Rejected)).Count - before.Rejected));
        Assert.True(accepted > 0 && rejected > accepted / 10, $"{accepted} accepted, {rejected} rejected: the mutator reaches both");
        Assert.All(stored, s => Assert.Equal(SmallCity.School.Node.Key, EventHeader.Read(s).School));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
