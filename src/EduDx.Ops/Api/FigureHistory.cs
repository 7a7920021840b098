using System.Globalization;
using EduDx.Contracts.Frames;
using EduDx.History;
using EduDx.Live.City;
using EduDx.Live.Figures;
using EduDx.Ops.Hub;
using EduDx.Ops.Pipeline;

namespace EduDx.Ops.Api;

/// <summary>What was asked of a series of figures, already checked but for <paramref name="By"/>.</summary>
internal sealed record FigureAsked(FigureSeries Series, CityModel City, Node Scope, string? By, long FromMs, long ToMs, Bucket Bucket, string BucketWord);

/// <summary>History of devices, rooms, alarms and kindergarten care.</summary>
internal static class FigureHistory
{
    public static async Task<IResult> QueryAsync(FigureAsked asked, IHistoryStore store, HistoryFeed feed, IReadOnlyDictionary<string, (string Id, string Name)>? groups, TimeProvider time, CancellationToken cancel)
    {
        FigureBy? by = asked.By switch { null or "" => FigureBy.Node, "commune" => FigureBy.Commune, "school" => FigureBy.School, "source" => FigureBy.Source, _ => null };
        if (by is not { } rowsOf) return Problems.Bad($"by '{asked.By}' is not one of commune, school, source");
        if (asked.Scope.Kind > NodeKind.School) return Problems.Bad($"{asked.Series.Name} are kept by source, school, commune and city; ask for the school by=source");
        try
        {
            var rows = await store.QueryFiguresAsync(new FigureQuery(asked.Series, asked.Scope.Kind, asked.Scope.Key, rowsOf, asked.FromMs, asked.ToMs, asked.Bucket), cancel);
            var names = rowsOf == FigureBy.Source ? Names(asked.City) : [];
            return Results.Json(
                HistoryApi.Along(new HistoryAnswer
                {
                    Series = asked.Series.Name,
                    Scope = asked.Scope.Id,
                    Bucket = asked.BucketWord,
                    Offset = feed.FiguresThrough,
                    AsOf = time.GetUtcNow().ToOffset(LocalTime.Offset),
                    Rows = [.. rows.Select(r => new HistoryRow { At = LocalTime.At(r.BucketMs), Node = NameOf(asked, rowsOf, r, names), Values = Values(asked.Series, r.Values) })],
                }, groups),
                ContractJson.Readable.HistoryAnswer);
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

    private static string NameOf(FigureAsked asked, FigureBy by, in FigureSum row, Dictionary<(byte, int), string> names)
    {
        if (by == FigureBy.Node) return asked.Scope.Id;
        if (by == FigureBy.Source && names.TryGetValue((row.SubjectKind, row.Key), out var name)) return name;
        if (row.SubjectKind == 0 && asked.City.NodeByKey.TryGetValue(row.Key, out var at)) return asked.City.Nodes[at].Id;
        // What stands above the level that was asked for has no node there.
        return row.Key == 0 ? asked.Scope.Id : string.Create(CultureInfo.InvariantCulture, $"key-{row.SubjectKind}-{row.Key}");
    }

    private static Dictionary<(byte, int), string> Names(CityModel city)
    {
        var names = new Dictionary<(byte, int), string>();
        foreach (var school in city.Schools)
        {
            foreach (var device in school.Devices) names[((byte)device.Kind, device.Key)] = DeviceFrames.IdOf(school, device);
        }
        return names;
    }

    private static Dictionary<string, long> Values(FigureSeries series, long[] values)
    {
        var named = new Dictionary<string, long>();
        for (var i = 0; i < values.Length; i++) named[series.Columns[i]] = values[i];
        return named;
    }
}
