using System.Net.Sockets;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.Servers;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Faults;

/// <summary>Connections that are closed in the middle of a packet: what is missing will never come, and nobody may wait for it.</summary>
[Collection(Alone.Name)]
public sealed class HalfPacketTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Connections_that_end_in_the_middle_of_a_packet_are_let_go()
    {
        var connections = Night.Or(200, 5000);
        await using var server = await ServerProcess.StartedAsync();
        for (var i = 0; i < connections; i++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync("127.0.0.1", server.MqttPort);
            byte[] connect = [0x10, 20, 0, 4, .. "MQTT"u8, 4, 2, 0, 60, 0, 8, .. System.Text.Encoding.ASCII.GetBytes($"half{i:0000}")];
            await socket.SendAsync(connect);
            Assert.Equal(4, await socket.ReceiveAsync(new byte[4]).WaitAsync(TimeSpan.FromSeconds(10)));
            // A PUBLISH of 200 bytes, of which three are there.
            await socket.SendAsync(new byte[] { 0x32, 200, 1, 0, 20, (byte)'e' });
            socket.Shutdown(SocketShutdown.Both);
        }
        await Until.Async(() => SessionsAsync(server), n => n == 0, "their sessions are gone", TimeSpan.FromSeconds(10));
        var ledger = new ScanLedger();
        await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients: 2, seed: 20261203);
        await ledger.MoreAsync(200);
        await kiosks.FinishAsync();
        output.WriteLine($"{connections} connections ended in the middle of a packet: {await ledger.JudgeAsync(server)}");
    }

    private static async Task<int> SessionsAsync(ServerProcess server) =>
        (await System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync(server.Http, "/api/v1/live/system", ContractJson.Readable.SystemFrame))!.Sessions!.Value;
}
