using EduDx.Contracts.Ingest.V1;
using EduDx.ServerTests.Servers;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;

namespace EduDx.ServerTests.Grpc;

/// <summary>The Publish stream, and the services beside it.</summary>
public sealed class PublishStreamTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly ServerProcess _server = shared.Server;

    [Fact]
    public async Task Batches_in_flight_are_answered_in_order_with_index_and_reason()
    {
        const int Batches = 300, Size = 20;
        var (before, now) = (await _server.CountersAsync(), await _server.NowAsync());
        using var channel = Channel();
        using var call = new Ingest.IngestClient(channel).Publish(deadline: DateTime.UtcNow.AddSeconds(30));
        for (var batch = 0; batch < Batches; batch++)
        {
            var request = new PublishRequest { Batch = (ulong)(1000 + batch) };
            for (var i = 0; i < Size; i++)
            {
                // One event of each batch is sick, at an index that differs.
                var card = i == batch % Size ? "NOBODY" : Said.Card(1 + i % 8);
                request.Events.Add(Wire.Scan(batch * Size + i, card, now, "thcs-phu-xuan-1", "k1"));
            }
            await call.RequestStream.WriteAsync(request);
        }
        await call.RequestStream.CompleteAsync();

        var replies = new List<PublishReply>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync()) replies.Add(reply);
        Assert.Equal(Enumerable.Range(1000, Batches).Select(b => (ulong)b), replies.Select(r => r.Batch));
        Assert.All(replies, (reply, batch) =>
        {
            Assert.Equal((uint)(Size - 1), reply.Accepted);
            var rejected = Assert.Single(reply.Rejected);
            Assert.Equal(((uint)(batch % Size), "unknown_card"), (rejected.Index, rejected.Reason));
            Assert.Contains("NOBODY", rejected.Detail, StringComparison.Ordinal);
        });
        var after = await _server.CountersAsync();
        Assert.Equal((before.Stored + Batches * (Size - 1), before.Rejected + Batches), (after.Stored, after.Rejected));
    }

    [Fact]
    public async Task A_source_that_is_not_known_and_a_body_that_does_not_fit_are_rejected_alone()
    {
        var now = await _server.NowAsync();
        using var channel = Channel();
        using var call = new Ingest.IngestClient(channel).Publish(deadline: DateTime.UtcNow.AddSeconds(10));
        var nameless = Wire.Scan(50_001, Said.Card(1), now, "thcs-phu-xuan-1", "k1");
        nameless.Id = Google.Protobuf.ByteString.CopyFrom(1, 2, 3);
        var request = new PublishRequest { Batch = 7, Events = { Wire.Scan(50_000, Said.Card(1), now, "thcs-phu-xuan-1", "k9"), nameless, new Event(), Wire.Scan(50_002, Said.Card(1), now, "thcs-phu-xuan-1", "k1") } };
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();

        Assert.True(await call.ResponseStream.MoveNext(default));
        var reply = call.ResponseStream.Current;
        Assert.Equal(1u, reply.Accepted);
        Assert.Equal([(0u, "unknown_source"), (1u, "invalid_field"), (2u, "unknown_topic")], reply.Rejected.Select(r => (r.Index, r.Reason)));
    }

    [Fact]
    public async Task A_batch_over_the_limit_ends_the_stream_after_what_came_before_was_answered()
    {
        var now = await _server.NowAsync();
        using var channel = Channel();
        using var call = new Ingest.IngestClient(channel).Publish(deadline: DateTime.UtcNow.AddSeconds(20));
        for (var batch = 1; batch <= 50; batch++)
        {
            await call.RequestStream.WriteAsync(new() { Batch = (ulong)batch, Events = { Wire.Scan(70_000 + batch, Said.Card(1), now, "thcs-phu-xuan-1", "k1") } });
        }
        await call.RequestStream.WriteAsync(new() { Batch = 51, Events = { Enumerable.Range(0, 501).Select(i => Wire.Scan(71_000 + i, Said.Card(1), now, "thcs-phu-xuan-1", "k1")) } });

        for (var batch = 1; batch <= 50; batch++)
        {
            Assert.True(await call.ResponseStream.MoveNext(default));
            Assert.Equal((ulong)batch, call.ResponseStream.Current.Batch);
        }
        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Contains("at most 500 events", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_goes_in_the_middle_leaves_no_fault_behind()
    {
        var now = await _server.NowAsync();
        for (var client = 0; client < 5; client++)
        {
            using var channel = Channel();
            using var call = new Ingest.IngestClient(channel).Publish(deadline: DateTime.UtcNow.AddSeconds(20));
            for (var batch = 1; batch <= 100; batch++)
            {
                await call.RequestStream.WriteAsync(new() { Batch = (ulong)batch, Events = { Wire.Scan(80_000 + batch, Said.Card(1), now, "thcs-phu-xuan-1", "k1") } });
            }
            Assert.True(await call.ResponseStream.MoveNext(default));
        }
        // Faults would be in the server's output, which is looked at when it has ended.
        Assert.True(await _server.IsReadyAsync());
    }

    [Fact]
    public async Task Health_and_reflection_answer()
    {
        using var channel = Channel();
        var health = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), deadline: DateTime.UtcNow.AddSeconds(10));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);

        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(deadline: DateTime.UtcNow.AddSeconds(10));
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { FileContainingSymbol = "edudx.ingest.v1.Ingest" });
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.Contains(call.ResponseStream.Current.ListServicesResponse.Service, s => s.Name == "edudx.ingest.v1.Ingest");
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.NotEmpty(call.ResponseStream.Current.FileDescriptorResponse.FileDescriptorProto);
    }

    [Fact]
    public async Task A_client_for_Node_publishes_a_batch()
    {
        var before = await _server.CountersAsync();
        var at = (await _server.NowAsync()).ToUnixTimeMilliseconds();
        var batch = $$$"""
            {"batch":42,"events":[
              {"id":"{{{Said.Id(60_001):n}}}","at_ms":{{{at}}},"school":"thcs-phu-xuan-1","kind":"kiosk","source":"k1","scan":{"card":"HUE0000007","dir":"DIRECTION_IN"}},
              {"id":"{{{Said.Id(60_002):n}}}","at_ms":{{{at}}},"school":"thcs-phu-xuan-1","kind":"kiosk","source":"k1","scan":{"card":"NOBODY","dir":"DIRECTION_IN"}}]}
            """;
        var (code, output) = await Tool.NodeAsync("grpc-publish.js", $"127.0.0.1:{_server.GrpcPort}", Path.Combine(Repo.Root, "src", "EduDx.Contracts", "Protos"), batch);
        Assert.True(code == 0, output);
        Assert.Contains("\"batch\":42,\"accepted\":1,", output, StringComparison.Ordinal);
        Assert.Contains("\"index\":1,\"reason\":\"unknown_card\"", output, StringComparison.Ordinal);
        Assert.Equal((before.Stored + 1, before.Rejected + 1), ((await _server.CountersAsync()).Stored, (await _server.CountersAsync()).Rejected));
    }

    private GrpcChannel Channel() => GrpcChannel.ForAddress($"http://127.0.0.1:{_server.GrpcPort}");
}
