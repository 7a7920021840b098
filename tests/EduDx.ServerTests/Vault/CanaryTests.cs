using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EduDx.Log;
using EduDx.ServerTests.Hub;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Vault;

/// <summary>
/// Names, identity numbers and positions that can be mistaken for nothing else go in by every door that there is; then everything that the server wrote, showed
/// and said is searched for them. Only the vault may hold them, and there only sealed.
/// </summary>
public sealed class CanaryTests
{
    private const string Name = "Công Tằng Tôn Nữ Chim Hoàng Yến";
    private const string Plain = "CongTangTonNuChimHoangYen";
    private const string Identity = "046214987654";
    private const string Person = "p-0000001";
    private const string Scan = "edudx/v1/thcs-phu-xuan-1/kiosk/k1/scan";

    private static readonly double[] s_places = [16.46371234567, 107.59091234567, 16.77712345678, 107.33312345678];

    [Fact]
    public async Task No_file_metric_log_line_or_frame_holds_a_name_an_identity_number_or_a_position()
    {
        using var city = new SeededCity();
        await using var server = new ServerProcess($"--Ops:Registry:Import={city.Folder}");
        await server.StartAsync();
        var seen = new StringBuilder();
        await using var wall = await Viewer.OpenAsync(server, "attendance", ServerProcess.Class6A1);
        await SendAsync(server);
        await ImportAsync(server, city, seen);
        await server.DrainedAsync();
        await AskAsync(server);
        await WatchAsync(server, seen);
        foreach (var (_, message) in wall.Messages) seen.Append(JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(message, System.Text.Json.JsonSerializerOptions.Web))!.ToJsonString(s_relaxed));
        AssertFree("what was shown", Encoding.UTF8.GetBytes(seen.ToString()));

