using System.Net;
using EduDx.History;
using EduDx.History.Influx;
using EduDx.Live.City;

namespace EduDx.ServerTests.History;

/// <summary>What the store says when the server is away, slow, full or strict.</summary>
public sealed class InfluxFailureTests
{
    private static HistoryBatch Batch(int scans)
    {
        var batch = new HistoryBatch { Cursor = 7 };
        batch.Scans.AddRange(Enumerable.Range(0, scans).Select(i => City.Scan(City.At("2026-09-07T07:00:00"), (ulong)i, 1101)));
        return batch;
    }

    private static SeriesQuery Query => new(Series.Scans, NodeKind.City, 0, null, 0, 1, new(1, BucketUnit.Day), null, []);

    private static InfluxHistoryStore Store(HttpMessageHandler handler, int timeoutSeconds = 30, int lines = 5000) =>
        new(new() { Url = "http://127.0.0.1:9", Database = "edudx", TimeoutSeconds = timeoutSeconds, LinesPerRequest = lines }, new HttpClient(handler));

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task A_server_that_asks_for_patience_is_away(HttpStatusCode status)
    {
        await using var store = Store(new Fake(_ => new(status) { Content = new StringContent("why") }));

        var error = await Assert.ThrowsAsync<HistoryUnavailableException>(() => store.AppendAsync(Batch(1), default));
        Assert.Contains("why", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => store.QueryAsync(Query, default));
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => store.OpenAsync(default));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "partial write: points beyond retention policy dropped=1", "retention")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "too large", "split")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "schema", "schema")]
    public async Task Content_that_is_refused_is_refused(HttpStatusCode status, string body, string expected)
    {
        await using var store = Store(new Fake(_ => new(status) { Content = new StringContent(body) }));

        var error = await Assert.ThrowsAsync<HistoryRefusedException>(() => store.AppendAsync(Batch(1), default));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_is_away()
    {
        await using var store = Store(new HttpClientHandler());
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => store.OpenAsync(default));
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => store.AppendAsync(Batch(1), default));
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => store.QueryAsync(Query, default));
    }

    [Fact]
    public async Task A_server_that_goes_away_between_two_batches_is_away()
    {
        var server = await RealServer.InfluxAsync();
        await using var stopped = server;
        await using var store = new InfluxHistoryStore(new() { Url = server.Url, Database = "edudx" }, server.Http);
        await store.OpenAsync(default);
        await store.AppendAsync(Batch(10), default);
        await server.StopAsync();

        await Assert.ThrowsAsync<HistoryUnavailableException>(() => store.AppendAsync(Batch(10), default));
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => store.QueryAsync(Query, default));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_away()
    {
        await using var store = Store(new Hanging(), timeoutSeconds: 1);
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => store.AppendAsync(Batch(1), default));
    }

    [Fact]
    public async Task Giving_up_is_not_a_failure_of_the_server()
    {
        await using var store = Store(new Hanging());
        using var gone = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.AppendAsync(Batch(1), gone.Token));
    }

    [Theory]
    [InlineData("""{"results":[{"statement_id":0,"error":"engine: closed"}]}""")]
    [InlineData("""{"results":[{"series":[{"name":"scan","columns":["time","count"],"values":[[0,1]],"partial":true}]}]}""")]
    [InlineData("<html>proxy</html>")]
    public async Task An_answer_that_is_not_whole_is_no_answer(string body)
    {
        await using var store = Store(new Fake(_ => new(HttpStatusCode.OK) { Content = new StringContent(body) }));
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => store.QueryAsync(Query, default));
    }

    [Fact]
    public async Task Requests_are_bounded_and_the_cursor_comes_last()
    {
        var bodies = new List<string>();
        await using var store = Store(new Fake(r =>
        {
            bodies.Add(r.Content!.ReadAsStringAsync().Result);
            return new(HttpStatusCode.NoContent);
        }), lines: 100);
        await store.AppendAsync(Batch(250), default);

        Assert.Equal([100, 100, 50, 1], bodies.Select(b => b.Count(c => c == '\n')));
        Assert.Equal("edudx_cursor value=7i 4102444800000000000\n", bodies[^1]);
        Assert.StartsWith("scan,commune=1,dir=1,group=1101,school=11,source=7,staff=f person=0i,verdict=1i 17887392000000", bodies[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Victoria_metrics_takes_the_v2_write_path()
    {
        await using var server = await RealServer.VictoriaMetricsAsync();
        await using var store = new InfluxHistoryStore(new() { Url = server.Url, Api = InfluxApi.V2, Bucket = "edudx", Org = "hue", Token = "t" }, server.Http);
        // It refuses times more than two days ahead of its clock, and past ones are the caller's: a day in the past.
        var batch = new HistoryBatch { Cursor = 7 };
        batch.Scans.Add(City.Scan(City.At("2026-09-07T07:00:00"), 5, 2203, 2));
        batch.Outcomes.Add(City.Outcome(new(2026, 9, 7), SessionKind.Morning, 2203, 30));
        await store.AppendAsync(batch, default);

        using var flush = await server.Http.GetAsync(new Uri($"{server.Url}/internal/force_flush"));
        var export = await server.Http.GetStringAsync(new Uri($"{server.Url}/api/v1/export?match[]=%7B__name__%3D~%22scan_person%7Cattendance_present%22%7D"));

        var lines = export.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        var scan = Assert.Single(lines, l => l.Contains("\"scan_person\"", StringComparison.Ordinal));
        Assert.Contains("\"school\":\"22\"", scan, StringComparison.Ordinal);
        Assert.Contains("\"dir\":\"2\"", scan, StringComparison.Ordinal);
        Assert.Contains("\"values\":[5]", scan, StringComparison.Ordinal);
        Assert.Contains($"\"timestamps\":[{City.At("2026-09-07T07:00:00")}]", scan, StringComparison.Ordinal);
        Assert.Contains("\"values\":[30]", Assert.Single(lines, l => l.Contains("\"attendance_present\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_options_are_named()
    {
        static string Message(InfluxOptions options) =>
            Assert.Throws<ArgumentException>(() => new InfluxHistoryStore(options, new HttpClient())).Message;

        Assert.Contains("Url", Message(new() { Url = "influx:8086", Database = "d" }), StringComparison.Ordinal);
        Assert.Contains("Database", Message(new() { Url = "http://influx:8086" }), StringComparison.Ordinal);
        Assert.Contains("Bucket", Message(new() { Url = "http://influx:8086", Database = "d", Api = InfluxApi.V2 }), StringComparison.Ordinal);
        Assert.Contains("LinesPerRequest", Message(new() { Url = "http://influx:8086", Database = "d", LinesPerRequest = 5001 }), StringComparison.Ordinal);
    }

    private sealed class Fake(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }

    private sealed class Hanging : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new(HttpStatusCode.OK);
        }
    }
}
