using System.Diagnostics;
using System.Text;
using EduDx.Live.Events;
using EduDx.Log;
using EduDx.Ops.Ingest;
using EduDx.Tests.Ingest;

namespace EduDx.Tests.Fuzz;

/// <summary>Whatever comes, nothing throws and nothing takes long, and every payload is stored, rejected with a reason, or both by parts.</summary>
public sealed class IngestFuzzTests : IngestFixture
{
    // A payload of a few hundred bytes takes microseconds; a collection or a busy machine may come in between.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    [Fact]
    public Task Mutated_JSON() => Fuzz(20260907, PayloadFormat.Json, "json", 12_000);

    [Fact]
    public Task Mutated_protobuf() => Fuzz(20260908, PayloadFormat.Protobuf, "protobuf", 8_000);

    [Fact]
    public Task Mutated_protobuf_events() => Fuzz(20260909, PayloadFormat.ProtobufEvent, "protobuf-event", 6_000);

    private async Task Fuzz(int seed, PayloadFormat format, string folder, int rounds)
    {
        var seeds = Corpus.Of(folder).Select(c => (Topic: "edudx/v1/" + string.Join('/', c.Name.Split('.').Take(4)), c.Bytes)).ToArray();
        Assert.True(seeds.Length >= 8);
        // Unharmed, all but a few name sources of the small city: their decoders are reached.
        var whole = seeds.Count(s => Send(s.Topic, s.Bytes, format).Accepted > 0);
        Assert.True(whole >= seeds.Length * 2 / 3, $"{whole} of {seeds.Length} are accepted as they are");
        await CommittedAsync();
        var random = new Random(seed);
        var before = (Stored: Opened.DurableOffset(LogStream.Events), Rejected: Opened.DurableOffset(LogStream.Rejected));
        var (accepted, rejected) = (0L, 0L);
        for (var i = 0; i < Corpus.Rounds(rounds); i++)
        {
            var (topic, payload) = seeds[i % seeds.Length];
            var mutated = Mutator.Mutate(random, payload);
            var started = Stopwatch.GetTimestamp();
            IngestResult result;
            try
            {
                result = Send(topic, mutated, format);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException($"seed {seed}, round {i}, {format} under {topic}: {Convert.ToHexString(mutated)}", e);
            }
            Assert.True(Stopwatch.GetElapsedTime(started) < Bound, $"round {i} took {Stopwatch.GetElapsedTime(started)}: {Convert.ToHexString(mutated)}");
            Assert.Equal(AppendStatus.Queued, result.Status);
            Assert.True(result.Accepted + result.Rejected > 0, $"round {i} is neither stored nor rejected: {Encoding.UTF8.GetString(mutated)}");
            Assert.Equal(result.Rejected > 0, result.Reason != RejectReason.None && !string.IsNullOrEmpty(result.Detail));
            accepted += result.Accepted;
            rejected += result.Rejected;
            if (i % 500 == 0) await Opened.WaitAsync(result.Ticket, default);
        }
        await CommittedAsync();
        Assert.Equal((accepted, rejected), (Opened.DurableOffset(LogStream.Events) - before.Stored, Opened.DurableOffset(LogStream.Rejected) - before.Rejected));
        Assert.True(accepted > 0 && rejected > accepted / 10, $"{accepted} accepted, {rejected} rejected: the mutator reaches both");
        AssertReadable(before.Stored);
    }

    private IngestResult Send(string topic, byte[] payload, PayloadFormat format) =>
        format == PayloadFormat.ProtobufEvent ? Ingestor.IngestEvent(payload) : Take(topic, payload, format);

    // What was accepted is what the folds and the history will read.
    private void AssertReadable(long from)
    {
        foreach (var batch in Opened.From(LogStream.Events, from))
        {
            foreach (var item in batch)
            {
                var header = EventHeader.Read(item);
                Assert.Contains(SmallCity.Model.Schools, s => s.Node.Key == header.School);
                if (header.Type == EventType.Scan) _ = ScanBody.Read(item);
            }
        }
    }

    private async Task CommittedAsync()
    {
        Assert.Equal(AppendStatus.Queued, Opened.Append(LogStream.Marks, new byte[16], out var ticket));
        await Opened.WaitAsync(ticket, default);
    }
}
