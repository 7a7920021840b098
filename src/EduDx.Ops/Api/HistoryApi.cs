using System.Globalization;
using EduDx.Contracts.Frames;
using EduDx.History;
using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Figures;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Hub;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;

namespace EduDx.Ops.Api;

/// <summary>Time series from the store, in calendar buckets of Asia/Ho_Chi_Minh.</summary>
internal static class HistoryApi
{
    private const int MaxDays = 800;

    public static void MapHistoryApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/history/{series}", QueryAsync).NeedsSomewhere(AccessAction.Read, DataClass.None).WithSummary("A time series of a node, or of the nodes below it").Produces<HistoryAnswer>();

    private static async Task<IResult> QueryAsync(
        string series, string? scope, string? from, string? to, string? bucket, string? by, string? audience, string? session,
        CityHolder holder, IHistoryStore store, HistoryFeed feed, TreeViews trees, TimeProvider time, Caller caller, CancellationToken cancel)
    {
        if (caller.Refusal(AccessAction.Read, ViewClasses.OfSeries(series.ToLowerInvariant(), audience), scope) is { } refusal) return refusal;
        var city = holder.Current;
        // by=@district and by=@2025-06-30: the schools' rows, summed along the branches of that tree.
        var tree = TreeViews.WordOf(by);
        if (await trees.LoadAsync(by, cancel) is { } missing) return Problems.Missing(missing);
        if (tree.Length > 0) by = "school";
        if (city.Nodes.Length == 0) return Problems.Missing("the registry is empty: import the CSV files of the city (docs/import.md)");
        var figures = Array.Find(FigureSeries.All, f => f.Name == series);
        if (!TrySeries(series, out var what) && figures is null) return Problems.Missing($"there is no series '{series}'; the series are scans, attendance, {string.Join(", ", FigureSeries.All.Select(f => f.Name))}");
        if (!city.NodeById.TryGetValue(scope ?? city.Nodes[0].Id, out var index)) return Problems.Missing($"the tree has no node '{scope}'; GET /api/v1/tree lists them");
        if (!TryBucket(bucket ?? "1d", out var width)) return Problems.Bad($"bucket '{bucket}' is not one of 1m 5m 10m 15m 30m 1h 2h 3h 4h 6h 12h 1d 1w 1mo");
        if (!TryInstant(from, out var fromMs) || !TryInstant(to, out var toMs)) return Problems.Bad("from and to are needed, as a date (2026-11-23) or a time with offset (2026-11-23T07:00:00+07:00)");
        if (toMs <= fromMs || toMs - fromMs > MaxDays * LocalTime.DayMs) return Problems.Bad($"to must be after from, and at most {MaxDays} days after it");
        if (figures is not null) return await FigureHistory.QueryAsync(new FigureAsked(figures, city, city.Nodes[index], by, fromMs, toMs, width, bucket ?? "1d"), store, feed, trees.GroupsOf(tree), time, cancel);
        if (!TryLevel(by, out var level)) return Problems.Bad($"by '{by}' is not one of commune, school, class, or @ with a grouping or a day: @district, @2025-06-30");
        if (audience is not (null or "" or "pupils" or "staff")) return Problems.Bad($"audience '{audience}' is not pupils or staff");
        if (session is not (null or "" or "morning" or "afternoon")) return Problems.Bad($"session '{session}' is not morning or afternoon");
        var node = city.Nodes[index];
        if (node.Kind == NodeKind.Campus) return Problems.Bad("history is kept by class, school, commune and city; ask for the school by=class");
        SessionKind[] sessions = session switch
        {
            "morning" => [SessionKind.Morning, SessionKind.Day],
            "afternoon" => [SessionKind.Afternoon, SessionKind.Day],
            _ => [],
        };
        bool? staff = audience switch { "pupils" => false, "staff" => true, _ => null };
        try
        {
            var rows = await store.QueryAsync(new SeriesQuery(what, node.Kind, node.Key, level, fromMs, toMs, width, staff, sessions), cancel);
            var answer = Answer(series, node, bucket ?? "1d", rows, city, level, feed, time);
            return Results.Json(Along(answer, trees.GroupsOf(tree)), ContractJson.Readable.HistoryAnswer);
        }
        catch (HistoryUnavailableException e)
        {
            return Problems.Later($"the history store does not answer: {e.Message}. Live figures are not concerned; ask again later");
        }
        catch (ArgumentException e)
        {
            return Problems.Bad(e.Message);
        }
    }

