using EduDx.Contracts.Frames;
using EduDx.Live.City;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Clock;
using EduDx.Ops.Hub;
using EduDx.Registry;

namespace EduDx.Ops.Api;

/// <summary>The live figures, the tree, the clock and the counters.</summary>
internal static class LiveApi
{
    public static void MapLiveApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/live/{view}", LiveAsync).NeedsSomewhere(AccessAction.Watch, DataClass.None).WithSummary("The same figures as the wall").Produces<AttendanceFrame>();
        routes.MapGet("/api/v1/tree", TreeAsync).NeedsSomewhere(AccessAction.Read, DataClass.Structure).WithSummary("The organisation tree, as of a day").Produces<TreeNode>();
        routes.MapGet("/api/v1/clock", (TimeProvider time) => Results.Json(
            new ClockAnswer(time.GetUtcNow().ToOffset(LocalTime.Offset), time is SimulatedClock simulated ? simulated.Speed : 1),
            ContractJson.Readable.ClockAnswer)).ForKnown().WithSummary("The server's clock").Produces<ClockAnswer>();
        routes.MapGet("/api/v1/counters", (SystemHealth health) => Results.Json(health.Counters(), ContractJson.Readable.CountersAnswer))
            .Needs(AccessAction.Read, DataClass.System).WithSummary("received = stored + rejected + in flight, and the cursors").Produces<CountersAnswer>();
    }

    private static async Task<IResult> LiveAsync(string view, string? scope, string? day, string? session, FrameBuilder frames, TreeViews trees, Caller caller, CancellationToken cancel)
    {
        if (FrameRequest.TryParse(view, scope, day, session, out var request) is { } bad) return Problems.Bad(bad);
        if (!caller.MayWatch(request)) return caller.Refused(AccessAction.Watch, ViewClasses.OfView(view), scope);
        if (await trees.LoadAsync(scope, cancel) is { } missing) return Problems.Missing(missing);
        var frame = frames.Build(caller.Cut(request), out var problem);
        return frame is null ? Problems.Missing(problem!) : Frames.Json(frame);
    }

    private static async Task<IResult> TreeAsync(string? at, RegistryStore registry, TimeProvider time, Caller caller, CancellationToken cancel)
    {
        var day = LocalTime.DayOf(time.GetUtcNow().ToUnixTimeMilliseconds());
        if (!string.IsNullOrEmpty(at) && !DateOnly.TryParseExact(at, "yyyy-MM-dd", out day)) return Problems.Bad($"at '{at}' is not a date; write it as 2026-11-23");
        var rows = await registry.TreeAsync(day, cancel);
        var seen = Seen(rows, caller);
        if (rows.Count > 0 && seen.Count == 0) return caller.Refused(AccessAction.Read, DataClass.Structure, null);
        var children = rows.Where(r => seen.Contains(r.Id)).ToLookup(r => r.ParentId);
        return children[null].FirstOrDefault() is { } root
            ? Results.Json(Grow(root, children), ContractJson.Readable.TreeNode)
            : Problems.Missing("the registry is empty: import the CSV files of the city (docs/import.md)");
    }

    // The nodes that they may read, and those above them. By the tree of that day: a school may have stood elsewhere.
    private static HashSet<string> Seen(IReadOnlyList<TreeRow> rows, Caller caller)
    {
        var principal = caller.Principal;
        var paths = new Dictionary<string, string[]>(rows.Count, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        // Parents come before children.
        foreach (var row in rows)
        {
            var path = paths[row.Id] = [.. row.ParentId is null ? [] : paths[row.ParentId], row.Id];
            if (AccessRules.May(principal, AccessAction.Read, DataClass.Structure, path)) seen.UnionWith(path);
        }
        return seen;
    }

    private static TreeNode Grow(TreeRow row, ILookup<string?, TreeRow> children) => new()
    {
        Id = row.Id,
        Kind = NodeFigures.Word(row.Kind),
        Name = row.Name,
        Level = row.Level.Length == 0 ? null : row.Level,
        Children = [.. children[row.Id].OrderBy(c => c.Id, StringComparer.Ordinal).Select(c => Grow(c, children))],
    };
}
