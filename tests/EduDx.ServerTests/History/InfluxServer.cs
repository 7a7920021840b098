namespace EduDx.ServerTests.History;

/// <summary>One real influxd for a test class; each test takes a database of its own.</summary>
public sealed class InfluxServer : IAsyncLifetime
{
    private int _databases;

    internal RealServer Server { get; private set; } = null!;

    public string NextDatabase() => $"edudx_{Interlocked.Increment(ref _databases)}";

    public async Task InitializeAsync() => Server = await RealServer.InfluxAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