    private static HistoryAnswer Answer(string series, Node scope, string bucket, IReadOnlyList<SeriesRow> rows, CityModel city, NodeKind? by, HistoryFeed feed, TimeProvider time) => new()
    {
        Series = series,
        Scope = scope.Id,
        Bucket = bucket,
        Offset = feed.Cursor,
        AsOf = time.GetUtcNow().ToOffset(LocalTime.Offset),
        Rows = [.. rows.Select(r => new HistoryRow
        {
            At = LocalTime.At(r.BucketMs),
            Node = by is null ? scope.Id : city.NodeByKey.TryGetValue(r.NodeKey, out var at) ? city.Nodes[at].Id : $"key-{r.NodeKey.ToString(CultureInfo.InvariantCulture)}",
            Values = series == "scans" ? new() { ["scans"] = r.Counts.Scans } : Values(r.Counts),
        })],
    };

    /// <summary>Rows of schools, summed by their groups; the same answer without groups.</summary>
    internal static HistoryAnswer Along(HistoryAnswer answer, IReadOnlyDictionary<string, (string Id, string Name)>? groups) => groups is null ? answer : answer with
    {
        Rows = [.. from row in answer.Rows
                   group row by (row.At, Group: groups.TryGetValue(row.Node, out var of) ? of.Id : TreeViews.Others) into rows
                   orderby rows.Key.At, rows.Key.Group
                   select new HistoryRow
                   {
                       At = rows.Key.At,
                       Node = rows.Key.Group,
                       Values = rows.SelectMany(r => r.Values).GroupBy(v => v.Key).ToDictionary(v => v.Key, v => v.Sum(x => x.Value)),
                   }],
    };

    private static Dictionary<string, long> Values(in StateCounts c) => new()
    {
        ["enrolled"] = c.Enrolled,
        ["present"] = c.Present,
        ["late"] = c.Late,
        ["leftEarly"] = c.LeftEarly,
        ["absent"] = c.Absent,
        ["excused"] = c.Excused,
        ["unknown"] = c.Unknown,
        ["expected"] = c.Expected,
        ["off"] = c.Off,
        ["scans"] = c.Scans,
        ["conflicts"] = c.Conflicts,
    };

    private static bool TrySeries(string word, out Series series) =>
        Enum.TryParse(word, ignoreCase: true, out series) && word.Equals(series.ToString(), StringComparison.OrdinalIgnoreCase);

    private static bool TryBucket(string word, out Bucket bucket)
    {
        var unit = word.AsSpan().TrimStart("0123456789");
        bucket = default;
        if (!int.TryParse(word.AsSpan(0, word.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1) return false;
        BucketUnit? parsed = unit switch { "m" => BucketUnit.Minute, "h" => BucketUnit.Hour, "d" => BucketUnit.Day, "w" => BucketUnit.Week, "mo" => BucketUnit.Month, _ => null };
        if (parsed is not { } known) return false;
        bucket = new Bucket(count, known);
        return known switch { BucketUnit.Minute => 1440 % count == 0, BucketUnit.Hour => 24 % count == 0, _ => count == 1 };
    }

    private static bool TryLevel(string? word, out NodeKind? level)
    {
        level = word switch { "commune" => NodeKind.Commune, "school" => NodeKind.School, "class" => NodeKind.Class, _ => null };
        return level is not null || string.IsNullOrEmpty(word);
    }

    internal static bool TryInstant(string? text, out long ms)
    {
        ms = 0;
        if (string.IsNullOrEmpty(text)) return false;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day))
        {
            ms = LocalTime.StartMs(day);
            return true;
        }
        // A plus sign in an address arrives as a space.
        if (text.Length < 17 || !DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return false;
        ms = at.ToUnixTimeMilliseconds();
        return true;
    }
}
