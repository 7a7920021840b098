using DuckDB.NET.Data;
using EduDx.Contracts.Ingest.V1;
using EduDx.ServerTests.Servers;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace EduDx.ServerTests.Grpc;

/// <summary>The same events over MQTT as JSON, over MQTT as protobuf and over gRPC are the same rows and figures.</summary>
public sealed class SameEventsTests
{
    private static readonly DateTimeOffset Start = Said.At("2026-11-23T06:20:00");

    [Fact]
    public async Task Three_transports_store_identical_rows_and_show_identical_figures()
    {
        var servers = await Task.WhenAll(ServerProcess.StartedAsync(), ServerProcess.StartedAsync(), ServerProcess.StartedAsync());
        var told = new List<string>[3];
        try
        {
            await ByJsonAsync(servers[0]);
            await ByProtobufAsync(servers[1]);
            await ByGrpcAsync(servers[2]);
            for (var i = 0; i < servers.Length; i++) told[i] = await TellAsync(servers[i]);
        }
        finally
        {
            foreach (var server in servers) await server.DisposeAsync();
        }
        Assert.Equal(told[0], told[1]);
        Assert.Equal(told[0], told[2]);
        Assert.Equal(41, told[0].Count(t => t.StartsWith("row", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_event_that_comes_over_two_transports_counts_once()
    {
        await using var server = await ServerProcess.StartedAsync();
        await ByJsonAsync(server);
        await ByGrpcAsync(server);
        await ByProtobufAsync(server);
        await server.DrainedAsync();
        var school = await server.LiveAsync("thcs-phu-xuan-1");
        Assert.Equal((7, 1, 20), (school.Present, school.Excused, school.Children.Single(c => c.Id == ServerProcess.Class6A1).Scans));
        var scans = await server.HistoryAsync("scans", ServerProcess.Class6A1, "&bucket=1d");
        Assert.Equal(20, Assert.Single(scans.Rows).Values["scans"]);
    }

    // 40 scans in two schools and one out, two rolls, one sick event.
    private static IEnumerable<(int Id, string School, int Pupil, DateTimeOffset At, bool IsIn)> Scans() =>
        Enumerable.Range(0, 40).Select(i => (i, i % 2 == 0 ? "thcs-phu-xuan-1" : "mn-vy-da", (i % 2 == 0 ? 1 : 17) + i / 2 % 7, Start.AddSeconds(i * 7), true))
            .Append((40, "mn-vy-da", 17, Start.AddMinutes(15), false));

    private static async Task ByJsonAsync(ServerProcess server)
    {
        await using var device = await Device.ConnectAsync(server.MqttPort);
        foreach (var school in Scans().GroupBy(s => s.School))
        {
            var payload = Said.Array(school.Select(s => Said.Scan(s.Id, Said.Card(s.Pupil), s.At, s.IsIn ? "in" : "out")).Append(Said.Scan(99, "NOBODY", Start)));
            await device.PublishAsync($"edudx/v1/{school.Key}/kiosk/k1/scan", payload);
        }
        await device.PublishAsync(Said.Roll6A1, Said.Array([Said.Roll(50, "p-0000008", "excused", Start), Said.Roll(51, "p-0000001", "absent", Start), Said.Roll(52, "p-0000001", "present", Start.AddSeconds(1))]));
    }

    private static async Task ByProtobufAsync(ServerProcess server)
    {
        await using var device = await Device.ConnectAsync(server.MqttPort);
        foreach (var school in Scans().GroupBy(s => s.School))
        {
            var batch = new EventBatch { Events = { school.Select(ToWire), Wire.Scan(99, "NOBODY", Start, school.Key, "k1") } };
            await device.PublishAsync($"edudx/v1/{school.Key}/kiosk/k1/scan", batch.ToByteArray(), contentType: "application/x-protobuf");
        }
        await device.PublishAsync(Said.Roll6A1, new EventBatch { Events = { Rolls() } }.ToByteArray(), contentType: "application/x-protobuf");
    }

    private static async Task ByGrpcAsync(ServerProcess server)
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{server.GrpcPort}");
        using var call = new Ingest.IngestClient(channel).Publish(deadline: DateTime.UtcNow.AddSeconds(20));
        ulong number = 0;
        foreach (var school in Scans().GroupBy(s => s.School))
        {
            await call.RequestStream.WriteAsync(new() { Batch = ++number, Events = { school.Select(ToWire), Wire.Scan(99, "NOBODY", Start, school.Key, "k1") } });
        }
        await call.RequestStream.WriteAsync(new() { Batch = ++number, Events = { Rolls() } });
        await call.RequestStream.CompleteAsync();
        Assert.Equal(3, await call.ResponseStream.ReadAllAsync().CountAsync());
    }

    private static Event ToWire((int Id, string School, int Pupil, DateTimeOffset At, bool IsIn) s) => Wire.Scan(s.Id, Said.Card(s.Pupil), s.At, s.School, "k1", s.IsIn);

    private static Event[] Rolls() =>
    [
        Wire.Roll(50, "p-0000008", AttendanceState.Excused, Start), Wire.Roll(51, "p-0000001", AttendanceState.Absent, Start), Wire.Roll(52, "p-0000001", AttendanceState.Present, Start.AddSeconds(1)),
    ];

    // Counters, figures and history as the server tells them, then the rows as they lie in the store.
    private static async Task<List<string>> TellAsync(ServerProcess server)
    {
        var counters = await server.DrainedAsync();
        Assert.Equal((44, 2), (counters.Stored, counters.Rejected));
        var told = new List<string> { Said.Figures(counters) };
        foreach (var scope in new[] { "hue", "thcs-phu-xuan-1", "mn-vy-da", ServerProcess.Class6A1 })
        {
            told.Add(Said.Figures(await server.LiveAsync(scope), "asOf", "system", "arrivals", "attention"));
            told.Add(Said.Figures(await server.HistoryAsync("scans", scope, "&bucket=1m"), "asOf"));
        }
        Assert.Equal(0, await server.StopAsync());
        using var connection = new DuckDBConnection($"Data Source={Path.Combine(server.Data, "history.duckdb")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select 'row ' || scan::varchar from scan order by id";
        using var reader = command.ExecuteReader();
        while (reader.Read()) told.Add(reader.GetString(0));
        return told;
    }
}
