namespace EduDx.ServerTests.Servers;

/// <summary>One server for the tests of a class that do not stand in each other's way.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal ServerProcess Server { get; } = new();

    public Task InitializeAsync() => Server.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
