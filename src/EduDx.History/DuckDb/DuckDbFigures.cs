using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using EduDx.Live.City;
using EduDx.Live.Figures;

namespace EduDx.History.DuckDb;

/// <summary>Replaces and sums figures. Every value in the text is an integer or a series' own name, so nothing is quoted by hand.</summary>
internal static class DuckDbFigures
{
    /// <summary>Replaces rows inside a transaction that the caller owns.</summary>
    public static void Replace(DuckDBConnection connection, List<FigureRow> rows)
    {
        var (first, last) = (long.MaxValue, long.MinValue);
        using (var appender = connection.CreateAppender("temp", "main", "incoming_figure"))
        {
            foreach (ref readonly var row in CollectionsMarshal.AsSpan(rows))
            {
                (first, last) = (Math.Min(first, row.BucketMs), Math.Max(last, row.BucketMs));
                appender.AppendRow(row, Append);
            }
        }
        // The range of buckets lets the delete skip the row groups of every other day.
        DuckDbSchema.Execute(connection, $"""
            delete from figure using incoming_figure i
            where figure.bucket between {first} and {last} and figure.bucket = i.bucket
              and figure.subject = i.subject and figure.kind = i.kind and figure.series = i.series
            """);
        DuckDbSchema.Execute(connection, "insert into figure from incoming_figure");
        DuckDbSchema.Execute(connection, "delete from incoming_figure");
    }

    private static void Append(IDuckDBAppenderRow line, FigureRow row)
    {
        line.AppendValue(row.Series.Name).AppendValue((long?)row.BucketMs).AppendValue((byte?)row.SubjectKind).AppendValue((int?)row.Subject)
            .AppendValue((int?)row.Commune).AppendValue((int?)row.School);
        for (var i = 0; i < FigureSeries.MaxColumns; i++) line.AppendValue((long?)(i < row.Values.Length ? row.Values[i] : 0));
    }

    /// <summary>Runs a query. A bucket in which nothing was counted is left out.</summary>
    public static List<FigureSum> Query(DuckDBCommand command, FigureQuery query)
    {
        var columns = query.Series.Columns.Length;
        var sums = string.Join(", ", Enumerable.Range(0, columns).Select(i => $"sum(v{i})::bigint"));
        var (kind, key) = query.By switch
        {
            FigureBy.Commune => ("0", "commune"),
            FigureBy.School => ("0", "school"),
            FigureBy.Source => ("kind", "subject"),
            _ => ("0", query.Level == NodeKind.City ? "0" : $"{query.NodeKey}"),
        };
        var filter = query.Level switch { NodeKind.Commune => $" and commune = {query.NodeKey}", NodeKind.School => $" and school = {query.NodeKey}", _ => "" };
        command.CommandText = $"""
            select {DuckDbSeriesSql.BucketOf(query.Bucket, "bucket")} as b, {kind} as k, {key} as n, {sums}
            from figure where series = '{query.Series.Name}' and bucket >= {query.FromMs} and bucket < {query.ToMs}{filter}
            group by b, k, n order by b, k, n
            """;
        using var reader = command.ExecuteReader();
        var rows = new List<FigureSum>();
        while (reader.Read())
        {
            var values = new long[columns];
            for (var i = 0; i < columns; i++) values[i] = reader.GetInt64(3 + i);
            if (values.AsSpan().ContainsAnyExcept(0)) rows.Add(new(reader.GetInt64(0), Convert.ToByte(reader.GetValue(1), null), reader.GetInt32(2), values));
        }
        return rows;
    }
}
