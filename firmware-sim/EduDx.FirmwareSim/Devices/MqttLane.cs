using System.Buffers;
using EduDx.FirmwareSim.Scenarios;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EduDx.FirmwareSim.Devices;

/// <summary>
/// One MQTT connection and the sendings of the sources on it. A few workers share it; each holds one message until the server
/// has acknowledged it, whatever happens to the connection, so that nothing is lost and the ids of a retry are the same.
/// </summary>
public sealed class MqttLane : IDisposable
{
    private const int LargestMessage = 100;
    private const int QuotaPauseMs = 250;

    private readonly MorningPlan _plan;
    private readonly Delivery[] _deliveries;
    private readonly Pacer _pacer;
    private readonly SendProgress _progress;
    private readonly TimeProvider _time;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly MqttClientOptions _options;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SemaphoreSlim _connecting = new(1);
    private readonly Backoff _backoff;
    private int _next;

    /// <summary>Prepares a connection.</summary>
    public MqttLane(
        MorningPlan plan, int number, Delivery[] deliveries, BrokerAddress broker, (string User, string Secret)? login, Pacer pacer, SendProgress progress, TimeProvider time)
    {
        _plan = plan;
        _deliveries = deliveries;
        _pacer = pacer;
        _progress = progress;
        _time = time;
        _backoff = new Backoff(time, number);
        var options = broker.Client()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(login?.User ?? $"firmware-sim-{plan.Seed}-{number}")
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(30))
            .WithTimeout(TimeSpan.FromSeconds(15));
        if (login is var (user, secret)) options = options.WithCredentials(user, secret);
        _options = options.Build();
    }

    /// <summary>Sends everything, up to <paramref name="window"/> messages unacknowledged at a time.</summary>
    public Task RunAsync(int window, CancellationToken stop)
    {
        var workers = new Task[Math.Min(window, Math.Max(1, _deliveries.Length))];
        for (var i = 0; i < workers.Length; i++) workers[i] = WorkAsync(stop);
        return Task.WhenAll(workers);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _turn.Dispose();
        _connecting.Dispose();
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        var json = new JsonEvents(_plan);
        var buffer = new ArrayBufferWriter<byte>(512);
        var events = new List<int>();
        while (await TakeAsync(events, stop).ConfigureAwait(false))
        {
            buffer.ResetWrittenCount();
            json.Write(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(events), buffer);
            ref readonly var first = ref _plan.Events[events[0]];
            var message = new MqttApplicationMessage
            {
                Topic = SourceTopics.Of(_plan.City.Sources[first.Source], first.Kind),
                Payload = new ReadOnlySequence<byte>(buffer.WrittenMemory),
                QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            };
            _progress.Begin();
            var stored = await SendAsync(message, stop).ConfigureAwait(false);
            _progress.Answered(events.Count, stored ? 0 : events.Count);
        }
    }

    /// <summary>Takes the next sending and those of the same source, message and moment.</summary>
    private async ValueTask<bool> TakeAsync(List<int> events, CancellationToken stop)
    {
        events.Clear();
        await _turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (_next == _deliveries.Length) return false;
            await _pacer.WaitAsync(_deliveries[_next], stop).ConfigureAwait(false);
            var first = _deliveries[_next];
            do events.Add(_deliveries[_next++].Event);
            while (_next < _deliveries.Length && events.Count < LargestMessage && SharesMessage(first, _deliveries[_next]));
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private bool SharesMessage(Delivery a, Delivery b)
    {
        ref readonly var x = ref _plan.Events[a.Event];
        ref readonly var y = ref _plan.Events[b.Event];
        // What must be rejected travels alone, so that its acknowledgement tells.
        return a.AtMs == b.AtMs && x.Source == y.Source && SourceTopics.MessageOf(x.Kind) == SourceTopics.MessageOf(y.Kind)
            && x.Kind != EventKind.Malformed && y.Kind != EventKind.Malformed;
    }

    /// <summary>Sends until the server answers; false when it rejected the message for good.</summary>
    private async Task<bool> SendAsync(MqttApplicationMessage message, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await ConnectAsync(stop).ConfigureAwait(false);
                var result = await _client.PublishAsync(message, stop).ConfigureAwait(false);
                _backoff.Reset();
                if (result.ReasonCode != MqttClientPublishReasonCode.QuotaExceeded) return (int)result.ReasonCode < 0x80;
                _progress.Retried();
                await Task.Delay(TimeSpan.FromMilliseconds(QuotaPauseMs), _time, stop).ConfigureAwait(false);
            }
            catch (Exception e) when (!stop.IsCancellationRequested && IsLineFailure(e))
            {
                _progress.Retried();
                // Of a lost connection ConnectAsync takes care, once for all workers.
                if (_client.IsConnected) await _backoff.WaitAsync(stop).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask ConnectAsync(CancellationToken stop)
    {
        if (_client.IsConnected) return;
        await _connecting.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            while (!_client.IsConnected)
            {
                try
                {
                    await ConnectOnceAsync(stop).ConfigureAwait(false);
                }
                catch (Exception e) when (!stop.IsCancellationRequested && IsLineFailure(e))
                {
                    // Under the gate: one attempt a connection, however many workers wait for it.
                    _progress.Retried();
                    await _backoff.WaitAsync(stop).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _connecting.Release();
        }
    }

    private async Task ConnectOnceAsync(CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        var result = await _client.ConnectAsync(_options, either.Token).ConfigureAwait(false);
        if (result.ResultCode != MqttClientConnectResultCode.Success) throw new MqttCommunicationException($"the broker refused the connection: {result.ResultCode}");
    }

    // A dying connection shows itself in many ways; each is answered by connecting again.
    internal static bool IsLineFailure(Exception e) =>
        e is MqttCommunicationException or MqttProtocolViolationException or MqttClientDisconnectedException or MqttClientNotConnectedException
            or OperationCanceledException or TimeoutException or IOException or System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException;
}
