using DuckDB.NET.Data;

namespace EduDx.History.DuckDb;

/// <summary>
/// History in one DuckDB file inside the server. Rows and cursor are committed together, so a kill loses a batch whole or not
/// at all. One writer; each query has a connection of its own and sees the last commit. DuckDB has no asynchronous calls: the work
/// runs on the thread pool, at most <see cref="ReaderLimit"/> queries at a time.
/// </summary>
public sealed class DuckDbHistoryStore : IHistoryStore
{
    // Queries block a pool thread each; the pipeline needs the others.
    private const int ReaderLimit = 4;

    private readonly string _path;
    private readonly string _connectionString;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _reading = new(ReaderLimit);
    // Set and used under _writing; queries only look whether it is there.
    private volatile DuckDBConnection? _writer;
    private long _cursor;

    /// <summary>Opens nothing yet.</summary>
    public DuckDbHistoryStore(DuckDbOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Path);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MemoryLimitMb, 32);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        _path = Path.GetFullPath(options.Path);
        // Order of insertion means nothing here, and keeping it costs memory. The allocator gives freed pages back early.
        _connectionString = $"Data Source={_path};memory_limit={options.MemoryLimitMb}MiB;threads={options.Threads};"
            + "preserve_insertion_order=false;allocator_flush_threshold=8MiB";
    }

    /// <inheritdoc/>
    public string Name => "duckdb";

    /// <summary>
    /// A row group of DuckDB: written as it is, past the write-ahead log, for a third less than 50,000 rows at a time. A few more leave a second, small one behind, and the file
    /// grows to twice its size.
    /// </summary>
    public int MostScans => 122_880;

    /// <inheritdoc/>
    public string? Mended { get; private set; }

    /// <summary>Called when the rows of a batch are written and not yet committed.</summary>
    internal Action? BeforeCommit { get; set; }

    /// <inheritdoc/>
    public async Task<long> OpenAsync(CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            _cursor = 0;
            Open();
            return _cursor;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public async Task AppendAsync(HistoryBatch batch, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            // After a failure the file is opened anew: DuckDB takes no further call on one that met a fatal error.
            if (_writer is null) Open();
            Append(_writer!, batch);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SeriesRow>> QueryAsync(SeriesQuery query, CancellationToken cancel)
    {
        SeriesQueryRules.Check(query);
        return ReadAsync<SeriesRow>(
            command => query.Series == Series.Scans ? DuckDbSeriesReader.Scans(command, query, cancel) : DuckDbSeriesReader.Attendance(command, query), cancel);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<FigureSum>> QueryFiguresAsync(FigureQuery query, CancellationToken cancel)
    {
        SeriesQueryRules.Check(query);
        return ReadAsync<FigureSum>(command => DuckDbFigures.Query(command, query), cancel);
    }

    private async Task<IReadOnlyList<T>> ReadAsync<T>(Func<DuckDBCommand, List<T>> read, CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            // Without the writer's connection this one would create an empty file where a deleted one was.
            if (_writer is null) throw DuckDbFailure.NotOpen(_path);
            using var connection = new DuckDBConnection(_connectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            using var interrupt = cancel.UnsafeRegister(static c => ((DuckDBCommand)c!).Cancel(), command);
            var rows = read(command);
            cancel.ThrowIfCancellationRequested();
            return rows;
        }
        catch (DuckDBException e)
        {
            cancel.ThrowIfCancellationRequested();
            throw DuckDbFailure.Using(_path, e);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Closes the file; DuckDB folds its write-ahead log into it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            Checkpoint();
            Close();
        }
        finally
        {
            _writing.Release();
        }
    }

    // Said aloud: a connection of a reader that is not closed yet would keep the write-ahead log, and a copy of the one file would lack what is in it.
    private void Checkpoint()
    {
        if (_writer is null) return;
        try
        {
            using var command = _writer.CreateCommand();
            command.CommandText = "CHECKPOINT";
            command.ExecuteNonQuery();
        }
        catch (DuckDBException)
        {
            // The write-ahead log holds it all: the next start reads it.
        }
    }

    private void Open()
    {
        Close();
        DuckDBConnection? connection = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            connection = Connect();
            var (format, offset) = DuckDbSchema.Ensure(connection);
            if (format != DuckDbSchema.Format) throw DuckDbFailure.Format(_path, format);
            // An append would skip what the log holds below the known cursor: only a start goes back.
            if (offset < _cursor) throw DuckDbFailure.Replaced(_path, offset, _cursor);
            _cursor = offset;
            _writer = connection;
            connection = null;
        }
        catch (DuckDBException e)
        {
            throw DuckDbFailure.Opening(_path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DuckDbFailure.Folder(_path, e);
        }
        finally
        {
            connection?.Dispose();
        }
    }

    // The file ends at its last checkpoint, with the cursor of it: what stood in the write-ahead log alone is in the event log still. To delete the file for it, as
    // the other damages need, would cost what is older than that.
    private DuckDBConnection Connect()
    {
        var connection = new DuckDBConnection(_connectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch (DuckDBException e) when (DuckDbFailure.IsOfWriteAheadLog(e) && File.Exists(_path + ".wal"))
        {
            connection.Dispose();
            File.Move(_path + ".wal", _path + ".wal.damaged", overwrite: true);
            Mended = DuckDbFailure.SetAside(_path, e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        connection = new DuckDBConnection(_connectionString);
        connection.Open();
        return connection;
    }

    private void Append(DuckDBConnection writer, HistoryBatch batch)
    {
        // A repeat of an old batch is harmless and must not lead the log back.
        var cursor = Math.Max(batch.Cursor, _cursor);
        try
        {
            using var transaction = writer.BeginTransaction();
            DuckDbBatchWriter.Write(writer, batch, cursor);
            BeforeCommit?.Invoke();
            transaction.Commit();
            _cursor = cursor;
        }
        catch (Exception e)
        {
            Close();
            if (e is DuckDBException failure) throw DuckDbFailure.Using(_path, failure);
            throw;
        }
    }

    private void Close()
    {
        var writer = _writer;
        _writer = null;
        writer?.Dispose();
    }
}
