using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.Devices;
using Grpc.Net.Client;

namespace EduDx.FirmwareSim.Days;

/// <summary>The connections of a day: gateways over gRPC, and for a share of the sources MQTT. A source keeps its lane, so that its own events stay in order but for those that are meant to be late.</summary>
public sealed class DayChannels : IDisposable
{
    // At 60 times the speed a device is lost after a second and a half of silence: who waits longer than this to come back is an outage.
    internal const int LongestWaitMs = 250;

    private readonly GrpcChannel _channel;
    private readonly EventStream[] _streams;
    private readonly EventPublisher[] _publishers;
    private readonly double _share;

    /// <summary>Prepares the connections.</summary>
    public DayChannels(Uri grpc, int streams, (string Host, int Port) broker, int connections, double mqttShare, TimeProvider time)
    {
        (Progress, _share) = (new SendProgress(time, 0), mqttShare);
        _channel = GrpcChannel.ForAddress(grpc, new GrpcChannelOptions
        {
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(50),
            MaxReconnectBackoff = TimeSpan.FromMilliseconds(LongestWaitMs),
        });
        _streams = [.. Enumerable.Range(0, streams).Select(i => new EventStream(new Ingest.IngestClient(_channel), i, Progress, time))];
        _publishers = [.. Enumerable.Range(0, mqttShare > 0 ? connections : 0).Select(i => new EventPublisher(i, broker, Progress, time))];
    }

    /// <summary>What was sent so far.</summary>
    public SendProgress Progress { get; }

    /// <summary>Sends until everything that was queued is acknowledged.</summary>
    public Task Run(CancellationToken stop) => Task.WhenAll([.. _streams.Select(s => s.RunAsync(stop)), .. _publishers.Select(p => p.RunAsync(stop))]);

    /// <summary>Queues an event.</summary>
    public ValueTask SendAsync(Event e, CancellationToken stop)
    {
        var lane = Lane(e);
        return _publishers.Length > 0 && lane % 1000 < _share * 1000 ? _publishers[lane % _publishers.Length].SendAsync(e, stop) : _streams[lane % _streams.Length].SendAsync(e, stop);
    }

    /// <summary>Nothing more will come.</summary>
    public void Complete()
    {
        foreach (var stream in _streams) stream.Complete();
        foreach (var publisher in _publishers) publisher.Complete();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var publisher in _publishers) publisher.Dispose();
        _channel.Dispose();
    }

    private static int Lane(Event e)
    {
        var hash = 2166136261u;
        foreach (var c in e.School) hash = (hash ^ c) * 16777619;
        foreach (var c in e.Source) hash = (hash ^ c) * 16777619;
        return (int)(hash & 0x7FFFFFFF);
    }
}
