using EduDx.ServerTests.History;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Access;

/// <summary>A server that requires sign-on, its provider, and its administrator; anew for each test.</summary>
public abstract class SignOnFixture : IAsyncLifetime
{
    protected const string School = "thcs-phu-xuan-1";
    protected const string OtherSchool = "mn-vy-da";
    protected const string Commune = "phu-xuan";

    private Provider _provider = null!;

    internal ServerProcess Server { get; private set; } = null!;

    internal Browser Administrator { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var port = RealServer.FreePort();
        _provider = await Provider.StartedAsync(port);
        Server = await ServerProcess.StartedAsync(_provider.Options(port));
        Administrator = Browser.Administrator(Server);
    }

    public async Task DisposeAsync()
    {
        Administrator?.Dispose();
        if (Server is not null) await Server.DisposeAsync();
        if (_provider is not null) await _provider.DisposeAsync();
    }
}
