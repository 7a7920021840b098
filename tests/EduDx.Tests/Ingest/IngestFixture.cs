using System.Diagnostics.Metrics;
using System.Text;
using EduDx.Live.Events;
using EduDx.Log;
using EduDx.Ops.Ingest;
using EduDx.Ops.Telemetry;
using EduDx.Tests.Log;
using Microsoft.Extensions.DependencyInjection;

namespace EduDx.Tests.Ingest;

/// <summary>A real ingestor on a real log and the small city. The clock stands at 07:00 of 2026-09-07, a Monday.</summary>
public abstract class IngestFixture : LogFixture
{
    protected const string Scan = "edudx/v1/thcs-phu-xuan-1/kiosk/k1/scan";
    protected const string Status = "edudx/v1/thcs-phu-xuan-1/kiosk/k1/status";
    protected const string Telemetry = "edudx/v1/thcs-phu-xuan-1/kiosk/k1/telemetry";
    protected const string Roll = "edudx/v1/thcs-phu-xuan-1/class/6a1/roll";
    protected const string Override = "edudx/v1/thcs-phu-xuan-1/office/main/override";
    protected const string Id = "018f3c1a-7b2e-7c44-9a51-0a1b2c3d4e5f";
    protected const string At = "2026-09-07T06:45:12.250+07:00";
    protected const string Good = $$"""{"id":"{{Id}}","at":"{{At}}","boot":3,"seq":118,"card":"HUE0000001","dir":"in"}""";

    private Ingestor? _ingestor;

    internal static OpsMetrics Metrics => new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    protected Ingestor Ingestor => _ingestor ??= new(Opened, new CityHolder(SmallCity.Model), Time, new EduDx.Ops.Clock.ReceiptClock(Opened, Time), new MemoryWatch(new EduDx.Ops.OpsOptions(), Metrics, Microsoft.Extensions.Logging.Abstractions.NullLogger<MemoryWatch>.Instance), Metrics);

    protected IngestResult Take(string topic, ReadOnlySpan<byte> payload, PayloadFormat format = PayloadFormat.Json) =>
        Ingestor.Ingest(Encoding.UTF8.GetBytes(topic), payload, format);

    protected IngestResult Take(string topic, string json) => Take(topic, Encoding.UTF8.GetBytes(json));

    protected void Accepts(string topic, string json)
    {
        var result = Take(topic, json);
        Assert.True(result is { Accepted: 1, Rejected: 0 }, $"{json}: {result.Reason.Code()}: {result.Detail}");
    }

    protected void Rejects(string topic, string json, RejectReason reason)
    {
        var result = Take(topic, json);
        Assert.True(result is { Accepted: 0, Rejected: 1 }, $"{json}: {result.Accepted} accepted, {result.Rejected} rejected");
        Assert.True(result.Reason == reason, $"{json}: {result.Reason.Code()}: {result.Detail}");
        Assert.False(string.IsNullOrWhiteSpace(result.Detail));
    }

    /// <summary>Waits for the disk and hands out the bytes of a stream's last items.</summary>
    protected async Task<List<byte[]>> Stored(LogStream stream = LogStream.Events)
    {
        // A mark of no rejected event: its commit covers everything before it.
        Assert.Equal(AppendStatus.Queued, Opened.Append(LogStream.Marks, [255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0], out var ticket));
        await Opened.WaitAsync(ticket, default);
        var found = new List<byte[]>();
        for (long offset = 0; Opened.Read(stream, offset) is { } batch; offset = batch.NextOffset)
        {
            foreach (var item in batch) found.Add(item.ToArray());
        }
        return found;
    }

    /// <summary>Good JSON with a field set to raw JSON, added, or (null) left out.</summary>
    protected static string With(string json, string field, string? value)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject();
        node.Remove(field);
        var rest = node.ToJsonString()[..^1];
        return value is null ? rest + "}" : $"{rest}{(node.Count > 0 ? "," : "")}\"{field}\":{value}}}";
    }

    protected static EventHeader HeaderOf(byte[] canonical) => EventHeader.Read(canonical);
}
