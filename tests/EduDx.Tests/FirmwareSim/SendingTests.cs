using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EduDx.FirmwareSim.Devices;
using EduDx.FirmwareSim.Scenarios;
using MQTTnet.Server;

namespace EduDx.Tests.FirmwareSim;

public sealed class SendingTests(WrittenCity city) : IClassFixture<WrittenCity>
{
    [Fact]
    public async Task Every_event_arrives_although_the_broker_goes_away_in_between()
    {
        var plan = MorningPlanner.Plan(city.City, Scenario.Load(null), 7, schoolShare: 0.02);
        var port = FreePort();
        var ids = new ConcurrentDictionary<Guid, bool>();
        var messages = 0;
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var gone = new CancellationTokenSource();
        using var first = await StartAsync(port, async e =>
        {
            Collect(e, ids);
            if (Interlocked.Increment(ref messages) < 1_000) return;
            half.TrySetResult();
            // Not answered any more: on a fast machine the whole plan would be sent before the broker is away.
            await Task.Delay(Timeout.Infinite, gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            e.CloseConnection = true;
        });
        var sender = new MorningSender(
            plan, new SendOptions { Mqtt = new("127.0.0.1", port), Grpc = new Uri("http://127.0.0.1:1"), GrpcShare = 0, Connections = 4, Window = 8 },
            Pacer.AtOnce(TimeProvider.System), TimeProvider.System);
        var sending = sender.RunAsync(CancellationToken.None);
        await half.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var stopping = first.StopAsync();
        await gone.CancelAsync();
        await stopping.WaitAsync(TimeSpan.FromSeconds(30));
        using var second = await StartAsync(port, e =>
        {
            Collect(e, ids);
            return Task.CompletedTask;
        });
        await sending.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(plan.Events.Select(e => EventIds.Of(plan, e)).ToHashSet(), ids.Keys.ToHashSet());
        Assert.Equal(plan.Deliveries.Length, sender.Progress.Acknowledged);
        Assert.True(sender.Progress.Retries > 0);
        await second.StopAsync();
    }

    [Fact]
    public async Task A_broker_that_never_answers_is_given_up_with_a_clear_error()
    {
        var plan = MorningPlanner.Plan(city.City, Scenario.Load(null), 7, schoolShare: 0.01);
        var options = new SendOptions { Mqtt = new("127.0.0.1", FreePort()), Grpc = new Uri("http://127.0.0.1:1"), Connections = 2, GiveUp = TimeSpan.FromSeconds(1) };
        var sender = new MorningSender(plan, options, Pacer.AtOnce(TimeProvider.System), TimeProvider.System);
        var error = await Assert.ThrowsAsync<ServerException>(() => sender.RunAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("no acknowledgement", error.Message, StringComparison.Ordinal);
    }

    private static async Task<MqttServer> StartAsync(int port, Func<InterceptingPublishEventArgs, Task> published)
    {
        var options = new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointPort(port).WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).Build();
        var server = new MqttServerFactory().CreateMqttServer(options);
        server.InterceptingPublishAsync += published;
        await server.StartAsync();
        return server;
    }

    private static void Collect(InterceptingPublishEventArgs e, ConcurrentDictionary<Guid, bool> ids)
    {
        using var json = JsonDocument.Parse(e.ApplicationMessage.Payload);
        if (json.RootElement.ValueKind == JsonValueKind.Object) ids[json.RootElement.GetProperty("id").GetGuid()] = true;
        else foreach (var item in json.RootElement.EnumerateArray()) ids[item.GetProperty("id").GetGuid()] = true;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
