using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Net.Http.Json;
using EduDx.Contracts.Ingest.V1;
using EduDx.ServerTests.Grpc;
using EduDx.ServerTests.Servers;
using Grpc.Core;
using Grpc.Net.Client;
using MQTTnet;

namespace EduDx.ServerTests.Access;

/// <summary>TLS on every port, from files that change while the server runs.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private const string Kiosk = "thcs-phu-xuan-1/kiosk/k1";
    private static readonly DateTimeOffset Today = DateTimeOffset.UtcNow;

    private readonly string _folder = Directory.CreateTempSubdirectory("edudx-tls-").FullName;
    private ServerProcess _server = null!;

    private string CertificateFile => Path.Combine(_folder, "server.pem");

    private string KeyFile => Path.Combine(_folder, "server.key");

    public Task InitializeAsync()
    {
        _server = new("--Ops:Access:Mode=Required", $"--Ops:Tls:Certificate={CertificateFile}", $"--Ops:Tls:Key={KeyFile}", "--Ops:Tls:MqttPort=0", "--Ops:Tls:ReloadSeconds=1");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_port_speaks_it_and_changed_files_are_taken_up_while_sessions_go_on()
    {
        var first = Write(Today.AddDays(90));
        // The probes of its port below speak TLS and no HTTP/2.
        _server.Output.Expect("HTTP/2 over TLS was not negotiated");
        await _server.StartAsync();
        Assert.True(_server.IsTls);
        var secret = (await _server.IssueAsync(Kiosk))[Kiosk];
        var (answer, device) = await LoginAsync(secret, null);
        await using var kiosk = device;
        Assert.Equal(MqttClientConnectResultCode.Success, answer.ResultCode);
        foreach (var port in new[] { _server.HttpPort, _server.GrpcPort, _server.MqttsPort }) Assert.Equal(first, await ServedAsync(port));
        Assert.False(_server.Output.Has("in 89 days"), "90 days are no warning");

        // gRPC over it, with the secret as metadata.
        using var channel = GrpcChannel.ForAddress($"https://127.0.0.1:{_server.GrpcPort}", new GrpcChannelOptions { HttpHandler = Trusting(null) });
        using var call = new Ingest.IngestClient(channel).Publish(new Metadata { { "authorization", $"Bearer {secret}" } }, deadline: DateTime.UtcNow.AddSeconds(20));
        await call.RequestStream.WriteAsync(new PublishRequest { Batch = 1, Events = { Wire.Scan(1, Said.Card(1), await _server.NowAsync(), "thcs-phu-xuan-1", "k1") } });
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.Equal(1u, call.ResponseStream.Current.Accepted);

        // A key that is not the certificate's: the old pair goes on, and it is said.
        using (var stranger = RSA.Create(2048)) await File.WriteAllTextAsync(KeyFile, stranger.ExportPkcs8PrivateKeyPem());
        await Until.TrueAsync(() => _server.Output.Has("cannot be taken up"), "the bad pair is named");
        Assert.Equal(first, await ServedAsync(_server.MqttsPort));

        // A good pair that ends in 20 days: served at once, and warned of.
        var second = Write(Today.AddDays(20));
        await Until.TrueAsync(async () => await ServedAsync(_server.MqttsPort) == second, "the new certificate is served");
        Assert.Equal(second, await ServedAsync(_server.HttpPort));
        await Until.TrueAsync(() => _server.Output.Has("days: put new files in the place of the old ones"), "the end is named");
        await Until.TrueAsync(
            async () => (await _server.Http.GetStringAsync(new Uri("/api/v1/alarms?rule=certificate-ends", UriKind.Relative))).Contains("certificate-ends", StringComparison.Ordinal), "the alarm is raised");
        Assert.True((await device.PublishAsync(Said.Kiosk1, Said.Scan(2, Said.Card(2), await _server.NowAsync()))).IsSuccess);
    }

    [Fact]
    public async Task A_client_certificate_stands_for_its_source_and_for_no_other()
    {
        Write(Today.AddDays(90));
        await _server.StartAsync();
        using var mine = Certificate("kiosk k1", Today.AddYears(1));
        using var strange = Certificate("kiosk k1", Today.AddYears(1));
        using var issued = await _server.ManageAsync(HttpMethod.Post, $"/api/v1/credentials/{Kiosk}/rotate", JsonContent.Create(new { certificate = mine.ExportCertificatePem() }));
        Assert.True(issued.IsSuccessStatusCode, await issued.Content.ReadAsStringAsync());
        Assert.Equal(MqttClientConnectResultCode.Success, await CodeAsync(Kiosk, mine));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await CodeAsync("thcs-phu-xuan-1/kiosk/k2", mine));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await CodeAsync(Kiosk, strange));

        using var channel = GrpcChannel.ForAddress($"https://127.0.0.1:{_server.GrpcPort}", new GrpcChannelOptions { HttpHandler = Trusting(mine) });
        using var call = new Ingest.IngestClient(channel).Publish(deadline: DateTime.UtcNow.AddSeconds(20));
        await call.RequestStream.WriteAsync(new PublishRequest { Batch = 1, Events = { Wire.Scan(1, Said.Card(1), await _server.NowAsync(), "thcs-phu-xuan-1", "k1") } });
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.Equal(1u, call.ResponseStream.Current.Accepted);
        await _server.RevokeAsync(Kiosk);
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await CodeAsync(Kiosk, mine));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Old_versions_are_refused(byte minor)
    {
        Write(Today.AddDays(90));
        await _server.StartAsync();
        foreach (var port in new[] { _server.HttpPort, _server.GrpcPort, _server.MqttsPort })
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port);
            var stream = client.GetStream();
            // A ClientHello of TLS 1.0 (minor 1) or 1.1 (minor 2) by hand: libraries of today send none.
            byte[] hello = [3, minor, .. new byte[32], 0, 0, 4, 0xC0, 0x13, 0x00, 0x2F, 1, 0];
            byte[] handshake = [1, 0, 0, (byte)hello.Length, .. hello];
            await stream.WriteAsync((byte[])[0x16, 3, 1, 0, (byte)handshake.Length, .. handshake]);
            var answer = new byte[7];
            var read = 0;
            try
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                read = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, limit.Token);
            }
            catch (IOException)
            {
                // Reset without a word.
            }
            // An alert (0x15), fatal (2): protocol_version (70) or handshake_failure (40); never a ServerHello (0x16).
            Assert.True(read == 0 || (answer[0] == 0x15 && answer[5] == 2), $"port {port} answered {Convert.ToHexString(answer)}");
        }
        // And the versions of today are taken.
        foreach (var version in new[] { SslProtocols.Tls12, SslProtocols.Tls13 }) Assert.NotNull(await ServedAsync(_server.MqttsPort, version));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_stops_the_start_and_is_named()
    {
        var (code, text) = await _server.RunToEndAsync();
        Assert.Equal(2, code);
        Assert.Contains("Ops:Tls:Certificate", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    private async Task<MqttClientConnectResultCode> CodeAsync(string id, X509Certificate2 certificate)
    {
        var (answer, device) = await LoginAsync(null, certificate, id);
        await device.DisposeAsync();
        return answer.ResultCode;
    }

    private Task<(MqttClientConnectResult, Device)> LoginAsync(string? secret, X509Certificate2? certificate, string id = Kiosk) =>
        Device.LoginAsync(_server.MqttsPort, secret is null ? null : id, secret, id, more: o => o.WithTlsOptions(tls =>
        {
            tls.UseTls().WithCertificateValidationHandler(_ => true);
            if (certificate is not null) tls.WithClientCertificates([certificate]);
        }));

    private static SocketsHttpHandler Trusting(X509Certificate2? client) => new()
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true, ClientCertificates = client is null ? null : [client], LocalCertificateSelectionCallback = client is null ? null : (_, _, _, _, _) => client },
    };

    // Thumbprint of the certificate that a port serves.
    private static async Task<string?> ServedAsync(int port, SslProtocols version = SslProtocols.None)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = version });
        return tls.RemoteCertificate?.GetCertHashString(HashAlgorithmName.SHA256);
    }

    private string Write(DateTimeOffset notAfter)
    {
        using var certificate = Certificate("localhost", notAfter);
        File.WriteAllText(KeyFile, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    private static X509Certificate2 Certificate(string name, DateTimeOffset notAfter)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(Today.AddDays(-10), notAfter);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}
