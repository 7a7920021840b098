using System.Diagnostics;
using EduDx.ServerTests.Servers;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Faults;

/// <summary>A server that stands still with all its clients (a debugger, a frozen virtual machine, a swapping host) and then goes on.</summary>
[Collection(Alone.Name)]
public sealed class StoppedServerTests(ITestOutputHelper output)
{
    private const int Stop = 19;
    private const int Continue = 18;

    [Fact]
    public async Task Clients_of_a_stopped_server_get_every_scan_through_when_it_goes_on()
    {
        var clients = Night.Or(200, 2000);
        await using var server = await ServerProcess.StartedAsync();
        var ledger = new ScanLedger();
        await using var kiosks = new ScanPublisher(ledger, server.MqttPort, clients, seed: 20261126, window: 2, timeoutSeconds: 30, pauseMs: clients * 2);
        await ledger.MoreAsync(clients * 5, TimeSpan.FromMinutes(2));
        for (var round = 0; round < Night.Or(2, 10); round++)
        {
            server.Signal(Stop);
            await Task.Delay(TimeSpan.FromSeconds(Night.Or(2, 20)));
            var still = ledger.Acknowledged;
            await Task.Delay(200);
            Assert.Equal(still, ledger.Acknowledged);
            server.Signal(Continue);
            var back = Stopwatch.StartNew();
            await ledger.MoreAsync(clients, TimeSpan.FromMinutes(1));
            output.WriteLine($"a scan of each of {clients} clients acknowledged {back.Elapsed.TotalSeconds:0.0} s after the server went on");
        }
        await kiosks.FinishAsync(TimeSpan.FromMinutes(2));
        output.WriteLine($"{clients} clients, {kiosks.Reconnects} connections given up: {await ledger.JudgeAsync(server)}");
        Assert.Equal(0, kiosks.Reconnects);
    }
}
