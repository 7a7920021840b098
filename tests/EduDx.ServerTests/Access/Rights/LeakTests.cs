using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.Servers;
using Microsoft.AspNetCore.SignalR.Client;

namespace EduDx.ServerTests.Access.Rights;

/// <summary>Ten thousand people with random grants, and paired screens, ask the real server; an oracle of the test's own says what is theirs.</summary>
[Collection(Alone.Name)]
public sealed class LeakTests : IAsyncLifetime
{
    private const int Seed = 20261123;
    private const int People = 10_000;
    private const int QuestionsEach = 3;
    private const int Streams = 400;

    private static readonly Dictionary<string, int> s_scans = new() { ["p-0000001"] = 1, ["p-0000002"] = 1, ["s-0000001"] = 1, ["p-0000017"] = 1, ["s-0000004"] = 1 };
    private static readonly string[] s_sources = ["thcs-phu-xuan-1/kiosk/k1", "mn-vy-da/kiosk/k1", "mn-vy-da/device/fridge-1", "thcs-phu-xuan-1/device/air-6a1"];

    private readonly ServerProcess _server = new("--Ops:Access:Mode=Required", "--Ops:Clock:Start=2026-11-23T07:40");
    private readonly Comer[] _people = [.. Random(new Random(Seed)).Take(People)];
    private readonly Comer[] _screens = [.. RandomScreens(new Random(Seed)).Take(60)];

    public async Task InitializeAsync()
    {
        SeededPeople.Write(_server.Data, [.. _people, .. _screens]);
        await File.WriteAllTextAsync(Path.Combine(_server.Data, "rules.json"), """
            {"rules":[{"id":"fridge-warm","nameVi":"Tủ lạnh ấm","nameEn":"Fridge warm","severity":"critical","on":"device","types":["fridge"],"when":{"metric":"temp_c","above":8,"clear":7},"clearSeconds":600},
                      {"id":"stuffy","nameVi":"Ngột ngạt","nameEn":"Stuffy","severity":"critical","on":"device","types":["air-sensor"],"when":{"metric":"co2_ppm","above":1500,"clear":1000},"clearSeconds":600}]}
            """);
        await _server.StartAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Ten_thousand_random_people_and_screens_get_no_figure_id_name_or_count_that_is_not_theirs()
    {
        var questions = await BegunAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 32 }) { BaseAddress = _server.Url("/"), Timeout = TimeSpan.FromSeconds(30) };
        var (leaks, answered, refused) = (new System.Collections.Concurrent.ConcurrentBag<string>(), 0, 0);
        async Task AskAsync(Comer who, Question question)
        {
            using var request = new HttpRequestMessage(question.Body is null ? HttpMethod.Get : HttpMethod.Post, question.Path);
            if (question.Body is { } body) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.TryAddWithoutValidation(who.Header.Name, who.Header.Value);
            using var answer = await http.SendAsync(request);
            var status = answer.StatusCode;
            if (question.IsMay) Interlocked.Increment(ref answered);
            else Interlocked.Increment(ref refused);
            if (question.IsMay == (status == HttpStatusCode.Forbidden) || (int)status is 401 or >= 500) leaks.Add($"{Words(who)} asked {question.Path}: {(int)status}");
            else if (status == HttpStatusCode.OK && answer.Content.Headers.ContentType?.MediaType == "application/json")
            {
                using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
                if (question.Problem(json.RootElement) is { } leak) leaks.Add($"{Words(who)} asked {question.Path} and was told: {leak}");
            }
        }
        await Parallel.ForEachAsync(_people.Concat(_screens), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (who, _) =>
        {
            var random = new Random(HashOf(who.Name));
            // A screen has one list and more to ask.
            for (var i = 0; i < (who.Views is null ? QuestionsEach : 20); i++) await AskAsync(who, questions.Next(who, random));
        });
        Assert.True(leaks.IsEmpty, $"{leaks.Count} leaks of {answered + refused} answers:\n{string.Join('\n', leaks.OrderBy(l => l.Length).Take(20))}");
        Assert.True(answered > 3_000 && refused > 3_000, $"{answered} answered, {refused} refused");

