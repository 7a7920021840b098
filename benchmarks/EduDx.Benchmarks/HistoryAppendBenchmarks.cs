using BenchmarkDotNet.Attributes;
using DuckDB.NET.Data;
using EduDx.History;
using EduDx.History.DuckDb;

namespace EduDx.Benchmarks;

/// <summary>10,000 scans into DuckDB, committed.</summary>
[MemoryDiagnoser]
public class HistoryAppendBenchmarks
{
    private const int Rows = 10_000;

    private readonly HistoryBatch _batch = new();
    private DuckDbHistoryStore _store = null!;
    private DuckDBConnection _naive = null!;

    /// <summary>A store, and a table of the same columns.</summary>
    [GlobalSetup]
    public async Task Open()
    {
        var folder = BenchmarkCity.NewFolder("duckdb");
        for (var i = 0; i < Rows; i++) _batch.Scans.Add(HistoryRows.Scan(i));
        _store = new DuckDbHistoryStore(new() { Path = Path.Combine(folder, "ours.duckdb") });
        await _store.OpenAsync(default);
        _naive = new DuckDBConnection($"Data Source={Path.Combine(folder, "naive.duckdb")}");
        _naive.Open();
        using var command = _naive.CreateCommand();
        command.CommandText = "create table scan (at_ms bigint, id uuid, commune integer, school integer, grp integer, source integer, person integer, staff boolean, dir utinyint, verdict utinyint)";
        command.ExecuteNonQuery();
    }

    /// <summary>Closes both.</summary>
    [GlobalCleanup]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _naive.Dispose();
    }

    /// <summary>An INSERT a row, one transaction.</summary>
    [Benchmark(Baseline = true)]
    public void NaiveInserts()
    {
        using var transaction = _naive.BeginTransaction();
        using var command = _naive.CreateCommand();
        command.CommandText = "insert into scan values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        foreach (var row in _batch.Scans)
        {
            command.Parameters.Clear();
            foreach (var value in new object[] { row.AtMs, new Guid((int)row.AtMs, 0, 0, new byte[8]), row.Commune, row.School, row.Group, row.Source, row.Person, row.IsStaff, row.Direction, row.Verdict })
            {
                command.Parameters.Add(new DuckDBParameter(value));
            }
            command.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    /// <summary>The appender, with the cursor in the same transaction.</summary>
    [Benchmark]
    public async Task Append()
    {
        _batch.Cursor += Rows;
        await _store.AppendAsync(_batch, default);
    }
}
