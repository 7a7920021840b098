using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Care;

/// <summary>Kindergarten care on the real server, from MQTT to the live API, history, alarms and evidence. The clock begins a quarter of an hour before lunch.</summary>
[Collection(Alone.Name)]
public sealed class CareTests
{
    private const string School = "edudx/v1/mn-vy-da";
    private const int Children = 8;

    [Fact]
    public async Task A_kitchens_day_is_in_the_live_figures_at_every_level_in_history_and_in_alarms_also_after_kill_9()
    {
        await using var server = await StartedAsync();
        await DayAsync(server);
        await server.DrainedAsync();
        foreach (var scope in new[] { "hue", "vy-da", "mn-vy-da", "mn-vy-da.c1" })
        {
            var frame = await LiveAsync(server, scope, f => f.Cooked == 5 && f.Present == Children);
            Assert.Equal((1, 0, Children, 1, 1), (frame.Kindergartens, frame.Closed, frame.Children, frame.Kitchens, frame.KitchensCooked));
            Assert.Equal((8, 7, 3, 0, 1250L, 412.5), (frame.Served, frame.Eaten, frame.PortionsShort, frame.PortionsOver, frame.WastedG, frame.Kcal));
            Assert.Equal((2, 1, 1, 0), (frame.StepsDue, frame.StepsDone, frame.StepsMissed, frame.StepsFailed));
            Assert.Equal((1, 1, 0, 0), (frame.Samples, frame.SamplesEarly, frame.SamplesMissing, frame.LateMeals));
            Assert.Equal((1, 2, 1), (frame.Asleep, frame.Slept, frame.Groups));
            // One slept for half an hour, the other sleeps since 10:29; figures move with the minute.
            Assert.InRange(frame.SleepMinutes, 29 + (long)(frame.AsOf - Said.At("2026-11-23T10:29")).TotalMinutes, 30 + (long)(frame.AsOf - Said.At("2026-11-23T10:29")).TotalMinutes);
            Assert.Equal(("critical", "morning", "10:45"), (frame.Level, frame.Phase, frame.LunchAt));
            Assert.Equal(["short", "sampleEarly", "stepMissed"], Assert.Single(frame.KitchenList).Problems);
        }
        Assert.Equal(["vy-da"], (await LiveAsync(server, "hue")).Nodes.Select(n => n.Id));
        Assert.Equal(["mn-vy-da.la1"], (await LiveAsync(server, "mn-vy-da")).Nodes.Select(n => n.Id));
        var own = await LiveAsync(server, "mn-vy-da.la1");
        Assert.Equal((8, 7, 0, 0), (own.Served, own.Eaten, own.Kitchens, own.Cooked));
        Assert.Equal((8, 412.5), (Assert.Single(own.ClassList).Served, own.ClassList[0].Kcal));
        Assert.Equal(0, (await LiveAsync(server, "phu-xuan")).Kindergartens);

        await AlarmsAsync(server, "portions-short", "sample-early", "step-missed");
        await HistoryAsync(server, cooked: 5);
        await server.KillAsync();
        await server.StartAsync();
        Assert.Equal(3, (await LiveAsync(server, "mn-vy-da", f => f.Present == Children)).PortionsShort);

        // The kitchen cooks the rest while there is time: the alarm goes by itself, the others stay as they were.
        await SendAsync(server, "kitchen/c1/cook", 60, "10:29", """ "meal":"lunch","cooked":8 """);
        await AlarmsAsync(server, "sample-early", "step-missed");
        Assert.Equal(3, (await server.Http.GetFromJsonAsync("/api/v1/alarms?state=all", ContractJson.Default.AlarmsAnswer))!.Total);
        await HistoryAsync(server, cooked: 8);
    }

