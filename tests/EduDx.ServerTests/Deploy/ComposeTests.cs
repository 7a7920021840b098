using System.Reflection;
using System.Text.RegularExpressions;
using EduDx.ServerTests.Servers;
using YamlDotNet.RepresentationModel;

namespace EduDx.ServerTests.Deploy;

/// <summary>docker-compose.yml says only what the server, the files and the images know.</summary>
public sealed class ComposeTests
{
    private readonly string _text = File.ReadAllText(Path.Combine(Repo.Root, "docker-compose.yml"));
    private readonly YamlMappingNode _root;

    public ComposeTests()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(_text));
        _root = (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    [Fact]
    public void The_three_services_have_health_checks_and_the_server_waits_for_the_others()
    {
        Assert.Equal(["influxdb", "mosquitto", "ops"], Map(_root, "services").Children.Keys.Select(k => k.ToString()).Order());
        foreach (var service in Services()) Assert.Equal("CMD", Map(service, "healthcheck")["test"][0].ToString());
        var waits = Map(Service("ops"), "depends_on");
        Assert.All(waits.Children, w => Assert.Equal("service_healthy", w.Value["condition"].ToString()));
        Assert.Equal(["influxdb", "mosquitto"], waits.Children.Keys.Select(k => k.ToString()).Order());
    }

    [Fact]
    public void Each_option_is_one_that_the_server_has()
    {
        var options = Assembly.LoadFrom(Repo.ServerDll).GetType("EduDx.Ops.OpsOptions", throwOnError: true)!;
        var keys = Map(Service("ops"), "environment").Children.Keys.Select(k => k.ToString()).ToArray();
        Assert.Contains("Ops__Mqtt__Broker", keys);
        foreach (var key in keys)
        {
            var steps = key.Split("__");
            Assert.Equal("Ops", steps[0]);
            var type = options;
            foreach (var step in steps[1..])
            {
                var property = type.GetProperty(step);
                Assert.True(property is not null, $"{key}: {type.Name} has no {step}");
                type = property.PropertyType;
            }
        }
    }

    [Fact]
    public async Task The_server_starts_with_these_options()
    {
        // The same keys; only where things are differs on this machine, where neither neighbour runs.
        await using var server = new ServerProcess();
        foreach (var (key, value) in Map(Service("ops"), "environment").Children)
        {
            if (key.ToString() is "Ops__Bind" or "Ops__Data" or "Ops__Registry__Import") continue;
            server.Environment[key.ToString()] = Regex.Replace(value.ToString(), @"\$\{\w+:-(.*)\}", "$1").Replace("mosquitto:1883", "127.0.0.1:1", StringComparison.Ordinal).Replace("influxdb:8086", "127.0.0.1:1", StringComparison.Ordinal);
        }
        await server.StartAsync();
        Assert.Equal(0, server.MqttPort);
        await Until.TrueAsync(() => server.Output.Has("The broker 127.0.0.1:1 is away") && server.Output.Has("The history store"), "both neighbours are said to be away");
    }

    [Fact]
    public void Files_that_are_named_are_there()
    {
        Assert.True(File.Exists(Path.Combine(Repo.Root, Map(Service("ops"), "build")["dockerfile"].ToString())));
        var mounts = Services().SelectMany(s => ((YamlSequenceNode)s["volumes"]).Select(v => v.ToString().Split(':')[0])).ToArray();
        foreach (var path in mounts.Where(m => m.StartsWith('.'))) Assert.True(Path.Exists(Path.Combine(Repo.Root, path)), path);
        Assert.Equal(mounts.Where(m => !m.StartsWith('.')).Order(), Map(_root, "volumes").Children.Keys.Select(k => k.ToString()).Order());
        var projects = Regex.Matches(File.ReadAllText(Path.Combine(Repo.Root, "deploy", "Dockerfile")), @"\S+\.csproj").Select(m => m.Value).ToArray();
        Assert.All(projects, p => Assert.True(File.Exists(Path.Combine(Repo.Root, p)), p));
        Assert.NotEmpty(projects);
    }

    [Fact]
    public void Each_port_and_volume_has_its_comment_and_ports_are_on_this_machine_only()
    {
        var lines = _text.Split('\n').Select(l => l.Trim()).ToArray();
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("- ", StringComparison.Ordinal)) Assert.True(lines[i - 1].StartsWith('#'), $"no comment above: {lines[i]}");
        }
        var ports = Services().SelectMany(s => ((YamlSequenceNode)s["ports"]).Select(p => p.ToString())).ToArray();
        Assert.Equal(4, ports.Length);
        Assert.All(ports, p => Assert.StartsWith("127.0.0.1:", p, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mosquitto_takes_its_settings()
    {
        var folder = Directory.CreateTempSubdirectory("edudx-conf-").FullName;
        var conf = (await File.ReadAllTextAsync(Path.Combine(Repo.Root, "deploy", "mosquitto.conf")))
            .Replace("listener 1883", $"listener {History.RealServer.FreePort()} 127.0.0.1", StringComparison.Ordinal)
            .Replace("/mosquitto/data/", folder + "/", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "mosquitto.conf"), conf + "\nuser root\n");
        // timeout ends it with 124 after a second; a setting that it does not know ends it before.
        var (code, output) = await Tool.RunAsync("timeout", ["1", "mosquitto", "-c", Path.Combine(folder, "mosquitto.conf")]);
        Directory.Delete(folder, recursive: true);
        Assert.DoesNotContain("Error", output, StringComparison.Ordinal);
        Assert.True(code is 124 or 0, $"{code}: {output}");
    }

    private YamlMappingNode Service(string name) => Map(Map(_root, "services"), name);

    private IEnumerable<YamlMappingNode> Services() => Map(_root, "services").Children.Values.Cast<YamlMappingNode>();

    private static YamlMappingNode Map(YamlMappingNode node, string key) => (YamlMappingNode)node[key];
}
