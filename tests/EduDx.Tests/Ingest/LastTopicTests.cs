using System.Text;
using EduDx.Ops;
using EduDx.Ops.Clock;
using EduDx.Ops.Ingest;
using EduDx.Tests.Registry;
using Microsoft.Extensions.Logging.Abstractions;

namespace EduDx.Tests.Ingest;

/// <summary>What a connection remembers of its topic holds for that topic in that model, and for nothing else.</summary>
public sealed class LastTopicTests : IngestFixture
{
    private readonly LastTopic _last = new();

    [Fact]
    public async Task The_source_is_that_of_the_topic_and_of_the_model_in_force()
    {
        var holder = new CityHolder(SmallCity.Model);
        var ingestor = new Ingestor(Opened, holder, Time, new ReceiptClock(Opened, Time), new MemoryWatch(new OpsOptions(), Metrics, NullLogger<MemoryWatch>.Instance), Metrics);
        IngestResult Taken(string topic, int id) =>
            ingestor.Ingest(Encoding.UTF8.GetBytes(topic), Encoding.UTF8.GetBytes(With(Good, "id", $"\"00000000-0000-0000-0000-{id:000000000000}\"")), PayloadFormat.Json, _last);

        Assert.Equal((1, 0), Counts(Taken(Scan, 1)));
        Assert.Equal((1, 0), Counts(Taken(Scan, 2)));
        Assert.Equal(RejectReason.UnknownSource, Taken(Scan.Replace("/k1/", "/k/", StringComparison.Ordinal), 3).Reason);
        Assert.Equal(RejectReason.UnknownSource, Taken(Scan.Replace("/k1/", "/k12/", StringComparison.Ordinal), 4).Reason);
        Assert.Equal((1, 0), Counts(Taken(Scan.Replace("/k1/", "/k2/", StringComparison.Ordinal), 5)));
        Assert.Equal((1, 0), Counts(Taken(Scan, 6)));
        var sources = (await Stored()).Select(e => HeaderOf(e).Source).ToArray();
        Assert.Equal([sources[0], sources[0], sources[2], sources[0]], sources);
        Assert.NotEqual(sources[0], sources[2]);

        // The kiosk has another name from now on.
        holder.Swap(await SmallCity.LoadAsync(CityFiles.Small().Edit("kiosks.csv", "thcs-phu-xuan-1,k1,", "thcs-phu-xuan-1,k9,")));
        Assert.Equal(RejectReason.UnknownSource, Taken(Scan, 7).Reason);
        Assert.Equal((1, 0), Counts(Taken(Scan.Replace("/k1/", "/k9/", StringComparison.Ordinal), 8)));
    }

    private static (int, int) Counts(IngestResult result) => (result.Accepted, result.Rejected);
}
