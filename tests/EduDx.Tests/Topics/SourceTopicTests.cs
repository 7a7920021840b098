using System.Text;
using EduDx.Contracts.Topics;

namespace EduDx.Tests.Topics;

public sealed class SourceTopicTests
{
    private static readonly string Forty = new('a', 40);

    [Fact]
    public void Every_allowed_pair_is_read_back_as_written()
    {
        var pairs = 0;
        foreach (var kind in Enum.GetValues<SourceKind>())
        {
            foreach (var message in Enum.GetValues<MessageKind>())
            {
                var text = SourceTopic.Format("thcs-phu-xuan-1", kind, "k-1", message);
                var good = SourceTopic.TryParse(Encoding.UTF8.GetBytes(text), out var topic);
                Assert.Equal(SourceTopic.Allows(kind, message), good);
                if (!good) continue;
                pairs++;
                Assert.Equal((kind, message, text), (topic.Kind, topic.Message, topic.ToString()));
            }
        }
        // scan 1, status and telemetry 3 each, roll 1, override 1, meeting 1, occupancy 1, meal, nap, cook, check and sample 1 each.
        Assert.Equal(16, pairs);
    }

    [Fact]
    public void The_longest_names_fit()
    {
        Assert.True(SourceTopic.TryParse(Encoding.UTF8.GetBytes($"edudx/v1/{Forty}/kiosk/{Forty}/telemetry"), out var topic));
        Assert.Equal((40, 40), (topic.School.Length, topic.Source.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("edudx/v1/")]
    [InlineData("edudx/v1/s/kiosk/k1")]
    [InlineData("edudx/v1/s/kiosk/k1/")]
    [InlineData("edudx/v1/s/kiosk/k1/scan/")]
    [InlineData("edudx/v1/s/kiosk/k1/scan/x")]
    [InlineData("/edudx/v1/s/kiosk/k1/scan")]
    [InlineData("edudx/v2/s/kiosk/k1/scan")]
    [InlineData("EDUDX/v1/s/kiosk/k1/scan")]
    [InlineData("edudx/v1//kiosk/k1/scan")]
    [InlineData("edudx/v1/s/kiosk//scan")]
    [InlineData("edudx/v1/S/kiosk/k1/scan")]
    [InlineData("edudx/v1/s_1/kiosk/k1/scan")]
    [InlineData("edudx/v1/huế/kiosk/k1/scan")]
    [InlineData("edudx/v1/s/kiosks/k1/scan")]
    [InlineData("edudx/v1/s/Kiosk/k1/scan")]
    [InlineData("edudx/v1/s/kiosk/+/scan")]
    [InlineData("edudx/v1/s/kiosk/k1/#")]
    [InlineData("edudx/v1/s/kiosk/k1/roll")]
    [InlineData("edudx/v1/s/office/main/scan")]
    [InlineData("edudx/v1/s/kitchen/main/status")]
    [InlineData("edudx/v1/s/kitchen/main/meal")]
    [InlineData("edudx/v1/s/class/6a1/cook")]
    [InlineData("edudx/v1/s/device/fridge-1/sample")]
    [InlineData("edudx/v1/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/kiosk/k1/scan")]
    public void What_is_outside_the_grammar_is_not_read(string text) =>
        Assert.False(SourceTopic.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Mutated_topics_never_throw_and_are_read_back_exactly()
    {
        var random = new Random(20260907);
        var good = Encoding.UTF8.GetBytes("edudx/v1/thcs-phu-xuan-1/kiosk/k1/scan");
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = Mutator.Mutate(random, good);
            if (SourceTopic.TryParse(bytes, out var topic)) Assert.Equal(Encoding.ASCII.GetString(bytes), topic.ToString());
        }
    }
}
