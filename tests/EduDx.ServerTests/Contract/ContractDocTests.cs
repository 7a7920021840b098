using System.Text.RegularExpressions;
using EduDx.ServerTests.Servers;
using MQTTnet;

namespace EduDx.ServerTests.Contract;

/// <summary>Every example of docs/contract.md is published to a real server and does what the page says.</summary>
public sealed partial class ContractDocTests(SharedServer shared) : IClassFixture<SharedServer>
{
    public static TheoryData<int, string, string, string> Examples()
    {
        var data = new TheoryData<int, string, string, string>();
        var page = File.ReadAllText(Path.Combine(Repo.Root, "docs", "contract.md"));
        foreach (Match block in Block().Matches(page)) data.Add(data.Count + 1, block.Groups["topic"].Value, block.Groups["expect"].Value, block.Groups["body"].Value);
        return data;
    }

    [Fact]
    public void No_example_escapes()
    {
        var page = File.ReadAllText(Path.Combine(Repo.Root, "docs", "contract.md"));
        Assert.Equal(Regex.Count(page, "^```json", RegexOptions.Multiline), Examples().Count);
        Assert.True(Examples().Count >= 7);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_does_what_the_page_says(int number, string topic, string expect, string body)
    {
        var server = shared.Server;
        var before = await server.CountersAsync();
        await using var device = await Device.ConnectAsync(server.MqttPort);
        var reply = await device.PublishAsync(topic, body.Replace("$NOW", Said.Text(await server.NowAsync()), StringComparison.Ordinal));

        var after = await server.CountersAsync();
        var events = Regex.Count(body, "\"id\"");
        if (expect == "accepted")
        {
            Assert.True(reply.ReasonCode == MqttClientPublishReasonCode.Success, $"example {number}: {reply.ReasonString}");
            Assert.Equal((before.Stored + events, before.Rejected), (after.Stored, after.Rejected));
        }
        else
        {
            Assert.True((int)reply.ReasonCode >= 0x80, $"example {number} was accepted");
            Assert.Equal((before.Stored, before.Rejected + events), (after.Stored, after.Rejected));
            var kept = (await server.RejectedAsync()).Items[0];
            Assert.Equal((expect, topic), (kept.Reason, kept.Topic));
        }
    }

    [GeneratedRegex(@"^```json topic=(?<topic>\S+) expect=(?<expect>\S+)\n(?<body>.*?)\n```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
