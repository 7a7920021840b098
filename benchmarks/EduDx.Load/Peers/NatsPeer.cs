namespace EduDx.Load.Peers;

/// <summary>
/// The MQTT of nats-server of the distribution. It needs JetStream: a message of QoS 1 is acknowledged after its way through a stream in files, which are
/// synced every two minutes, as is the default. Nobody subscribes.
/// </summary>
internal sealed class NatsPeer() : Peer("nats", "nats-server through JetStream, not synced")
{
    private const string Package = "Debian package nats-server";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edudx-nats-");
    private ForeignProgram? _program;

    public override async Task StartAsync()
    {
        Version = await ForeignProgram.VersionAsync("nats-server", Package, "--version");
        Port = Processes.FreePort();
        var config = Path.Combine(_folder.FullName, "nats.conf");
        await File.WriteAllTextAsync(config, $$"""
            server_name: edudx-peer
            listen: "127.0.0.1:{{Processes.FreePort()}}"
            jetstream { store_dir: "{{_folder.FullName}}/jetstream" }
            mqtt { listen: "127.0.0.1:{{Port}}" }
            """);
        _program = ForeignProgram.Start("nats-server", Package, ["-c", config]);
        await _program.UntilListensAsync(Port);
    }

    public override Task<long?> AllocatedAsync() => Task.FromResult<long?>(null);

    public override Task<long?> SettleAsync() => Task.FromResult<long?>(null);

    public override async ValueTask DisposeAsync()
    {
        if (_program is not null) await _program.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
