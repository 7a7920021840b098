using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Mqtt;

/// <summary>A real Mosquitto in front of the server: what one of the two misses, the other keeps.</summary>
public sealed class ExternalBrokerTests
{
    private static readonly DateTimeOffset Start = Said.At("2026-11-23T06:20:00");

    [Fact]
    public async Task Messages_survive_the_server_and_the_server_survives_the_broker()
    {
        await using var broker = await Mosquitto.StartedAsync();
        await using var server = await ServerProcess.StartedAsync($"--Ops:Mqtt:Broker=127.0.0.1:{broker.Port}");
        Assert.Equal(0, server.MqttPort);
        await SubscribedAsync(server, 1);
        await PublishAsync(broker, 0, 50);
        await LiveAsync(server, 50);

        // The server is killed while messages come: the broker keeps them for its session.
        var publishing = PublishAsync(broker, 50, 400);
        await Until.Async(server.CountersAsync, c => c.Stored > 60, "some of them are stored");
        await server.KillAsync();
        await publishing;
        await server.StartAsync();
        await LiveAsync(server, 450);

        // The broker is killed: the server comes back to it by itself.
        await broker.KillAsync();
        await Until.TrueAsync(() => server.Output.Has("is away"), "the server says that the broker is away");
        await broker.StartAsync();
        await SubscribedAsync(server, 3);
        await PublishAsync(broker, 450, 50);
        await LiveAsync(server, 500);
        var counters = await server.DrainedAsync();
        // Each kill makes the broker repeat what it had not noted as acknowledged; more than all of it twice would be a loop.
        Assert.InRange(counters.Stored, 500, 3 * 500);
    }

    private static async Task PublishAsync(Mosquitto broker, int from, int count)
    {
        await using var device = await Device.ConnectAsync(broker.Port);
        for (var i = from; i < from + count; i++)
        {
            Assert.True((await device.PublishAsync(Said.Kiosk1, Said.Scan(i, Said.Card(1 + i % 8), Start.AddMilliseconds(i)))).IsSuccess);
        }
    }

    private static Task SubscribedAsync(ServerProcess server, int times) =>
        Until.TrueAsync(() => server.Output.ToString().Split("Subscribed at the broker").Length - 1 >= times, $"the server is subscribed for the {times}. time");

    private static Task LiveAsync(ServerProcess server, int scans) =>
        Until.Async(() => server.LiveAsync(ServerProcess.Class6A1), f => f.Scans == scans, $"{scans} distinct scans are live", show: f => $"{f.Scans}");
}
