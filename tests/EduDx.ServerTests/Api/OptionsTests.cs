using System.Net.Sockets;
using EduDx.ServerTests.History;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Api;

/// <summary>Options from the command line and the environment, and what bad ones cost.</summary>
public sealed class OptionsTests
{
    [Theory]
    [InlineData("--Ops:Http:Port=99999", "Ops:Http:Port must be between 0 and 65535")]
    [InlineData("--Ops:Mqtt:LoginSeconds=0", "Ops:Mqtt:LoginSeconds must be between 1 and 60")]
    [InlineData("--Ops:Mqtt:Broker=nowhere", "Ops:Mqtt:Broker")]
    [InlineData("--Ops:History:Store=oracle", "Ops:History:Store")]
    [InlineData("--Ops:History:Influx:Url=nowhere", "Ops:History:Influx:Url is 'nowhere'")]
    [InlineData("--Ops:Bind=localhost", "Ops:Bind")]
    [InlineData("--Ops:Bind=0.0.0.0", "set Ops:Access:Mode=Required")]
    [InlineData("--Ops:Access:Mode=open to all", "Ops:Access:Mode")]
    [InlineData("--Ops:Http:Port=http", "Ops:Http:Port")]
    [InlineData("--Ops:Registry:Import=/no/such/folder", "/no/such/folder")]
    public async Task A_bad_value_stops_the_start_and_is_named(string option, string names)
    {
        var influx = option.Contains("Influx", StringComparison.Ordinal) ? "influxdb" : "duckdb";
        await using var server = new ServerProcess($"--Ops:History:Store={influx}", option);
        var (code, output) = await server.RunToEndAsync();
        Assert.True(code == 2, $"ended with {code}: {output}");
        Assert.Contains(names, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_binds()
    {
        var port = RealServer.FreePort();
        await using var server = new ServerProcess { Environment = { ["Ops__Mqtt__LoginSeconds"] = "1", ["Ops__Mqtt__Port"] = $"{port}" } };
        await server.StartAsync();
        Assert.Equal(port, server.MqttPort);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        // The login limit of one second is in force: the silent connection is cut.
        var cut = await Record.ExceptionAsync(async () => Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(3))));
        Assert.True(cut is null or IOException, $"{cut}");
    }
}
