namespace EduDx.Load.Chains;

/// <summary>
/// Mosquitto, a flow of Node-RED and InfluxDB, each in a process of its own: what people put together today. An event counts once InfluxDB
/// counts its point.
/// </summary>
/// <param name="name">Name; also of the flow file in NodeRed/.</param>
/// <param name="what">What the flow does.</param>
/// <param name="load">Sends the first event, which shows that the flow runs.</param>
internal sealed class NodeRedChain(string name, string what, MqttLoad load) : Chain(name, what)
{
    private const string Database = "nodered";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edudx-nodered-");
    private readonly MosquittoPeer _broker = new();
    private readonly InfluxServer _influx = new();
    private ForeignProgram? _flow;

    public override int Port => _broker.Port;

    public override async Task StartAsync()
    {
        var nodeRed = await NodeRedPackages.InstallAsync();
        await _broker.StartAsync();
        await _influx.StartAsync();
        await _influx.ExecuteAsync("", $"CREATE DATABASE {Database}");
        Version = $"{_broker.Version}; {nodeRed}; {_influx.Version}";
        // Node-RED writes beside the flow that it runs.
        var flow = Path.Combine(_folder.FullName, "flow.json");
        File.Copy(Path.Combine(NodeRedPackages.Folder, $"{Name}.json"), flow);
        _flow = ForeignProgram.Start(
            "node", "Node.js 20", [NodeRedPackages.Program, "--userDir", _folder.FullName, "--settings", Path.Combine(NodeRedPackages.Folder, "settings.js"), flow],
            ("EDUDX_MQTT_PORT", $"{_broker.Port}"), ("EDUDX_INFLUX_PORT", $"{_influx.Port}"));
        await UntilItRunsAsync();
    }

    public override async Task RestAsync()
    {
        _flow!.ThrowIfEnded();
        // The generator gives every run the same time: points of the run before would be overwritten, not added.
        await _influx.ExecuteAsync(Database, "DROP MEASUREMENT scan");
    }

    public override Task<long> ReadableAsync() => _influx.CountAsync(Database, "scan", "card");

    public override async ValueTask DisposeAsync()
    {
        if (_flow is not null) await _flow.DisposeAsync();
        await _broker.DisposeAsync();
        await _influx.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // What is published before the flow has subscribed is nobody's.
    private async Task UntilItRunsAsync()
    {
        try
        {
            await Processes.UntilAsync(
                async () =>
                {
                    _flow!.ThrowIfEnded();
                    await load.SendAsync(Port, 1);
                    await Task.Delay(300);
                    return await ReadableAsync() > 0;
                },
                "a point of the flow in InfluxDB");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; Node-RED wrote: {_flow!.Said}", e);
        }
    }
}
