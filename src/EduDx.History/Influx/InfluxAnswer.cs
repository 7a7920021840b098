using System.Globalization;
using System.Text.Json;

namespace EduDx.History.Influx;

/// <summary>One row of an InfluxQL answer, whichever series it stands in.</summary>
/// <param name="Tags">Tags of the GROUP BY; undefined when there are none.</param>
/// <param name="Columns">Names of <paramref name="Values"/>; the first is <c>time</c>.</param>
/// <param name="Values">The row, an array.</param>
internal readonly record struct InfluxAnswer(JsonElement Tags, string[] Columns, JsonElement Values)
{
    /// <summary>Time of the row, in the unit of the request.</summary>
    public long Time => Values[0].GetInt64();

    /// <summary>An integer tag.</summary>
    public int Tag(string name) => int.Parse(Tags.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    /// <summary>A text tag.</summary>
    public string Text(string name) => Tags.GetProperty(name).GetString()!;

    /// <summary>An integer value; 0 when it is null. InfluxDB 3 may write a sum of integers as 3.0.</summary>
    public long Number(int column)
    {
        var value = Values[column];
        if (value.ValueKind == JsonValueKind.Null) return 0;
        return value.TryGetInt64(out var whole) ? whole : (long)value.GetDouble();
    }

    /// <summary>The rows of one measurement.</summary>
    /// <exception cref="HistoryUnavailableException">The server reports an error in its answer, or cut the answer short.</exception>
    public static IEnumerable<InfluxAnswer> Rows(JsonElement answer, string measurement)
    {
        ThrowOnError(answer);
        foreach (var result in Elements(answer, "results"))
        {
            ThrowOnError(result);
            foreach (var series in Elements(result, "series"))
            {
                if (series.TryGetProperty("partial", out var partial) && partial.GetBoolean())
                {
                    throw new HistoryUnavailableException("influxdb: the server cut the answer short; raise max-row-limit in its [http] section, or ask for a shorter range");
                }
                if (!series.TryGetProperty("name", out var name) || name.GetString() != measurement) continue;
                series.TryGetProperty("tags", out var tags);
                var columns = series.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!).ToArray();
                foreach (var values in Elements(series, "values")) yield return new(tags, columns, values);
            }
        }
    }

    private static JsonElement.ArrayEnumerator Elements(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : default;

    private static void ThrowOnError(JsonElement element)
    {
        if (element.TryGetProperty("error", out var error)) throw new HistoryUnavailableException($"influxdb: {error.GetString()}");
    }
}
