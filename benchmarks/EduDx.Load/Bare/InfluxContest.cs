using System.Diagnostics;
using EduDx.History;
using EduDx.History.Influx;

namespace EduDx.Load.Bare;

/// <summary>Scans into a real influxd: the history store against a sender of the very same bytes, which were encoded before the clock started.</summary>
internal sealed class InfluxContest() : Contest($"InfluxDB, {Rows} scans a batch", "the history store", "the same bytes, encoded before")
{
    private const int Rows = 50_000;

    private static readonly string[] Databases = ["ours", "bare"];

    private readonly InfluxServer _influx = new();
    private readonly RequestRecorder _recorder = new();
    private readonly HistoryBatch _batch = new();
    private readonly long[] _stored = new long[Databases.Length];
    private InfluxHistoryStore? _store;
    private InfluxHistoryStore? _recording;

    public override async Task StartAsync()
    {
        await _influx.StartAsync();
        Version = _influx.Version;
        _store = new(new() { Url = _influx.Url, Database = Databases[0] }, _influx.Http);
        await _store.OpenAsync(default);
        await _influx.ExecuteAsync("", $"CREATE DATABASE {Databases[1]}");
        _recording = new(new() { Url = _influx.Url, Database = Databases[1] }, new HttpClient(_recorder));
    }

    public override async Task<double> RunAsync(int side, TimeSpan length)
    {
        var (worked, done) = (TimeSpan.Zero, 0L);
        for (; worked < length; done += Rows)
        {
            // Every scan is a new point: the rows, and the bytes of the bare side, are made while the clock stands.
            ScanRows.Fill(_batch.Scans, _stored[side], Rows);
            _batch.Cursor = _stored[side] += Rows;
            if (side == 1) await RecordAsync();
            var began = Stopwatch.GetTimestamp();
            if (side == 0) await _store!.AppendAsync(_batch, default);
            else await SendAsync();
            worked += Stopwatch.GetElapsedTime(began);
        }
        return done / worked.TotalSeconds;
    }

    public override async Task CheckAsync()
    {
        for (var side = 0; side < Databases.Length; side++)
        {
            var held = await _influx.CountAsync(Databases[side], "scan", "person");
            if (held != _stored[side]) throw new InvalidOperationException($"{What}: {_stored[side]} points written by {Sides[side]}, {held} there");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        if (_recording is not null) await _recording.DisposeAsync();
        await _influx.DisposeAsync();
        _recorder.Dispose();
    }

    private async Task RecordAsync()
    {
        _recorder.Bodies.Clear();
        await _recording!.AppendAsync(_batch, default);
        // The last one is the cursor's, which a bare sender has not.
        _recorder.Bodies.RemoveAt(_recorder.Bodies.Count - 1);
    }

    private async Task SendAsync()
    {
        foreach (var body in _recorder.Bodies)
        {
            using var content = new ByteArrayContent(body);
            using var answer = await _influx.Http.PostAsync(new Uri($"{_influx.Url}/write?db={Databases[1]}&precision=ns"), content);
            answer.EnsureSuccessStatusCode();
        }
    }
}
