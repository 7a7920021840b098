using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.Scenarios;
using Grpc.Net.Client;

namespace EduDx.FirmwareSim.Devices;

/// <summary>Sends a whole morning over real connections and returns when everything is acknowledged.</summary>
public sealed class MorningSender(MorningPlan plan, SendOptions options, Pacer pacer, TimeProvider time)
{
    /// <summary>What was sent so far.</summary>
    public SendProgress Progress { get; } = new(time, plan.Deliveries.Length);

    /// <summary>Sends.</summary>
    /// <exception cref="ServerException">Nothing was acknowledged for too long.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var (mqtt, grpc) = Divide();
        var http = options.Trust.Handler();
        (http.EnableMultipleHttp2Connections, http.ConnectTimeout) = (true, TimeSpan.FromSeconds(5));
        using var channel = GrpcChannel.ForAddress(options.Grpc, new GrpcChannelOptions
        {
            HttpHandler = http,
            // The lanes retry by themselves; the channel's own waiting between connects would only slow them down.
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(50),
            MaxReconnectBackoff = TimeSpan.FromSeconds(2),
        });
        var client = new Ingest.IngestClient(channel);
        var lanes = mqtt.Select((part, i) => new MqttLane(plan, i, part, options.Mqtt, Login(part), pacer, Progress, time)).ToArray();
        try
        {
            var sending = Task.WhenAll(
            [
                .. lanes.Select(lane => lane.RunAsync(options.Window, giveUp.Token)),
                .. grpc.Select((part, i) => new GrpcLane(plan, i, part, client, options.Secrets?.Of(Paths(part)), pacer, Progress, time).RunAsync(giveUp.Token)),
            ]);
            await WatchAsync(sending, giveUp, stop).ConfigureAwait(false);
        }
        finally
        {
            foreach (var lane in lanes) lane.Dispose();
        }
    }

    private async Task WatchAsync(Task sending, CancellationTokenSource giveUp, CancellationToken stop)
    {
        var silence = TimeSpan.Zero;
        while (!sending.IsCompleted && !stop.IsCancellationRequested)
        {
            silence = Progress.Silence;
            if (silence > options.GiveUp) break;
            await Task.WhenAny(sending, Task.Delay(TimeSpan.FromMilliseconds(250), time, stop)).ConfigureAwait(false);
        }
        var gaveUp = !sending.IsCompleted && !stop.IsCancellationRequested;
        if (!sending.IsCompleted) await giveUp.CancelAsync().ConfigureAwait(false);
        try
        {
            await sending.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (gaveUp)
        {
            throw new ServerException(
                $"no acknowledgement for {silence.TotalSeconds:0} s from {options.Mqtt} and {options.Grpc}; " +
                "check that the server runs and is not out of disk, then send the same morning again (its ids are the same), or raise --give-up");
        }
    }

    /// <summary>Gives each source to one connection, so that its events keep to it.</summary>
    private (Delivery[][] Mqtt, Delivery[][] Grpc) Divide()
    {
        // With secrets a connection is one source's, and a stream has room for so many.
        var sources = plan.City.Sources.Length;
        var mqtt = Lists(options.GrpcShare >= 1 ? 0 : options.Secrets is null ? options.Connections : sources);
        var grpc = Lists(options.GrpcShare <= 0 ? 0 : options.Secrets is null ? options.Streams : Math.Max(options.Streams, (sources + SourceSecrets.SourcesAStream - 1) / SourceSecrets.SourcesAStream));
        foreach (var delivery in plan.Deliveries)
        {
            var source = plan.Events[delivery.Event].Source;
            // Spread over the sources rather than random, so that 0.3 is three in ten.
            var overGrpc = (int)((source + 1) * options.GrpcShare) > (int)(source * options.GrpcShare);
            (overGrpc ? grpc[source % grpc.Length] : mqtt[source % mqtt.Length]).Add(delivery);
        }
        return ([.. mqtt.Where(l => l.Count > 0).Select(l => l.ToArray())], [.. grpc.Where(l => l.Count > 0).Select(l => l.ToArray())]);
    }

    private (string, string)? Login(Delivery[] deliveries) => options.Secrets is { } secrets && Paths(deliveries).Single() is var path ? (path, secrets.Of(path)) : null;

    private IEnumerable<string> Paths(Delivery[] deliveries) => deliveries.Select(d => plan.Events[d.Event].Source).Distinct().Select(s => SourceTopics.PathOf(plan.City.Sources[s]));

    private static List<Delivery>[] Lists(int count) => [.. Enumerable.Range(0, count).Select(_ => new List<Delivery>())];
}