        // Killed, and again, and ended in order: the journals of every store, then their snapshots.
        await server.KillAsync();
        AssertFilesFree(server.Data);
        await server.StartAsync();
        Assert.Equal(0, await server.StopAsync());
        AssertFilesFree(server.Data);
        AssertLogFree(server.Data);
        AssertFree("the console", Encoding.UTF8.GetBytes(server.Output.ToString()));
    }

    [Fact]
    public async Task Who_a_pseudonym_is_needs_a_right_a_purpose_and_a_case_and_stands_in_the_audit()
    {
        using var city = new SeededCity();
        await using var server = new ServerProcess($"--Ops:Registry:Import={city.Folder}");
        await server.StartAsync();
        // Who reaches the port may do the day's work, and may not know who a child is.
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(server, "lookup", "safety")).Status);
        await SignInAsync(server);
        Assert.Equal(HttpStatusCode.OK, await GrantAsync(server));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(server, "lookup", "curiosity")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(server, "lookup", "safety", reference: "mẹ của " + Name)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(server, "erase", "safety")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(server, "lookup", "safety", person: "p-9999999")).Status);
        var found = await PostAsync(server, "lookup", "safety");
        Assert.Equal((HttpStatusCode.OK, Name, Identity), (found.Status, (string)found.Body!["name"]!, (string)found.Body["identity"]!));
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(server, "correct", "subject-correct", name: "Nguyễn An")).Status);
        var export = await PostAsync(server, "export", "subject-access");
        Assert.Equal(("Nguyễn An", Identity, "thcs-phu-xuan-1.6a1"), ((string)export.Body!["who"]!["name"]!, (string)export.Body["who"]!["identity"]!, (string)export.Body["places"]![0]!["what"]!));

        var enrolled = (await server.LiveAsync(ServerProcess.Class6A1)).Enrolled;
        var erased = await PostAsync(server, "erase", "subject-erase");
        var receipt = (string)erased.Body!["receipt"]!;
        Assert.Equal(enrolled - 1, (await server.LiveAsync(ServerProcess.Class6A1)).Enrolled);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(server, "lookup", "safety")).Status);
        var kept = await server.Http.GetFromJsonAsync<JsonNode>(server.Url($"/api/v1/persons/receipts/{receipt}"));
        Assert.Equal("subject-erase", (string)kept!["purpose"]!);

        var audit = await server.Http.GetFromJsonAsync<JsonNode>(server.Url("/api/v1/audit?limit=100"));
        var entries = audit!["entries"]!.AsArray().Select(e => $"{e!["action"]} {e["subject"]} {e["detail"]} {e["outcome"]}").Reverse().ToArray();
        string[] expected =
        [
            "access POST /api/v1/persons/lookup  refused", "sign-on.link administrator  done",
            $"person.lookup {Person}  failed", $"person.erase {Person}  failed", "person.lookup p-9999999  failed",
            $"person.lookup {Person} safety SO-12/2026 done", $"person.correct {Person} subject-correct SO-12/2026 done", $"person.export {Person} subject-access SO-12/2026 done",
            $"person.erase {Person} subject-erase SO-12/2026 {receipt} done",
        ];
        foreach (var line in expected) Assert.Contains(line, entries);
        AssertFree("the audit", Encoding.UTF8.GetBytes(audit.ToJsonString(s_relaxed)));
    }

    [Fact]
    public async Task An_erasure_whose_client_goes_away_is_done_and_stands_in_the_audit_as_done()
    {
        using var city = new SeededCity();
        await using var server = new ServerProcess($"--Ops:Registry:Import={city.Folder}");
        await server.StartAsync();
        await SignInAsync(server);
        Assert.Equal(HttpStatusCode.OK, await GrantAsync(server));
        var enrolled = (await server.LiveAsync(ServerProcess.Class6A1)).Enrolled;
        // A reader holds the journal of the registry: the erasure waits for it, and its client does not.
        await using (var reader = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(server.Data, "registry.sqlite")};Pooling=False"))
        {
            reader.Open();
            await using var transaction = reader.BeginTransaction(deferred: true);
            await using var command = reader.CreateCommand();
            (command.Transaction, command.CommandText) = (transaction, "SELECT COUNT(*) FROM persons");
            await command.ExecuteScalarAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.Http.PostAsJsonAsync(
                server.Url("/api/v1/persons/erase"), new { person = Person, purpose = "subject-erase", reference = "SO-13/2026" }, patience.Token));
        }
        var entries = await Until.Async(
            async () => (await server.Http.GetFromJsonAsync<JsonNode>(server.Url("/api/v1/audit?limit=20")))!["entries"]!.AsArray().Where(e => (string)e!["action"]! == "person.erase").ToArray(),
            e => e.Length > 0, "the erasure stands in the audit", show: e => $"{e.Length} entries");
        var entry = Assert.Single(entries)!;
        Assert.Equal("done", (string)entry["outcome"]!);
        var receipt = ((string)entry["detail"]!).Split(' ')[^1];
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync(server.Url($"/api/v1/persons/receipts/{receipt}"))).StatusCode);
        Assert.Equal(enrolled - 1, (await server.LiveAsync(ServerProcess.Class6A1)).Enrolled);
    }

    private static readonly System.Text.Json.JsonSerializerOptions s_relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task SendAsync(ServerProcess server)
    {
        var now = await server.NowAsync();
        await using var kiosk = await Device.ConnectAsync(server.MqttPort);
        string Place(int at) => string.Create(CultureInfo.InvariantCulture, $"\"lat\":{s_places[at]},\"lon\":{s_places[at + 1]},\"acc\":7.25");
        string Common(int id) => $"\"id\":\"{Said.Id(id)}\",\"at\":\"{Said.Text(now)}\"";
        await kiosk.PublishAsync(Scan, $"{{{Common(1)},\"card\":\"HUE0000001\",\"dir\":\"in\",{Place(0)},\"name\":\"{Name}\",\"identity\":\"{Identity}\"}}");
        await kiosk.PublishAsync(Scan, $"{{{Common(2)},\"card\":\"{Plain}\",\"dir\":\"in\",{Place(2)}}}");
        await kiosk.PublishAsync(Scan, $"{{{Common(3)},\"card\":\"HUE0000002\",\"dir\":\"{Name}\",{Place(2)}}}");
        await kiosk.PublishAsync(Scan, $"{{{Common(4)},\"card\":\"{Identity}\",{Place(2)},\"note\":\"{Name}");
        await kiosk.PublishAsync(Said.Roll6A1, Said.Roll(5, Name, "absent", now));
        await kiosk.PublishAsync(Said.Roll6A1, Said.Roll(6, Plain, "absent", now));
        await kiosk.PublishAsync($"edudx/v1/thcs-phu-xuan-1/kiosk/{Plain}/scan", Said.Scan(7, "HUE0000003", now));
        await kiosk.PublishAsync($"edudx/v1/{Name}/kiosk/k1/scan", Said.Scan(8, "HUE0000003", now));
        Assert.True((await server.CountersAsync()).Rejected >= 7, "the doors took what they should have rejected");
        // They were kept as they came, and who may look at rejected events sees them: what is searched for can be found.
        Assert.Contains((await server.RejectedAsync()).Items, i => i.Payload.Contains(Name, StringComparison.Ordinal));
        await server.Http.GetAsync(server.Url($"/api/v1/live/attendance?scope={Uri.EscapeDataString(Name)}"));
        await server.Http.GetAsync(server.Url($"/{Plain}/{Uri.EscapeDataString(Name)}"));
    }

    private static async Task ImportAsync(ServerProcess server, SeededCity city, StringBuilder seen)
    {
        foreach (var (apply, text) in new[] { (false, city.Pupils), (true, city.Pupils.Replace("2014-01-15", "2014-01-16", StringComparison.Ordinal)), (true, city.Pupils.Replace(Identity, Identity + "#", StringComparison.Ordinal)) })
        {
            using var form = new MultipartFormDataContent { { new StringContent(text), "pupils", "pupils.csv" } };
            using var answer = await server.Http.PostAsync(server.Url($"/api/v1/registry/import?apply={apply}"), form);
            seen.Append(await answer.Content.ReadAsStringAsync());
        }
    }

    private static async Task AskAsync(ServerProcess server)
    {
        await SignInAsync(server);
        await GrantAsync(server);
        Assert.Equal(Name, (string)(await PostAsync(server, "lookup", "safety")).Body!["name"]!);
    }

    private static async Task WatchAsync(ServerProcess server, StringBuilder seen)
    {
        foreach (var view in new[] { "overview", "attendance", "staff", "devices", "care", "rooms", "alarms", "status", "system" })
        {
            foreach (var scope in new[] { "hue", "phu-xuan", "thcs-phu-xuan-1", ServerProcess.Class6A1 })
            {
                seen.Append(await (await server.Http.GetAsync(server.Url($"/api/v1/live/{view}?scope={scope}"))).Content.ReadAsStringAsync());
            }
        }
        foreach (var path in new[] { "/metrics", "/api/v1/tree", "/api/v1/counters", "/api/v1/alarms?state=all", "/api/v1/audit?limit=1000", "/api/v1/history/scans?scope=hue&from=2026-11-23&to=2026-11-24&bucket=1h" })
        {
            using var answer = await server.Http.GetAsync(server.Url(path));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            seen.Append(Regex.Unescape(Regex.Replace(await answer.Content.ReadAsStringAsync(), @"\\(?!u[0-9a-fA-F]{4})", "/")));
        }
    }

    private static async Task SignInAsync(ServerProcess server)
    {
        var code = Regex.Match(server.Output.ToString(), @"sign-in#link=(\S+)").Groups[1].Value;
        using var answer = await server.Http.PostAsJsonAsync(server.Url("/api/v1/access/link"), new { code });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    // Who a child is is in no role unless a grant names it.
    private static async Task<HttpStatusCode> GrantAsync(ServerProcess server)
    {
        var people = await server.Http.GetFromJsonAsync<JsonNode>(server.Url("/api/v1/access/people"));
        using var answer = await server.Http.PostAsJsonAsync(server.Url($"/api/v1/access/people/{people!["people"]![0]!["id"]}/grants"), new { role = "Administrator", node = "*", classes = new[] { "Persons" } });
        return answer.StatusCode;
    }

    private static async Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(ServerProcess server, string what, string purpose, string reference = "SO-12/2026", string person = Person, string? name = null)
    {
        using var answer = await server.Http.PostAsJsonAsync(server.Url($"/api/v1/persons/{what}"), new { person, purpose, reference, name });
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    private static void AssertFilesFree(string folder)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, f => f.EndsWith("registry.sqlite", StringComparison.Ordinal));
        Assert.Contains(files, f => f.EndsWith("history.duckdb", StringComparison.Ordinal));
        foreach (var file in files) AssertFree(file, File.ReadAllBytes(file));
    }

    // The store may pack what it writes: its records are looked at as they are read.
    private static void AssertLogFree(string data)
    {
        using var log = EventLog.Open(new EventLogOptions { Folder = Path.Combine(data, "log") }, TimeProvider.System);
        var records = 0;
        foreach (var stream in Enum.GetValues<LogStream>())
        {
            foreach (var batch in log.From(stream, log.FirstOffset(stream)))
            {
                foreach (var bytes in batch)
                {
                    AssertFree($"the log's {stream}", bytes);
                    records++;
                }
            }
        }
        Assert.True(records >= 8, $"{records} records");
    }

    private static void AssertFree(string where, ReadOnlySpan<byte> bytes)
    {
        foreach (var text in new[] { Name, Name.Normalize(NormalizationForm.FormD), "Hoàng Yến", "Ho\\u00E0ng Y", "Ho\\u00e0ng Y", Plain, Identity })
        {
            Assert.True(bytes.IndexOf(Encoding.UTF8.GetBytes(text)) < 0, $"'{text}' stands in {where}");
            Assert.True(bytes.IndexOf(Encoding.Unicode.GetBytes(text)) < 0, $"'{text}' stands in {where} as UTF-16");
        }
        foreach (var place in s_places)
        {
            var text = place.ToString("0.#####", CultureInfo.InvariantCulture);
            Assert.True(bytes.IndexOf(Encoding.UTF8.GetBytes(text[..8])) < 0, $"{text} stands in {where}");
            Assert.True(bytes.IndexOf(BitConverter.GetBytes(place)) < 0, $"{text} stands in {where} as a number");
            Assert.True(bytes.IndexOf(BitConverter.GetBytes((float)place)) < 0, $"{text} stands in {where} as a short number");
        }
    }

    /// <summary>The small city with a child who can be mistaken for nobody.</summary>
    private sealed class SeededCity : IDisposable
    {
        public SeededCity()
        {
            foreach (var file in Directory.GetFiles(Repo.SmallCity, "*.csv")) File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
            var lines = File.ReadAllLines(Path.Combine(Folder, "pupils.csv"));
            Pupils = $"{lines[0]},identity\n{lines[1].Replace("Học sinh 1,", Name + ",", StringComparison.Ordinal)},{Identity}\n" + string.Concat(lines[2..].Select(l => l + ",\n"));
            Assert.Contains(Name, Pupils, StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(Folder, "pupils.csv"), Pupils);
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("edudx-canary-").FullName;

        public string Pupils { get; }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
