using System.Collections.Concurrent;
using EduDx.ServerTests.Servers;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;

namespace EduDx.ServerTests.Durability;

/// <summary>kill -9 under load: what was acknowledged is there, what was not is sent again, and everything counts once.</summary>
[Collection(Alone.Name)]
public sealed class KillTests
{
    private const int Clients = 4;
    private const int Each = 1500;
    private static readonly DateTimeOffset Start = Said.At("2026-11-23T06:20:00");

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_counts_twice()
    {
        await using var server = await ServerProcess.StartedAsync("--Ops:Pipeline:SnapshotSeconds=1");
        var acknowledged = new ConcurrentDictionary<int, bool>();
        var half = new TaskCompletionSource();
        var sending = Enumerable.Range(0, Clients).Select(c => SendAsync(server, c, acknowledged, half)).ToArray();
        await half.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await server.KillAsync();
        await Task.WhenAll(sending).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.InRange(acknowledged.Count, Clients * Each / 3, Clients * Each - 1);

        await server.StartAsync();
        Assert.True(server.TimeToReady < TimeSpan.FromSeconds(5), $"ready after {server.TimeToReady.TotalSeconds:0.0} s");
        var kept = await server.DrainedAsync();
        Assert.True(kept.Stored >= acknowledged.Count, $"{acknowledged.Count} were acknowledged, {kept.Stored} are there");
        var live = await TotalScansAsync(server);
        Assert.Equal(kept.Stored, live);

        // As clients do: what was not acknowledged comes again, and some of what was.
        var again = Enumerable.Range(0, Clients * Each).Where(i => !acknowledged.ContainsKey(i) || i % 10 == 0).ToArray();
        await using (var device = await Device.ConnectAsync(server.MqttPort))
        {
            foreach (var batch in again.Chunk(400)) Assert.True((await device.PublishAsync(Said.Kiosk1, Said.Array(batch.Select(Event)))).IsSuccess);
        }
        await server.DrainedAsync();
        Assert.Equal(Clients * Each, await TotalScansAsync(server));
        Assert.Equal(Clients * Each, (await server.HistoryAsync("scans", more: "&bucket=1d")).Rows.Sum(r => r.Values["scans"]));
        var figures = await server.LiveAsync("thcs-phu-xuan-1");
        Assert.Equal((8, 0), (figures.Present, figures.Late));
    }

    [Fact]
    public async Task A_torn_tail_is_forgiven()
    {
        await using var server = await ServerProcess.StartedAsync();
        await using (var device = await Device.ConnectAsync(server.MqttPort))
        {
            for (var i = 0; i < 20; i++) await device.PublishAsync(Said.Kiosk1, Event(i));
        }
        await server.KillAsync();
        // A write that the power cut in half: a record of the write-ahead log begins behind the last one, and is there in part.
        var wal = new DirectoryInfo(Path.Combine(server.Data, "log")).GetFiles("*.log").MaxBy(f => f.Name)!;
        var bytes = await File.ReadAllBytesAsync(wal.FullName);
        await using (var file = wal.OpenWrite())
        {
            file.Seek(0, SeekOrigin.End);
            await file.WriteAsync(bytes.AsMemory(0, 40));
        }
        await server.StartAsync();
        Assert.Equal(20, (await server.DrainedAsync()).Stored);
        Assert.Equal(20, await TotalScansAsync(server));
    }

    [Fact]
    public async Task An_acknowledged_record_that_was_cut_is_no_torn_tail()
    {
        await using var server = await ServerProcess.StartedAsync();
        await using (var device = await Device.ConnectAsync(server.MqttPort))
        {
            for (var i = 0; i < 20; i++) await device.PublishAsync(Said.Kiosk1, Event(i));
        }
        await server.KillAsync();
        var wal = new DirectoryInfo(Path.Combine(server.Data, "log")).GetFiles("*.log").MaxBy(f => f.Name)!;
        await using (var file = wal.OpenWrite()) file.SetLength(file.Length - 7);
        // No cursor of a consumer gives it away: the log itself knows how far it had come.
        File.Delete(Path.Combine(server.Data, "history.duckdb"));
        File.Delete(Path.Combine(server.Data, "history.duckdb.wal"));
        var (code, output) = await server.RunToEndAsync();
        Assert.True(code == 2, $"ended with {code}: {output}");
        Assert.Contains("acknowledged up to 20", output, StringComparison.Ordinal);
    }

    private static async Task SendAsync(ServerProcess server, int client, ConcurrentDictionary<int, bool> acknowledged, TaskCompletionSource half)
    {
        await using var device = await Device.ConnectAsync(server.MqttPort, client % 2 == 0 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311, timeoutSeconds: 3);
        foreach (var window in Enumerable.Range(client * Each, Each).Chunk(20))
        {
            try
            {
                await Task.WhenAll(window.Select(async i =>
                {
                    var reply = await device.PublishAsync(Said.Kiosk1, Event(i));
                    if (reply.ReasonCode == MqttClientPublishReasonCode.Success) acknowledged[i] = true;
                }));
            }
            catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException or InvalidOperationException)
            {
                return;
            }
            if (acknowledged.Count >= Clients * Each / 2) half.TrySetResult();
        }
        half.TrySetResult();
    }

    private static string Event(int i) => Said.Scan(i, Said.Card(1 + i % 16), Start.AddMilliseconds(i));

    // The classes of the school have different periods, and each shows its own.
    private static async Task<long> TotalScansAsync(ServerProcess server) =>
        (await server.LiveAsync("thcs-phu-xuan-1")).Scans + (await server.LiveAsync("thcs-phu-xuan-1", "&session=afternoon")).Scans;
}
