namespace EduDx.Load.Peers;

/// <summary>Mosquitto of the distribution, without persistence and without Nagle's delay, with no limit on what is in flight or waits for a slow subscriber.</summary>
internal sealed class MosquittoPeer() : Peer("mosquitto", "stores nothing")
{
    private const string Package = "Debian package mosquitto";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edudx-mosquitto-");
    private ForeignProgram? _program;

    public override async Task StartAsync()
    {
        Version = await ForeignProgram.VersionAsync("mosquitto", Package, "-h");
        Port = Processes.FreePort();
        var config = Path.Combine(_folder.FullName, "mosquitto.conf");
        await File.WriteAllTextAsync(config, $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            user root
            persistence false
            set_tcp_nodelay true
            max_inflight_messages 0
            max_queued_messages 0
            log_type none
            """);
        _program = ForeignProgram.Start("mosquitto", Package, ["-c", config]);
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
