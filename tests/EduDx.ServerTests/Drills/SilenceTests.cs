using System.Diagnostics;
using System.Net.Http.Json;
using EduDx.Contracts.Frames;
using EduDx.Contracts.Ingest.V1;
using EduDx.ServerTests.Servers;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace EduDx.ServerTests.Drills;

/// <summary>
/// Every device and room of the reference city with a heartbeat of 30 s, three of which may be missed, at ten times the speed; some of them fall silent. How long after
/// its limit is each declared offline? The n-th declaration is held against the n-th limit, both in order, which no list of devices in a frame could cut short.
/// </summary>
[Collection("drills")]
public sealed class SilenceTests
{
    private const int Speed = 10;
    private const int SilentOnes = 500;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30) / Speed;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90) / Speed;

    [Fact]
    public async Task Of_the_devices_of_the_reference_city_each_silent_one_is_declared_within_two_seconds_of_its_limit()
    {
        using var work = new DrillFolder();
        var city = await work.CityAsync(seed: 7);
        await using var server = await ServerProcess.StartedAsync("--Ops:Clock:Start=2026-11-23T08:30", $"--Ops:Clock:Speed={Speed}", $"--Ops:Registry:Import={city}");
        string[][] sources = [.. Rows(city, "devices.csv", "device"), .. Rows(city, "rooms.csv", "room"), .. Rows(city, "kiosks.csv", "kiosk")];
        // Of schools that are off nothing is expected.
        var off = (await server.Http.GetFromJsonAsync("/api/v1/live/status", ContractJson.Readable.StatusFrame))!.List.Select(s => s.Id).ToHashSet();
        sources = [.. sources.Where(s => !off.Contains(s[1]))];
        new Random(7).Shuffle(sources);
        var watch = Stopwatch.StartNew();
        using var stop = new CancellationTokenSource();
        var last = new TimeSpan[SilentOnes];
        var beating = BeatAsync(server, sources, last, watch, stop.Token);

        var declared = new List<TimeSpan>();
        while (declared.Count < SilentOnes)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{declared.Count} of {SilentOnes} were declared offline");
            var frame = (await server.Http.GetFromJsonAsync("/api/v1/live/devices", ContractJson.Readable.DevicesFrame))!;
            Assert.InRange(frame.Offline, declared.Count, SilentOnes);
            for (var seen = watch.Elapsed; declared.Count < frame.Offline;) declared.Add(seen);
            await Task.Delay(20);
        }
        await stop.CancelAsync();
        await beating;
        var late = declared.Zip(last.Order(), (seen, heard) => (seen - heard - Limit).TotalSeconds).Order().ToArray();
        var figures = new DrillFigures("silence");
        figures.Add("devices with a heartbeat of 30 s", sources.Length, "", atLeast: 10_000);
        figures.Add("declared offline after the limit, median", late[late.Length / 2], "s");
        figures.Add("declared offline after the limit, 99th percentile", late[late.Length * 99 / 100], "s", atMost: 2);
        figures.Add("declared offline before the limit, earliest", late[0], "s", atLeast: -0.1);
        figures.Judge();
    }

    // A slice of the city every tenth of a second. After four rounds the first ones of the list are left out.
    private static async Task BeatAsync(ServerProcess server, string[][] sources, TimeSpan[] last, Stopwatch watch, CancellationToken stop)
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{server.GrpcPort}");
        using var call = new Ingest.IngestClient(channel).Publish(deadline: DateTime.UtcNow.AddSeconds(90), cancellationToken: CancellationToken.None);
        var slices = (int)(Heartbeat / TimeSpan.FromMilliseconds(100));
        ulong batch = 0;
        for (var slice = 0; !stop.IsCancellationRequested; slice++)
        {
            while (watch.Elapsed < TimeSpan.FromMilliseconds(100) * slice) await Task.Delay(5, CancellationToken.None);
            var now = (await server.NowAsync()).ToUnixTimeMilliseconds();
            var request = new PublishRequest { Batch = ++batch };
            for (var i = slice % slices; i < sources.Length; i += slices)
            {
                if (i < last.Length && slice >= 4 * slices) continue;
                request.Events.Add(Online(sources[i], now));
                if (i < last.Length) last[i] = watch.Elapsed;
            }
            await call.RequestStream.WriteAsync(request, CancellationToken.None);
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Empty(call.ResponseStream.Current.Rejected);
        }
        await call.RequestStream.CompleteAsync();
    }

    private static Event Online(string[] source, long atMs) => new()
    {
        Id = ByteString.CopyFrom(Guid.CreateVersion7().ToByteArray(bigEndian: true)),
        AtMs = atMs,
        School = source[1],
        Kind = source[0],
        Source = source[2],
        Status = new Contracts.Ingest.V1.Status { State = Contracts.Ingest.V1.Status.Types.State.Online },
    };

    // Their first two columns are the school and the source; neither is ever quoted.
    private static IEnumerable<string[]> Rows(string city, string file, string kind) =>
        File.ReadLines(Path.Combine(city, file)).Skip(1).Select(line => line.Split(',')).Select(columns => new[] { kind, columns[0], columns[1] });
}
