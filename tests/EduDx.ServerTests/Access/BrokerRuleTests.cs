using EduDx.ServerTests.Servers;
using MQTTnet;

namespace EduDx.ServerTests.Access;

/// <summary>The rules of deploy/broker-acl on a real Mosquitto, with the server behind it: the same topics pass as at the embedded broker.</summary>
public sealed class BrokerRuleTests
{
    private const string Kiosk1 = "thcs-phu-xuan-1/kiosk/k1";
    private const string Kiosk2 = "thcs-phu-xuan-1/kiosk/k2";

    private static readonly string s_rules =
        $"""
        allow_anonymous false
        password_file FOLDER/passwords
        acl_file {Path.Combine(Repo.Root, "deploy", "broker-acl", "mosquitto.acl")}
        use_username_as_clientid true
        """;

    [Fact]
    public async Task A_source_says_and_hears_its_own_topics_only()
    {
        await using var broker = await Mosquitto.StartedAsync(
            s_rules,
            $"{Kiosk1}:one\n{Kiosk2}:two\nedudx-ops:three\n");
        await using var server = await ServerProcess.StartedAsync($"--Ops:Mqtt:Broker=127.0.0.1:{broker.Port}", "--Ops:Mqtt:User=edudx-ops", "--Ops:Mqtt:Password=three");
        await Until.TrueAsync(() => server.Output.Has("Subscribed at the broker"), "the server is subscribed");

        var (wrong, nobody) = await Device.LoginAsync(broker.Port, Kiosk1, "two");
        await nobody.DisposeAsync();
        Assert.NotEqual(MqttClientConnectResultCode.Success, wrong.ResultCode);
        var (_, first) = await Device.LoginAsync(broker.Port, Kiosk1, "one");
        await using var kiosk1 = first;
        var (_, second) = await Device.LoginAsync(broker.Port, Kiosk2, "two");
        await using var kiosk2 = second;
        var heard = new List<string>();
        first.Heard += topic =>
        {
            lock (heard) heard.Add(topic);
        };
        // Mosquitto grants any filter and holds each message against the rules.
        foreach (var filter in new[] { "#", "edudx/v1/+/+/+/+", $"edudx/v1/{Kiosk2}/cmd", $"edudx/v1/{Kiosk1}/cmd" }) await first.SubscribeAsync(filter);

        var now = await server.NowAsync();
        Assert.True((await first.PublishAsync(Said.Kiosk1, Said.Scan(1, Said.Card(1), now))).IsSuccess);
        Assert.True((await second.PublishAsync($"edudx/v1/{Kiosk2}/scan", Said.Scan(2, Said.Card(2), now))).IsSuccess);
        foreach (var foreign in new[] { $"edudx/v1/{Kiosk2}/scan", "edudx/v1/mn-vy-da/kiosk/k1/scan", $"edudx/v1/{Kiosk1}/cmd", "$SYS/broker/clients/total", "other" })
        {
            var answer = await first.PublishAsync(foreign, Said.Scan(3, Said.Card(3), now));
            Assert.True((int)answer.ReasonCode == 0x87, $"{foreign}: {answer.ReasonCode}");
        }
        await Until.Async(() => server.LiveAsync(ServerProcess.Class6A1), f => f.Scans == 2, "both scans are live", show: f => $"{f.Scans}");
        // The commands that only the server may send, to show that it would have been heard.
        await server.StopAsync();
        var (_, commands) = await Device.LoginAsync(broker.Port, "edudx-ops", "three");
        await using var operations = commands;
        await commands.PublishAsync($"edudx/v1/{Kiosk2}/cmd", "{}");
        await commands.PublishAsync($"edudx/v1/{Kiosk1}/cmd", "{}");
        await Until.TrueAsync(() => { lock (heard) return heard.Count > 0; }, "the command is heard");
        lock (heard) Assert.All(heard, topic => Assert.Equal($"edudx/v1/{Kiosk1}/cmd", topic));
    }

    [Fact]
    public async Task The_server_comes_to_the_broker_over_TLS_with_what_its_files_hold_and_says_what_is_wrong_with_them()
    {
        using var authority = new Authority();
        using var stranger = new Authority();
        var (certificate, key) = authority.Sign("broker");
        var (own, ownKey) = authority.Sign("edudx-ops");
        await using var broker = await Mosquitto.StartedAsync(
            s_rules,
            $"{Kiosk1}:one\nedudx-ops:three\n",
            $"certfile {certificate}\nkeyfile {key}\ncafile {authority.CertificateFile}\nrequire_certificate true\ntls_version tlsv1.2");
        var password = Path.Combine(Path.GetDirectoryName(own)!, "password");
        await File.WriteAllTextAsync(password, "three\n");
        var trusted = Path.Combine(Path.GetDirectoryName(own)!, "trusted.pem");
        File.Copy(stranger.CertificateFile, trusted);
        await using var server = await ServerProcess.StartedAsync(
            $"--Ops:Mqtt:Broker=127.0.0.1:{broker.TlsPort}", "--Ops:Mqtt:User=edudx-ops", $"--Ops:Mqtt:PasswordFile={password}", $"--Ops:Mqtt:Tls:Ca={trusted}", $"--Ops:Mqtt:Tls:Certificate={own}", $"--Ops:Mqtt:Tls:Key={ownKey}");
        await Until.TrueAsync(() => server.Output.Has("TLS: "), "a certificate of an authority that is not believed is named");
        Assert.False(server.Output.Has("Subscribed at the broker"));
        await File.WriteAllTextAsync(trusted, "not a certificate");
        await Until.TrueAsync(() => server.Output.Has($"Ops:Mqtt:Tls:Ca {trusted}: "), "the file is named");
        // New files are taken up without a restart.
        File.Copy(authority.CertificateFile, trusted, overwrite: true);
        await Until.TrueAsync(() => server.Output.Has("Subscribed at the broker"), "the server is subscribed");
        var (_, device) = await Device.LoginAsync(broker.Port, Kiosk1, "one");
        await using var kiosk = device;
        Assert.True((await device.PublishAsync(Said.Kiosk1, Said.Scan(1, Said.Card(1), await server.NowAsync()))).IsSuccess);
        await Until.Async(() => server.LiveAsync(ServerProcess.Class6A1), f => f.Scans == 1, "the scan is live", show: f => $"{f.Scans}");
    }
}
