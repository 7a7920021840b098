using System.Diagnostics;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using EduDx.History;
using EduDx.History.DuckDb;
using EduDx.Live.Attendance;

namespace EduDx.Load.Bare;

/// <summary>Scans into DuckDB, so many a commit: the history store against a loop over an appender into a table of the same columns.</summary>
internal sealed class DuckContest(int rows) : Contest($"DuckDB, {rows} scans a commit", "the history store", "bare appender")
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edudx-bare-duckdb-");
    private readonly HistoryBatch _batch = new();
    private readonly Guid[] _ids = new Guid[rows];
    private readonly long[] _stored = new long[2];
    private DuckDbHistoryStore? _store;
    private DuckDBConnection? _bare;

    public override async Task StartAsync()
    {
        Version = $"DuckDB.NET {Report.Machine.Version(typeof(DuckDBConnection).Assembly)}";
        ScanRows.Fill(_batch.Scans, 0, rows);
        for (var i = 0; i < rows; i++) _ids[i] = new Guid(i, 0x7FFF, 0x7000, [1, 2, 3, 4, 5, 6, 7, (byte)i]);
        _store = new DuckDbHistoryStore(new() { Path = Path.Combine(_folder.FullName, "ours.duckdb") });
        await _store.OpenAsync(default);
        _bare = new DuckDBConnection($"Data Source={Path.Combine(_folder.FullName, "bare.duckdb")}");
        _bare.Open();
        Execute("create table scan (at_ms bigint, id uuid, commune integer, school integer, grp integer, source integer, person integer, staff boolean, dir utinyint, verdict utinyint)");
    }

    public override async Task<double> RunAsync(int side, TimeSpan length)
    {
        var watch = Stopwatch.StartNew();
        long done = 0;
        for (; watch.Elapsed < length; done += rows)
        {
            _batch.Cursor += rows;
            if (side == 0) await _store!.AppendAsync(_batch, default);
            else Append();
        }
        _stored[side] += done;
        return done / watch.Elapsed.TotalSeconds;
    }

    public override async Task CheckAsync()
    {
        // Disposed twice is disposed once; its file is opened by nobody else meanwhile.
        await _store!.DisposeAsync();
        Execute($"attach '{Path.Combine(_folder.FullName, "ours.duckdb")}' as ours (read_only)");
        var held = (Ours: Execute("select count(*) from ours.scan"), Bare: Execute("select count(*) from scan"));
        if (held != (_stored[0], _stored[1])) throw new InvalidOperationException($"{What}: {_stored[0]} and {_stored[1]} rows stored, {held} there");
    }

    public override async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        _bare?.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Append()
    {
        using var appender = _bare!.CreateAppender("scan");
        var id = 0;
        foreach (ref readonly var row in CollectionsMarshal.AsSpan(_batch.Scans))
        {
            appender.CreateRow()
                .AppendValue((long?)row.AtMs).AppendValue((Guid?)_ids[id++])
                .AppendValue((int?)row.Commune).AppendValue((int?)row.School).AppendValue((int?)row.Group)
                .AppendValue((int?)row.Source).AppendValue((int?)row.Person)
                .AppendValue((bool?)row.IsStaff).AppendValue((byte?)row.Direction).AppendValue((byte?)row.Verdict)
                .EndRow();
        }
    }

    private long Execute(string sql)
    {
        using var command = _bare!.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long value ? value : 0;
    }
}
