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
    // With secrets: the lane of each source, by its path.
    private readonly Dictionary<string, EventStream> _streamOf = [];
    private readonly Dictionary<string, EventPublisher> _publisherOf = [];
    private readonly SourceSecrets? _secrets;
    private readonly double _share;

    /// <summary>Prepares the connections.</summary>
    public DayChannels(Uri grpc, TlsTrust trust, int streams, BrokerAddress broker, int connections, double mqttShare, SourceSecrets? secrets, TimeProvider time)
    {
        (Progress, _share, _secrets) = (new SendProgress(time, 0), mqttShare, secrets);
        var http = trust.Handler();
        http.EnableMultipleHttp2Connections = true;
        _channel = GrpcChannel.ForAddress(grpc, new GrpcChannelOptions
        {
            HttpHandler = http,
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(50),
            MaxReconnectBackoff = TimeSpan.FromMilliseconds(LongestWaitMs),
        });
        var client = new Ingest.IngestClient(_channel);
        if (secrets is null)
        {
            _streams = [.. Enumerable.Range(0, streams).Select(i => new EventStream(client, i, null, Progress, time))];
            _publishers = [.. Enumerable.Range(0, mqttShare > 0 ? connections : 0).Select(i => new EventPublisher(i, broker, null, Progress, time))];
            return;
        }
        var overMqtt = secrets.Paths.ToLookup(IsOverMqtt);
        foreach (var path in overMqtt[true]) _publisherOf[path] = new EventPublisher(_publisherOf.Count, broker, (path, secrets.Of(path)), Progress, time);
        foreach (var paths in overMqtt[false].Chunk(SourceSecrets.SourcesAStream))
        {
            var stream = new EventStream(client, _streamOf.Count, secrets.Of(paths), Progress, time);
            foreach (var path in paths) _streamOf[path] = stream;
        }
        _streams = [.. _streamOf.Values.Distinct()];
        _publishers = [.. _publisherOf.Values];
    }

    /// <summary>What was sent so far.</summary>
    public SendProgress Progress { get; }

    /// <summary>Sends until everything that was queued is acknowledged.</summary>
    public Task Run(CancellationToken stop) => Task.WhenAll([.. _streams.Select(s => s.RunAsync(stop)), .. _publishers.Select(p => p.RunAsync(stop))]);

    /// <summary>Queues an event.</summary>
    public ValueTask SendAsync(Event e, CancellationToken stop)
    {
        if (_secrets is not null)
        {
            var path = $"{e.School}/{e.Kind}/{e.Source}";
            if (_publisherOf.TryGetValue(path, out var publisher)) return publisher.SendAsync(e, stop);
            // Also says which source the file has no secret of.
            if (!_streamOf.TryGetValue(path, out var stream)) _secrets.Of(path);
            return stream!.SendAsync(e, stop);
        }
        var lane = Lane(e.School, e.Source);
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

    private bool IsOverMqtt(string path) => path.Split('/') is [var school, _, var source] && Lane(school, source) % 1000 < _share * 1000;

    private static int Lane(string school, string source)
    {
        var hash = 2166136261u;
        foreach (var c in school) hash = (hash ^ c) * 16777619;
        foreach (var c in source) hash = (hash ^ c) * 16777619;
        return (int)(hash & 0x7FFFFFFF);
    }
}
