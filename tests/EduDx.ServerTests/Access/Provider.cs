using System.Diagnostics;
using EduDx.ServerTests.History;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Access;

/// <summary>OpenIddict in a process of its own: a real provider of sign-on, which takes whoever says a name.</summary>
internal sealed class Provider : IAsyncDisposable
{
    private readonly Process _process;

    private Provider(Process process) => _process = process;

    public int Port { get; private init; }

    /// <summary>Starts one that sends people back to the server at a port.</summary>
    public static async Task<Provider> StartedAsync(int serverPort)
    {
        var port = RealServer.FreePort();
        var dll = Repo.SignOnProviderDll;
        var process = Process.Start(new ProcessStartInfo("dotnet", [dll, $"--listen=http://127.0.0.1:{port}", $"--redirect=http://127.0.0.1:{serverPort}/signin-oidc"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = new ServerOutput();
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient();
        await Until.TrueAsync(
            async () =>
            {
                Assert.False(process.HasExited, $"the provider ended:\n{output}");
                try
                {
                    return (await http.GetAsync(new Uri($"http://127.0.0.1:{port}/.well-known/openid-configuration"))).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the provider answers");
        return new Provider(process) { Port = port };
    }

    /// <summary>Options of a server that people sign in to here.</summary>
    public string[] Options(int serverPort) =>
    [
        "--Ops:Access:Mode=Required", $"--Ops:Http:Port={serverPort}", $"--Ops:Access:Oidc:Authority=http://127.0.0.1:{Port}/", "--Ops:Access:Oidc:ClientSecret=secret-of-the-test",
    ];

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>The address at which the provider asks who it is, with the answer in it.</summary>
    public static Uri As(Uri authorize, string user) => new($"{authorize}&login_hint={Uri.EscapeDataString(user)}");
}
