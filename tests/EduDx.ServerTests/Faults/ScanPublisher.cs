using EduDx.ServerTests.Servers;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;

namespace EduDx.ServerTests.Faults;

/// <summary>Kiosks as the contract wants them: each keeps a message until its PUBACK has come, and sends the same bytes again over a new connection.</summary>
internal sealed class ScanPublisher : IAsyncDisposable
{
    private readonly ScanLedger _ledger;
    private readonly int _port;
    private readonly int _window;
    private readonly int _timeoutSeconds;
    private readonly TimeSpan _pause;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _clients;
    private volatile bool _abandoned;

    /// <param name="ledger">Hands out the numbers.</param>
    /// <param name="port">Where the server, or a proxy before it, listens.</param>
    /// <param name="clients">Connections; every second one speaks MQTT 3.1.1.</param>
    /// <param name="seed">How many scans each message holds follows from it.</param>
    /// <param name="window">Messages in flight on a connection.</param>
    /// <param name="timeoutSeconds">After which a client gives a connection up.</param>
    /// <param name="pauseMs">Between two windows of a connection, milliseconds.</param>
    public ScanPublisher(ScanLedger ledger, int port, int clients, int seed, int window = 10, int timeoutSeconds = 3, int pauseMs = 0)
    {
        (_ledger, _port, _window, _timeoutSeconds, _pause) = (ledger, port, window, timeoutSeconds, TimeSpan.FromMilliseconds(pauseMs));
        _clients = [.. Enumerable.Range(0, clients).Select(c => RunAsync(c, new Random(seed * 1000 + c)))];
    }

    /// <summary>Connections that were given up, with or without the server's doing.</summary>
    public int Reconnects { get; private set; }

    /// <summary>Takes no new numbers, and waits until those that are out are acknowledged.</summary>
    public async Task FinishAsync(TimeSpan? limit = null)
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_clients).WaitAsync(limit ?? TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        _abandoned = true;
        await _stop.CancelAsync();
        await Task.WhenAny(Task.WhenAll(_clients), Task.Delay(TimeSpan.FromSeconds(5)));
        _stop.Dispose();
    }

    private async Task RunAsync(int client, Random random)
    {
        var kept = new List<int[]>();
        while (!_abandoned)
        {
            if (kept.Count == 0)
            {
                if (_stop.IsCancellationRequested) return;
                for (var i = 0; i < _window; i++) kept.Add(_ledger.Take(random.Next(1, 6)));
            }
            try
            {
                await using var device = await Device.ConnectAsync(_port, client % 2 == 0 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311, timeoutSeconds: _timeoutSeconds);
                while (kept.Count > 0)
                {
                    await Task.WhenAll(kept.Select(numbers => PublishAsync(device, numbers)));
                    kept.RemoveAll(numbers => _ledger.IsAcknowledged(numbers[0]));
                    if (kept.Count > 0) await Task.Delay(50);
                    else if (!_stop.IsCancellationRequested) for (var i = 0; i < _window; i++) kept.Add(_ledger.Take(random.Next(1, 6)));
                    if (_pause > TimeSpan.Zero) await Task.Delay(_pause);
                }
            }
            catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException or InvalidOperationException or MqttProtocolViolationException)
            {
                // The messages stay; another connection carries them.
                kept.RemoveAll(numbers => _ledger.IsAcknowledged(numbers[0]));
                Reconnects++;
                await Task.Delay(random.Next(20, 120));
            }
        }
    }

    private async Task PublishAsync(Device device, int[] numbers)
    {
        var reply = await device.PublishAsync(Said.Kiosk1, ScanLedger.Message(numbers));
        if (reply.ReasonCode == MqttClientPublishReasonCode.Success) _ledger.Acknowledge(numbers);
    }
}