    [Fact]
    public async Task The_evidence_of_a_kitchens_day_verifies_offline_until_a_byte_is_changed()
    {
        await using var server = await StartedAsync();
        // Twice, as over a bad line: each event is evidence once.
        await DayAsync(server);
        await DayAsync(server);
        await server.DrainedAsync();
        using var answer = await server.Http.GetAsync(server.Url("/api/v1/care/evidence?school=mn-vy-da&kitchen=c1&day=2026-11-23"));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(answer.IsSuccessStatusCode, Encoding.UTF8.GetString(bytes));
        var lines = Encoding.UTF8.GetString(bytes).TrimEnd('\n').Split('\n').Select(l => JsonNode.Parse(l)!).ToArray();
        Assert.Equal(["evidence", "cook", "cook", "check", "sample", "telemetry", "meal", "sample", "end"], lines.Select(l => (string?)l["type"]));
        Assert.Equal((7, (string?)lines[^2]["hash"]), ((int)lines[^1]["count"]!, (string?)lines[^1]["head"]));
        Assert.Equal((string?)lines[^1]["hash"], answer.Headers.GetValues("X-Evidence-Head").Single());
        Assert.Equal(("mn-vy-da.c1", 5, "s-0000005"), ((string?)lines[1]["source"], (int)lines[1]["cooked"]!, (string?)lines[3]["by"]));
        Assert.Equal(4.5, (double)lines[5]["metrics"]!["temp_c"]!);

        var file = Path.Combine(server.Data, "evidence.jsonl");
        await File.WriteAllBytesAsync(file, bytes);
        var (code, output) = await Tool.RunAsync("dotnet", [Repo.ServerDll, "verify-evidence", file]);
        Assert.True(code == 0 && output.Contains("7 events", StringComparison.Ordinal), output);
        bytes[bytes.AsSpan().IndexOf("\"cooked\":5"u8) + 9] = (byte)'9';
        await File.WriteAllBytesAsync(file, bytes);
        (code, output) = await Tool.RunAsync("dotnet", [Repo.ServerDll, "verify-evidence", file]);
        Assert.True(code == 1 && output.Contains("line 2", StringComparison.Ordinal), output);
        Assert.Equal(2, (await Tool.RunAsync("dotnet", [Repo.ServerDll, "verify-evidence", file + ".none"])).Code);

        foreach (var (query, status) in new[] { ("school=mn-vy-da&kitchen=c9&day=2026-11-23", HttpStatusCode.NotFound), ("school=none&kitchen=c1&day=2026-11-23", HttpStatusCode.NotFound), ("school=mn-vy-da&kitchen=c1&day=today", HttpStatusCode.BadRequest) })
        {
            using var refused = await server.Http.GetAsync(server.Url($"/api/v1/care/evidence?{query}"));
            Assert.Equal(status, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Other_norms_are_in_force_at_once_and_bad_ones_never()
    {
        await using var server = await StartedAsync();
        await DayAsync(server);
        await LiveAsync(server, "mn-vy-da", f => f.SamplesEarly == 1 && f.Cooked == 5);
        var norms = JsonNode.Parse(await server.Http.GetStringAsync(server.Url("/api/v1/norms")))!;
        norms["foodSafety"]!["sampleFromPortions"] = 5;
        norms["foodSafety"]!["stepDeadlines"]![1] = "10:44";
        using var good = await server.Http.PutAsync(server.Url("/api/v1/norms"), new StringContent(norms.ToJsonString()));
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        var frame = await LiveAsync(server, "mn-vy-da", f => f.SamplesMissing == 1);
        Assert.Equal((1, 0), (frame.StepsDue, frame.StepsMissed));
        Assert.Equal("10:44", frame.KitchenList[0].Steps[1].Deadline);
        norms["energy"] = null;
        using var bad = await server.Http.PutAsync(server.Url("/api/v1/norms"), new StringContent(norms.ToJsonString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        Assert.Contains("energy", await bad.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await server.KillAsync();
        await server.StartAsync();
        Assert.Equal(1, (await LiveAsync(server, "mn-vy-da", f => f.Cooked == 5)).SamplesMissing);
    }

    // The rules that ship, without their delays.
    private static async Task<ServerProcess> StartedAsync()
    {
        var server = new ServerProcess("--Ops:Clock:Start=2026-11-23T10:30", "--Ops:History:FigureSeconds=1");
        var rules = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repo.Root, "src/EduDx.Live/Alarms/default-rules.json")))!;
        string[] used = ["portions-short", "step-missed", "step-failed", "sample-missing", "sample-early", "allergy-risk", "late-meal"];
        rules["rules"] = new JsonArray([.. rules["rules"]!.AsArray().Where(r => used.Contains(r!["id"]!.GetValue<string>())).Select(r => r!.DeepClone())]);
        foreach (var rule in rules["rules"]!.AsArray()) (rule!["forSeconds"], rule["clearSeconds"]) = (1, 1);
        Directory.CreateDirectory(server.Data);
        await File.WriteAllTextAsync(Path.Combine(server.Data, "rules.json"), rules.ToJsonString());
        await server.StartAsync();
        return server;
    }

    private static async Task DayAsync(ServerProcess server)
    {
        for (var child = 1; child <= Children; child++)
        {
            await SendAsync(server, "kiosk/k1/scan", child, "06:50", $""" "card":"HUE{16 + child:0000000}","dir":"in" """);
        }
        await SendAsync(server, "kitchen/c1/cook", 20, "09:40", """ "meal":"lunch","cooked":5,"menu":["com","ca-kho"] """);
        await SendAsync(server, "kitchen/c1/cook", 21, "10:25", """ "meal":"lunch","wasted_kg":1.25 """);
        await SendAsync(server, "kitchen/c1/check", 22, "08:10", """ "step":1,"ok":true,"by":"s-0000005" """);
        await SendAsync(server, "kitchen/c1/sample", 23, "10:20", """ "dish":"com","meal":"lunch","portions":5,"state":"taken","fridge":"fridge-1" """);
        await SendAsync(server, "device/fridge-1/telemetry", 24, "10:21", """ "metrics":{"temp_c":4.5} """);
        await SendAsync(server, "class/la1/meal", 25, "10:26", """ "meal":"lunch","served":8,"kcal":412.5,"intake_pct":90 """);
        await SendAsync(server, "kitchen/c1/sample", 26, "10:27", """ "dish":"com","meal":"lunch","state":"discarded" """);
        await SendAsync(server, "class/la1/nap", 27, "09:30", """ "child":"p-0000017","state":"asleep" """);
        await SendAsync(server, "class/la1/nap", 28, "10:00", """ "child":"p-0000017","state":"awake" """);
        await SendAsync(server, "class/la1/nap", 29, "10:29", """ "child":"p-0000018","state":"asleep" """);
    }

    private static async Task SendAsync(ServerProcess server, string topic, int id, string time, string fields)
    {
        await using var device = await Device.ConnectAsync(server.MqttPort);
        var reply = await device.PublishAsync($"{School}/{topic}", $$"""{"id":"{{Said.Id(id)}}","at":"{{Said.Text(Said.At($"2026-11-23T{time}"))}}",{{fields}}}""");
        Assert.True(reply.IsSuccess && reply.ReasonString is null or "", $"{topic}: {reply.ReasonString}");
    }

    private static Task<CareFrame> LiveAsync(ServerProcess server, string scope, Func<CareFrame, bool>? enough = null) => Until.Async(
        async () => (await server.Http.GetFromJsonAsync($"/api/v1/live/care?scope={scope}", ContractJson.Readable.CareFrame))!,
        enough ?? (_ => true), $"the care of {scope}", TimeSpan.FromSeconds(10), f => $"{f.Cooked} cooked, {f.Present} there, {f.SamplesMissing} samples missing");

    private static Task AlarmsAsync(ServerProcess server, params string[] rules) => Until.Async(
        async () => (await server.Http.GetFromJsonAsync("/api/v1/alarms?scope=mn-vy-da", ContractJson.Default.AlarmsAnswer))!.Alarms.Where(a => a.Subject == "mn-vy-da").Select(a => a.Rule).Order().ToArray(),
        open => open.SequenceEqual(rules), $"open alarms are {string.Join(", ", rules)}", show: open => string.Join(", ", open));

    private static async Task HistoryAsync(ServerProcess server, int cooked)
    {
        await Until.Async(() => RowAsync(server, "kitchens", "mn-vy-da.c1"), r => r?["cooked"] == cooked, $"history has {cooked} cooked", TimeSpan.FromSeconds(15), r => r is null ? "no row" : $"{r["cooked"]} cooked");
        Assert.Equal(Values(("cooked", cooked), ("wastedG", 1250), ("stepsDone", 1), ("stepsMissed", 1), ("stepsFailed", 0), ("samples", 1), ("samplesEarly", 1), ("lateMeals", 0)), await RowAsync(server, "kitchens", "mn-vy-da.c1"));
        Assert.Equal(Values(("served", 8), ("eaten", 7), ("kcal", 3300), ("proteinG", 0), ("lipidG", 0), ("glucidG", 0)), await RowAsync(server, "meals", "mn-vy-da.la1"));
        var sleep = (await RowAsync(server, "sleep", "mn-vy-da.la1"))!;
        Assert.Equal((2L, 0L), (sleep["slept"], sleep["implausible"]));
        Assert.InRange(sleep["minutes"], 30, 45);
        Assert.Equal(3300, (await server.HistoryAsync("meals", "hue", "&bucket=1d&by=commune")).Rows.Single(r => r.Node == "vy-da").Values["kcal"]);
    }

    private static async Task<Dictionary<string, long>?> RowAsync(ServerProcess server, string series, string node) =>
        (await server.HistoryAsync(series, "mn-vy-da", "&bucket=1d&by=source")).Rows.SingleOrDefault(r => r.Node == node)?.Values;

    private static Dictionary<string, long> Values(params (string Name, long Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value);
}
