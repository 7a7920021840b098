using EduDx.Contracts.Frames;
using EduDx.Live.Alarms;
using EduDx.Live.City;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Alarms;
using EduDx.Ops.Audit;
using EduDx.Ops.Hub;
using EduDx.Ops.Ingest;

namespace EduDx.Ops.Api;

/// <summary>Alarms and what people do about them; the rules, and a rule's trial on the stored past.</summary>
internal static class AlarmsApi
{
    private const int MaxMembers = 1_000;
    private const int MaxRuleBytes = 1 << 20;

    public static void MapAlarmsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/alarms", List).Needs(AccessAction.Read, DataClass.Alarms, "scope").WithSummary("Alarms: open ones, and those cleared within a day").Produces<AlarmsAnswer>();
        routes.MapGet("/api/v1/alarms/{id:long}", Detail).NeedsSomewhere(AccessAction.Read, DataClass.Alarms).WithSummary("One alarm with its history").Produces<AlarmDetail>();
        routes.MapPost("/api/v1/alarms/{id:long}/{action}", ActAsync).NeedsSomewhere(AccessAction.Act, DataClass.Alarms).Audited("alarm.{action}", "{id}").NeedsLog()
            .WithSummary("acknowledge, assign, comment, shelve, unshelve, clear or reopen").Produces<AlarmCard>();
        routes.MapGet("/api/v1/rules", (RuleStore rules) => Results.Bytes(rules.Text, "application/json")).NeedsSomewhere(AccessAction.Read, DataClass.Alarms).WithSummary("The rules in force");
        routes.MapPut("/api/v1/rules", ReplaceAsync).Needs(AccessAction.Configure, DataClass.Alarms).Audited("rules.replace", "rules").WithSummary("Puts other rules in force");
        routes.MapPost("/api/v1/rules/try", TryAsync).Needs(AccessAction.Read, DataClass.Alarms | DataClass.Devices).WithSummary("When and how often rules would have raised in the stored past").Produces<RuleTrial>();
    }

    private static IResult List(string? state, string? severity, string? scope, string? rule, string? from, string? to, int? limit, AlarmEngine engine, CityHolder holder)
    {
        var city = holder.Current;
        if (city.Nodes.Length == 0) return Problems.Missing("the registry is empty: import the CSV files of the city (docs/import.md)");
        if (state is not (null or "" or "open" or "cleared" or "all")) return Problems.Bad($"state '{state}' is not open, cleared or all");
        if (severity is not (null or "" or "warning" or "critical")) return Problems.Bad($"severity '{severity}' is not warning or critical");
        if (limit is < 1 or > 20_000) return Problems.Bad("limit is 1 to 20000");
        if (!city.NodeById.TryGetValue(scope ?? city.Nodes[0].Id, out var index)) return Problems.Missing($"the tree has no node '{scope}'; GET /api/v1/tree lists them");
        long fromMs = 0, toMs = long.MaxValue;
        if ((!string.IsNullOrEmpty(from) && !HistoryApi.TryInstant(from, out fromMs)) || (!string.IsNullOrEmpty(to) && !HistoryApi.TryInstant(to, out toMs)))
        {
            return Problems.Bad("from and to are a date (2026-11-23) or a time with offset (2026-11-23T07:00:00+07:00)");
        }
        var found = engine.Book.Alarms.Values.Where(a =>
            (state is "all" || (state is "cleared" ? !a.IsOpen : a.IsOpen))
            && (string.IsNullOrEmpty(severity) || a.Head.Severity.ToString().Equals(severity, StringComparison.OrdinalIgnoreCase))
            && (string.IsNullOrEmpty(rule) || a.Head.Rule == rule)
            && a.RaisedMs >= fromMs && a.RaisedMs < toMs
            && AlarmFrames.IsUnder(city, AlarmFrames.NodeOf(city, a), city.Nodes[index]))
            .OrderBy(a => !a.IsOpen).ThenByDescending(a => a.RaisedMs).ToArray();
        return Results.Json(new AlarmsAnswer { Total = found.Length, Alarms = [.. found.Take(limit ?? 500).Select(a => AlarmFrames.Card(city, a))] }, ContractJson.Readable.AlarmsAnswer);
    }

    // The node where the alarm stands; the city for one whose node has left the tree.
    private static string? NodeOf(CityModel city, Alarm alarm) => AlarmFrames.NodeOf(city, alarm)?.Id;

    private static IResult Detail(long id, AlarmEngine engine, CityHolder holder, Caller caller) => engine.Book.Alarms.TryGetValue(id, out var alarm)
        ? caller.Refusal(AccessAction.Read, DataClass.Alarms, NodeOf(holder.Current, alarm)) ?? Results.Json(
            new AlarmDetail
            {
                Alarm = AlarmFrames.Card(holder.Current, alarm),
                Members = [.. alarm.Members.Take(MaxMembers)],
                History = [.. alarm.History.Select(s => new AlarmEntry { At = LocalTime.At(s.AtMs), What = s.What, By = s.By, Text = s.Text })],
            },
            ContractJson.Readable.AlarmDetail)
        : Problems.Missing($"there is no alarm {id}, or it was cleared more than a day ago; GET /api/v1/history/alarms has the past");

    private static async Task<IResult> ActAsync(long id, string action, AlarmAction body, AlarmEngine engine, CityHolder holder, Caller caller, CancellationToken cancel)
    {
        if (engine.Book.Alarms.TryGetValue(id, out var before) && caller.Refusal(AccessAction.Act, DataClass.Alarms, NodeOf(holder.Current, before)) is { } refusal) return refusal;
        if (!AlarmDesk.Actions.Contains(action)) return Problems.Missing($"there is no action '{action}'; the actions are {string.Join(", ", AlarmDesk.Actions)}");
        var (alarm, problem) = await engine.ActAsync(id, action, caller.Account?.Row.Name ?? body.By, body.Text, body.Minutes, cancel);
        if (alarm is not null) return Results.Json(AlarmFrames.Card(holder.Current, alarm), ContractJson.Readable.AlarmCard);
        return problem is null
            ? Problems.Missing($"there is no alarm {id}, or it was cleared more than a day ago")
            : Results.Problem(problem, statusCode: StatusCodes.Status409Conflict, title: "not done");
    }

    private static async Task<IResult> ReplaceAsync(HttpRequest request, RuleStore rules, CancellationToken cancel)
    {
        if (await BodyAsync(request, cancel) is not { } body) return Problems.Bad($"the rules have more than {MaxRuleBytes} bytes");
        var errors = rules.Replace(body);
        return errors.Count == 0 ? Results.Ok(new { rules = rules.Current.Rules.Length }) : Bad(errors);
    }

    private static async Task<IResult> TryAsync(HttpRequest request, string? from, string? to, RuleTrialRunner trials, TimeProvider time, CancellationToken cancel)
    {
        if (await BodyAsync(request, cancel) is not { } body) return Problems.Bad($"the rules have more than {MaxRuleBytes} bytes");
        var rules = RuleJson.Parse(body, out var errors);
        if (errors.Count > 0) return Bad(errors);
        if (rules.Rules.Any(r => r.On != RuleSubject.Device)) return Problems.Bad("a rule about a node's figures cannot be tried on the log: ask for the figures with GET /api/v1/history/attendance");
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var (fromMs, toMs) = (now - LocalTime.DayMs, now);
        if ((!string.IsNullOrEmpty(from) && !HistoryApi.TryInstant(from, out fromMs)) || (!string.IsNullOrEmpty(to) && !HistoryApi.TryInstant(to, out toMs)) || toMs <= fromMs)
        {
            return Problems.Bad("from and to are a date (2026-11-23) or a time with offset, from before to");
        }
        return Results.Json(await trials.RunAsync(rules, fromMs, Math.Min(toMs, now), cancel), ContractJson.Readable.RuleTrial);
    }

    private static IResult Bad(IReadOnlyList<string> errors) =>
        Results.Problem(string.Join('\n', errors.Take(50)), statusCode: StatusCodes.Status422UnprocessableEntity, title: $"{errors.Count} mistakes in the rules");

    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken cancel)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (memory.Length + read > MaxRuleBytes) return null;
            memory.Write(buffer, 0, read);
        }
        return memory.ToArray();
    }
}
