using DuckDB.NET.Data;

namespace EduDx.Load.Bare;

/// <summary>What a question of history came back with: so many rows, and the sum of their last column.</summary>
internal readonly record struct Answered(int Rows, long Sum);

/// <summary>
/// The rows of a stopped server's history as anybody could ask them: DuckDB in this process with the server's own settings (one thread a query,
/// 128 MiB), a connection a question, no HTTP, no JSON, no limit on how many ask at once.
/// </summary>
internal sealed class BareHistory : IDisposable
{
    private const long DayMs = 86_400_000;

    private readonly string _settings;
    private readonly DuckDBConnection _open;

    /// <param name="path">The file; nobody else has it open.</param>
    public BareHistory(string path)
    {
        _settings = $"Data Source={path};memory_limit=128MiB;threads=1;preserve_insertion_order=false";
        // The file stays open between two questions, as it does in the server.
        _open = new DuckDBConnection(_settings);
        _open.Open();
    }

    /// <summary>Copies a day to the Mondays to Fridays before it; every scan gets an id of its own.</summary>
    /// <param name="day">The day.</param>
    /// <param name="first">The first of the days to fill is so many days before it.</param>
    /// <param name="last">The last of them so many.</param>
    /// <returns>Scans that the file holds then.</returns>
    public long Repeat(DateOnly day, int first, int last)
    {
        var (from, to) = Range(day, 1);
        for (var back = first; back >= last; back--)
        {
            if (day.AddDays(-back).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            Run($"insert into scan select * replace (at_ms - {back * DayMs} as at_ms, gen_random_uuid() as id) from scan where at_ms >= {from} and at_ms < {to}");
            Run(string.Create(CultureInfo.InvariantCulture, $"insert into outcome select * replace (day - {back} as day, at_ms - {back * DayMs} as at_ms) from outcome where day = date '{day:yyyy-MM-dd}'"));
        }
        Run("checkpoint");
        return Ask("select count(*) from scan").Sum;
    }

    /// <summary>Key of the busiest node whose number of scans on the day no other has, so that it is the same whoever looks for it.</summary>
    /// <param name="column">commune, school or grp.</param>
    /// <param name="day">The day.</param>
    public long Busiest(string column, DateOnly day) => Ask(string.Create(CultureInfo.InvariantCulture, $"""
        select min(node) from (select {column} as node, sum(scans) as s from outcome where day = date '{day:yyyy-MM-dd}' and not staff group by node)
        group by s having count(*) = 1 order by s desc limit 1
        """)).Sum;

    /// <summary>Asks, and reads every row.</summary>
    public Answered Ask(string sql)
    {
        using var connection = new DuckDBConnection(_settings);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var (rows, sum) = (0, 0L);
        for (; reader.Read(); rows++) sum += Convert.ToInt64(reader.GetValue(reader.FieldCount - 1), CultureInfo.InvariantCulture);
        return new(rows, sum);
    }

    /// <summary>First instant and end of so many local days, Unix milliseconds.</summary>
    public static (long From, long To) Range(DateOnly day, int days)
    {
        var from = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.FromHours(7)).ToUnixTimeMilliseconds();
        return (from, from + days * DayMs);
    }

    public void Dispose() => _open.Dispose();

    private void Run(string sql)
    {
        using var command = _open.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
