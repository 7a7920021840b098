using EduDx.History;
using EduDx.History.Influx;
using EduDx.Live.City;

namespace EduDx.ServerTests.History;

/// <summary>The contract on a real InfluxDB 1.x, and what only a server can suffer.</summary>
public sealed class InfluxHistoryTests(InfluxServer influx) : HistoryStoreContract, IClassFixture<InfluxServer>
{
    private readonly string _database = influx.NextDatabase();

    protected override IHistoryStore Create() => new InfluxHistoryStore(new() { Url = influx.Server.Url, Database = _database }, influx.Server.Http);

    [Fact]
    public async Task A_field_of_another_type_is_refused_for_ever()
    {
        // Someone wrote the measurement with text where the figures are.
        using var poison = new StringContent("scan,commune=1,school=11,group=1101,source=7,staff=f,dir=1 person=\"x\" 1788739200000000000");
        using var reply = await influx.Server.Http.PostAsync(new Uri($"{influx.Server.Url}/write?db={_database}"), poison);
        reply.EnsureSuccessStatusCode();

        var error = await Assert.ThrowsAsync<HistoryRefusedException>(() => Store.AppendAsync(Batch(9, [Scan("2026-09-07T07:00:00", 1101)]), default));

        Assert.Contains("field type conflict", error.Message, StringComparison.Ordinal);
        await ReopenAsync(0);
    }

    [Fact]
    public async Task A_database_that_was_dropped_is_said_so()
    {
        await Store.AppendAsync(Batch(9, [Scan("2026-09-07T07:00:00", 1101)]), default);
        using var reply = await influx.Server.Http.PostAsync(new Uri($"{influx.Server.Url}/query?q=DROP%20DATABASE%20{_database}"), null);

        var error = await Assert.ThrowsAsync<HistoryUnavailableException>(() => Store.AppendAsync(Batch(10, [Scan("2026-09-07T07:00:00", 1101)]), default));
        Assert.Contains("create it", error.Message, StringComparison.Ordinal);
        await ReopenAsync(0);
    }

    [Fact]
    public async Task The_v2_write_path_stores_the_same()
    {
        // InfluxDB 1.6 has no /api/v2/write of its own; its later 1.x and 2.x map bucket to database as this handler does.
        using var http = new HttpClient(new V2ToV1 { InnerHandler = new HttpClientHandler() });
        await using var store = new InfluxHistoryStore(
            new() { Url = influx.Server.Url, Api = InfluxApi.V2, Bucket = _database, Org = "hue", Token = "secret" }, http);
        await store.AppendAsync(Batch(4, [Scan("2026-09-07T07:00:00", 1101)], [City.Outcome(new(2026, 9, 7), SessionKind.Day, 1101, 30)]), default);

        Assert.Equal(4, await store.OpenAsync(default));
        Assert.Equal(1, Assert.Single(await store.QueryAsync(OfCity(Series.Scans, Days), default)).Counts.Scans);
    }

    private sealed class V2ToV1 : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("Token secret", request.Headers.Authorization!.ToString());
            request.Headers.Authorization = null;
            var address = request.RequestUri!.ToString();
            if (address.Contains("/api/v2/write?org=hue&bucket=", StringComparison.Ordinal))
            {
                request.RequestUri = new(address.Replace("/api/v2/write?org=hue&bucket=", "/write?db=", StringComparison.Ordinal));
            }
            return base.SendAsync(request, cancellationToken);
        }
    }
}
