using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EduDx.Wall.Tests.Browser;

/// <summary>OpenIddict in a process of its own: a real provider of sign-on, which takes whoever types a name into its page.</summary>
internal sealed class SignOnProvider : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(40);

    private readonly Process _process;

    private SignOnProvider(Process process, int port, int server)
    {
        _process = process;
        Options = [("Http:Port", server), ("Access:Oidc:Authority", $"http://127.0.0.1:{port}/"), ("Access:Oidc:ClientSecret", "secret-of-the-test")];
    }

    /// <summary>Options of the server that people sign in to here.</summary>
    public (string Key, object Value)[] Options { get; }

    /// <summary>Starts one.</summary>
    public static async Task<SignOnProvider> StartAsync()
    {
        var (port, server) = (FreePort(), FreePort());
        var process = Process.Start("dotnet", [Repository.SignOnProvider, $"--listen=http://127.0.0.1:{port}", $"--redirect=http://127.0.0.1:{server}/signin-oidc"]);
        using var http = new HttpClient();
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            Assert.False(process.HasExited || waited.Elapsed > s_patience, "the provider of sign-on did not start");
            try
            {
                if ((await http.GetAsync(new Uri($"http://127.0.0.1:{port}/.well-known/openid-configuration"))).IsSuccessStatusCode) return new SignOnProvider(process, port, server);
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }
    }

    /// <summary>Signs somebody in, through the provider's own page.</summary>
    public static async Task SignInAsync(WallTab tab, OpsProcess server, string user)
    {
        await tab.Page.GotoAsync(new Uri(server.Walls, "sign-in").ToString());
        await tab.Page.ClickAsync("[data-testid=provider]");
        await tab.Page.FillAsync("#user", user);
        await tab.Page.ClickAsync("button");
        await tab.Page.WaitForSelectorAsync("[data-testid=signed-in]");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
