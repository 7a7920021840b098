using EduDx.Ops.Ingest;

namespace EduDx.Tests.Ingest;

public sealed class IngestResultTests
{
    // A limit in events alone let one device keep 25 MB of rubbish a second on the server's disk.
    [Theory]
    [InlineData(100, 0, 200_000, 100)]
    [InlineData(0, 1, 300, 1)]
    [InlineData(0, 1, 256 << 10, 257)]
    [InlineData(99, 1, 20 << 10, 120)]
    public void What_is_rejected_costs_its_size(int accepted, int rejected, int bytes, int cost) => Assert.Equal(cost, new IngestResult { Accepted = accepted, Rejected = rejected }.Cost(bytes));
}
