using System.Text.Json;
using EduDx.Live.Attendance;

namespace EduDx.History.Influx;

/// <summary>
/// History in InfluxDB 1.x, 2.x or 3.x: line protocol in, InfluxQL out. There are no transactions, so every point carries its identity
/// and the cursor is written after the rows: what a crash in between leaves is written once more, onto the same points.
/// One writer; queries run beside it.
/// </summary>
public sealed class InfluxHistoryStore : IHistoryStore
{
    private readonly InfluxOptions _options;
    private readonly InfluxConnection _connection;
    private readonly InfluxOutcomePlaces _places;
    private readonly LineProtocolEncoder _lines = new();
    private readonly InfluxFigures _figures = new();
    private readonly SemaphoreSlim _writing = new(1);
    // Used under _writing.
    private long _cursor;
    private bool _disposed;

    /// <summary>Connects to nothing yet.</summary>
    /// <param name="options">Where the server is.</param>
    /// <param name="http">Stays the caller's.</param>
    /// <exception cref="ArgumentException">An option is wrong; the message names it.</exception>
    public InfluxHistoryStore(InfluxOptions options, HttpClient http)
    {
        _options = options;
        _connection = new(options, http);
        _places = new(_connection);
    }

    /// <inheritdoc/>
    public string Name => "influxdb";

    /// <inheritdoc/>
    public int MostScans => 50_000;

    /// <inheritdoc/>
    public async Task<long> OpenAsync(CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            _places.Forget();
            if (_options.Api == InfluxApi.V1) await CreateDatabaseAsync(cancel).ConfigureAwait(false);
            using var answer = await AskAsync(InfluxSeriesQl.Cursor, cancel).ConfigureAwait(false);
            _cursor = InfluxAnswer.Rows(answer.RootElement, "edudx_cursor").Select(r => r.Number(1)).FirstOrDefault();
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
        var written = false;
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _lines.Clear();
            for (var i = 0; i < batch.Scans.Count; i++)
            {
                InfluxPoints.Scan(_lines, batch.Scans[i]);
                await FlushWhenFullAsync(cancel).ConfigureAwait(false);
            }
            foreach (var row in batch.Outcomes)
            {
                await _places.LoadAsync(row.Day, cancel).ConfigureAwait(false);
                await WriteOutcomeAsync(row, cancel).ConfigureAwait(false);
            }
            foreach (var row in batch.Figures)
            {
                _figures.Write(_lines, row);
                await FlushWhenFullAsync(cancel).ConfigureAwait(false);
            }
            await FlushAsync(cancel).ConfigureAwait(false);
            // A request of its own, after the rows: a cursor that is there vouches for them. It never leads the log back.
            var cursor = Math.Max(batch.Cursor, _cursor);
            InfluxPoints.Cursor(_lines, cursor);
            await FlushAsync(cancel).ConfigureAwait(false);
            _cursor = cursor;
            written = true;
        }
        finally
        {
            if (!written) _places.Forget();
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SeriesRow>> QueryAsync(SeriesQuery query, CancellationToken cancel)
    {
        SeriesQueryRules.Check(query);
        using var answer = await AskAsync(InfluxSeriesQl.For(query), cancel).ConfigureAwait(false);
        return InfluxSeriesReader.Read(answer.RootElement, query);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FigureSum>> QueryFiguresAsync(FigureQuery query, CancellationToken cancel)
    {
        SeriesQueryRules.Check(query);
        using var answer = await AskAsync(InfluxFigures.For(query), cancel).ConfigureAwait(false);
        return InfluxFigures.Read(answer.RootElement, query);
    }

    /// <summary>Gives the buffer back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_disposed) _lines.Dispose();
            _disposed = true;
        }
        finally
        {
            _writing.Release();
        }
    }

    private async ValueTask WriteOutcomeAsync(OutcomeRow row, CancellationToken cancel)
    {
        // The old point goes first: a crash in between leaves a figure missing until the batch is repeated, and never one twice.
        if (_places.Move(row) is { } left) InfluxPoints.Void(_lines, new(row), left);
        InfluxPoints.Outcome(_lines, row);
        await FlushWhenFullAsync(cancel).ConfigureAwait(false);
    }

    private ValueTask FlushWhenFullAsync(CancellationToken cancel) =>
        _lines.Lines >= _options.LinesPerRequest ? new(FlushAsync(cancel)) : default;

    private async Task FlushAsync(CancellationToken cancel)
    {
        if (_lines.Lines == 0) return;
        await _connection.WriteAsync(_lines, cancel).ConfigureAwait(false);
        _lines.Clear();
    }

    private async Task CreateDatabaseAsync(CancellationToken cancel)
    {
        try
        {
            var name = _options.Database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            using var answer = await _connection.QueryAsync(HttpMethod.Post, $"CREATE DATABASE \"{name}\"", cancel).ConfigureAwait(false);
            foreach (var _ in InfluxAnswer.Rows(answer.RootElement, "")) { }
        }
        catch (HistoryRefusedException e)
        {
            throw Unanswered(e);
        }
    }

    private async Task<JsonDocument> AskAsync(string influxQl, CancellationToken cancel)
    {
        try
        {
            return await _connection.QueryAsync(HttpMethod.Get, influxQl, cancel).ConfigureAwait(false);
        }
        catch (HistoryRefusedException e)
        {
            throw Unanswered(e);
        }
    }

    // A question has no poison point in it: to the caller the store does not answer.
    private static HistoryUnavailableException Unanswered(HistoryRefusedException e) => new(e.Message, e);
}