        await Parallel.ForEachAsync(_screens.Concat(_people.Take(Streams)), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (who, _) =>
        {
            var random = new Random(HashOf(who.Name) + 1);
            var view = Oracle.Views[random.Next(Oracle.Views.Length)];
            var node = SmallCity.Nodes[random.Next(SmallCity.Nodes.Length)];
            var scope = view == "system" ? SmallCity.City : node;
            // The one view that is of one school.
            if (view == "school" && SmallCity.Kind(node) is "city" or "commune") return;
            if (await WatchedAsync(who, view, node) is var (frame, ended) && frame is null == Oracle.MayWatch(who, view, scope)) leaks.Add($"{Words(who)} watched {view} of {node}: {ended}");
            else if (frame is { } given && questions.Frame(who, view, scope, given) is { } leak) leaks.Add($"{Words(who)} watched {view} of {node} and saw: {leak}");
        });
        Assert.True(leaks.IsEmpty, $"{leaks.Count} leaks of streams:\n{string.Join('\n', leaks.OrderBy(l => l.Length).Take(20))}");
    }

    // Something to leak in each class of data: scans of pupils and staff in both schools, an alarm in each (one taken by somebody), a closure that names both.
    private async Task<Questions> BegunAsync()
    {
        var secrets = await _server.IssueAsync(s_sources);
        var now = await _server.NowAsync();
        foreach (var (source, topic, payload) in new[]
        {
            (s_sources[0], "scan", Said.Array([Said.Scan(1, Said.Card(1), now), Said.Scan(2, Said.Card(2), now), Said.Scan(3, "HUES000001", now)])),
            (s_sources[1], "scan", Said.Array([Said.Scan(4, Said.Card(17), now), Said.Scan(5, "HUES000004", now)])),
            (s_sources[2], "telemetry", $$"""{"id":"{{Said.Id(6)}}","at":"{{Said.Text(now)}}","metrics":{"temp_c":12} }"""),
            (s_sources[3], "telemetry", $$"""{"id":"{{Said.Id(7)}}","at":"{{Said.Text(now)}}","metrics":{"co2_ppm":2500} }"""),
        })
        {
            var (_, device) = await Device.LoginAsync(_server.MqttPort, source, secrets[source]);
            await using (device) Assert.True((await device.PublishAsync($"edudx/v1/{source}/{topic}", payload)).IsSuccess);
        }
        await _server.DrainedAsync();
        var alarms = (await Until.Async(async () => (await _server.Http.GetFromJsonAsync("/api/v1/alarms", ContractJson.Readable.AlarmsAnswer))!.Alarms, a => a.Length == 2, "both alarms are raised"))!;
        var taken = alarms.Single(a => a.Rule == "fridge-warm");
        Assert.All(alarms, a => Assert.True(SmallCity.IsUnder(a.NodeId, a == taken ? "mn-vy-da" : "thcs-phu-xuan-1"), a.NodeId));
        using (var acknowledged = await _server.Http.PostAsJsonAsync($"/api/v1/alarms/{taken.Id}/acknowledge", new { by = "x" })) Assert.Equal(HttpStatusCode.OK, acknowledged.StatusCode);
        using (var closed = await _server.Http.PostAsJsonAsync("/api/v1/closures", new { nodes = SmallCity.Schools, status = "closed", reason = "Bão", by = "x", from = "2026-11-30", to = "2026-12-01" }))
        {
            Assert.True(closed.IsSuccessStatusCode, await closed.Content.ReadAsStringAsync());
        }
        return new Questions([.. alarms.Select(a => new RaisedAlarm(a.Id, a.NodeId, a == taken))], s_sources, _screens, s_scans);
    }

    private async Task<(JsonElement? Frame, string? Ended)> WatchedAsync(Comer who, string view, string scope)
    {
        await using var hub = new HubConnectionBuilder().WithUrl(_server.Url("/hubs/wall"), options => options.Headers[who.Header.Name] = who.Header.Value).Build();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await hub.StartAsync(limit.Token);
            await foreach (var item in hub.StreamAsync<JsonElement>("Watch", view, scope, null, "morning", limit.Token))
            {
                foreach (var member in item.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Object)) return (member.Value, null);
            }
            return (null, "ended");
        }
        catch (Microsoft.AspNetCore.SignalR.HubException e)
        {
            return (null, e.Message);
        }
    }

    private static IEnumerable<Comer> Random(Random random)
    {
        string[] nodes = [.. SmallCity.Nodes, "*"];
        for (var i = 0; ; i++)
        {
            var held = new Held[random.Next(1, 4)];
            for (var g = 0; g < held.Length; g++)
            {
                // As granted without classes, all of them, or any.
                var classes = random.Next(4) switch { 0 => Oracle.Default, 1 => (1 << Oracle.Classes.Length) - 1, _ => random.Next(1, 1 << Oracle.Classes.Length) };
                held[g] = new(Oracle.Roles[random.Next(Oracle.Roles.Length)], nodes[random.Next(nodes.Length)], classes);
            }
            yield return new($"person-{i}", SeededPeople.Token($"person-{i}"), held);
        }
    }

    private static IEnumerable<Comer> RandomScreens(Random random)
    {
        for (var i = 0; ; i++)
        {
            string[] views = [.. Oracle.Views.Where(_ => random.Next(4) == 0).DefaultIfEmpty("rooms")];
            yield return new($"screen-{i}", SeededPeople.Token($"screen-{i}"), [new("Screen", SmallCity.Nodes[random.Next(SmallCity.Nodes.Length)], 0)], views);
        }
    }

    private static int HashOf(string name) => name.Aggregate(Seed, (hash, c) => unchecked(hash * 31 + c));

    private static string Words(Comer who) => who.Views is { } views
        ? $"{who.Name} ({string.Join(' ', views)} at {who.Held[0].Node})"
        : $"{who.Name} ({string.Join("; ", who.Held.Select(h => $"{h.Role} at {h.Node}: {string.Join(' ', Oracle.Classes.Where(c => (h.Classes & Oracle.Bit(c)) != 0))}"))})";
}
