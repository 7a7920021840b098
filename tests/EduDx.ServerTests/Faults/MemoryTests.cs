using System.Diagnostics;
using EduDx.Contracts.Ingest.V1;
using EduDx.ServerTests.Grpc;
using EduDx.ServerTests.Servers;
using Grpc.Core;
using Grpc.Net.Client;
using MQTTnet;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Faults;

/// <summary>A server whose heap may not grow, filled by messages that the broker has to keep, under load: telemetry waits at its sources, attendance does not.</summary>
[Collection(Alone.Name)]
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const int Seed = 20261204;
    private const int Chunk = 200 << 10;

    private int _taken;
    private int _shed;

    [Fact]
    public async Task When_memory_is_short_telemetry_waits_at_its_sources_and_attendance_does_not()
    {
        await using var server = new ServerProcess("--Ops:Memory:ShedTelemetryAbovePct=60");
        server.Environment["DOTNET_GCHeapHardLimit"] = $"0x{320 << 20:x}";
        await server.StartAsync();
        var ledger = new ScanLedger();
        // The heap that may not grow has room for the ids of some hundred thousand scans of one school. As fast as they are taken they were 1.4 million in the end, and what the
        // broker gave back was theirs.
        await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 8, Seed, window: 10, timeoutSeconds: 30, pauseMs: 20);
        using var stop = new CancellationTokenSource();
        var floods = Enumerable.Range(0, 4).Select(c => FloodAsync(server.MqttPort, c, stop.Token)).ToArray();
        await ledger.MoreAsync(2000);
        Assert.Equal(0, _shed);

        await using var filler = await Device.ConnectAsync(server.MqttPort, timeoutSeconds: 30);
        var kept = 0;
        for (; _shed == 0 && kept < 800; kept++) await KeepAsync(filler, kept, new byte[Chunk]);
        Assert.True(_shed > 0, $"{kept} messages of {Chunk >> 10} KiB are kept, and telemetry is still taken");
        var (taken, shed, before) = (_taken, _shed, ledger.Acknowledged);
        var latencies = await ScanAsync(server.MqttPort, Night.Or(400, 10_000));
        output.WriteLine($"memory short: {ledger.Acknowledged - before} scans of 8 kiosks acknowledged meanwhile, 0 refused; one scan at a time p50 {latencies[latencies.Length / 2]:0.0} ms, p99 {latencies[latencies.Length * 99 / 100]:0.0} ms; telemetry: {_taken - taken} taken, {_shed - shed} refused with 0x97 after {kept} kept messages of {Chunk >> 10} KiB");
        Assert.True(latencies[latencies.Length * 99 / 100] < 500, $"p99 of attendance is {latencies[latencies.Length * 99 / 100]:0} ms");
        await BehindTelemetryAsync(server);
        var metrics = await server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Contains("reason=\"Shed\"", metrics, StringComparison.Ordinal);
        Assert.Contains("edudx_memory_load", metrics, StringComparison.Ordinal);
        Assert.True(server.Output.Has("Memory is short"));
        Assert.Contains("refused:Shed", await server.Http.GetStringAsync(new Uri("/api/v1/live/system?scope=hue", UriKind.Relative)), StringComparison.Ordinal);

        while (kept > 0) await KeepAsync(filler, --kept, []);
        taken = _taken;
        await Until.TrueAsync(() => _taken > taken + 100, "telemetry is taken again", TimeSpan.FromSeconds(30));
        await kiosks.FinishAsync();
        await stop.CancelAsync();
        await Task.WhenAll(floods);
        Assert.Equal(0, kiosks.Reconnects);
        output.WriteLine($"{await ledger.JudgeAsync(server, others: _taken + _measured)}; {_taken} of telemetry taken and stored, {_shed} refused");
        Assert.Equal(ledger.Acknowledged + _taken + _measured, (await server.CountersAsync()).Stored);
    }

    private int _measured;

    // A gateway's batch: the telemetry before it has to wait, the roll behind it has not.
    private async Task BehindTelemetryAsync(ServerProcess server)
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{server.GrpcPort}");
        var at = DateTimeOffset.Parse("2026-11-23T06:36:00+07:00", System.Globalization.CultureInfo.InvariantCulture);
        var before = (await server.LiveAsync("thcs-phu-xuan-1.6a1")).Present;
        for (var n = 0; ; n++)
        {
            // Memory may be given back for a moment: then the batch is taken whole.
            Assert.True(n < 50, "telemetry was never refused");
            using var call = new Ingest.IngestClient(channel).Publish(deadline: DateTime.UtcNow.AddSeconds(20));
            await call.RequestStream.WriteAsync(new PublishRequest { Batch = 1, Events = { Wire.Telemetry(600_000_000 + n, "thcs-phu-xuan-1", "prj-6a1", at), Wire.Roll(610_000_000 + n, "p-0000002", AttendanceState.Present, at) } });
            await call.RequestStream.CompleteAsync();
            try
            {
                Assert.True(await call.ResponseStream.MoveNext());
                Assert.Equal(2u, call.ResponseStream.Current.Accepted);
                _measured += 2;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
            {
                _measured++;
                output.WriteLine("a gateway's batch of telemetry and a roll: telemetry refused with RESOURCE_EXHAUSTED, the roll stored");
                return;
            }
        }
    }

    // Other events than the ledger's: rolls are attendance too.
    private async Task<double[]> ScanAsync(int port, int count)
    {
        await using var tablet = await Device.ConnectAsync(port);
        var latencies = new double[count];
        for (var i = 0; i < count; i++)
        {
            var watch = Stopwatch.StartNew();
            var reply = await tablet.PublishAsync(Said.Roll6A1, Said.Roll(500_000_000L + i, "p-0000001", "present", Said.At("2026-11-23T06:35:00")));
            latencies[i] = watch.Elapsed.TotalMilliseconds;
            Assert.Equal(MqttClientPublishReasonCode.Success, reply.ReasonCode);
            _measured++;
        }
        Array.Sort(latencies);
        return latencies;
    }

    private async Task FloodAsync(int port, int client, CancellationToken stop)
    {
        await using var device = await Device.ConnectAsync(port, timeoutSeconds: 30);
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var message = $$"""{"id":"{{Said.Id(900_000_000L + client * 10_000_000L + n)}}","at":"2026-11-23T06:38:00+07:00","metrics":{"on":true} }""";
            var reply = await device.PublishAsync("edudx/v1/thcs-phu-xuan-1/device/prj-6a1/telemetry", message);
            if (reply.ReasonCode == MqttClientPublishReasonCode.Success) Interlocked.Increment(ref _taken);
            else if (reply.ReasonCode == MqttClientPublishReasonCode.QuotaExceeded) Interlocked.Increment(ref _shed);
            else Assert.Fail($"{reply.ReasonCode} {reply.ReasonString}");
        }
    }

    private static Task KeepAsync(Device filler, int number, byte[] payload) => filler.PublishAsync($"fill/{number}", payload, retain: true);
}
