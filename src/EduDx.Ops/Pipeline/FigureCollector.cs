using EduDx.Live.Figures;

namespace EduDx.Ops.Pipeline;

/// <summary>
/// Finds the figures that changed since they were last stored, and says when to store them: every so many seconds while events come,
/// and at once when none does. After a restart it knows nothing and hands out everything once more: rows replace rows.
/// </summary>
internal sealed class FigureCollector(IEnumerable<IFigureSource> sources, TimeSpan every, TimeProvider time)
{
    // Two days of the city are 60,000 rows with their hours; beyond this everything is simply handed out again.
    private const int MaxKnown = 500_000;

    private readonly Dictionary<(string Series, long Bucket, byte Kind, int Subject), long[]> _stored = [];
    private readonly List<FigureRow> _all = [];
    private long _last;
    private long _seen = -1;
    private long _through = -1;

    /// <summary>The store holds the figures of all events below this offset.</summary>
    public long Through => Volatile.Read(ref _through);

    /// <summary>Is it time to store?</summary>
    /// <param name="live">Every event below it is in the published figures.</param>
    public bool IsDue(long live)
    {
        var idle = live == _seen && live > _through;
        _seen = live;
        return idle || _last == 0 || time.GetElapsedTime(_last) >= every;
    }

    /// <summary>Adds the changed rows.</summary>
    public void Collect(List<FigureRow> rows)
    {
        _all.Clear();
        foreach (var source in sources) source.Collect(_all);
        // An hour of zeros is only worth a row where others stood before; after a restart nobody knows where they did.
        var first = _stored.Count == 0;
        foreach (var row in _all)
        {
            if (!first && !_stored.ContainsKey(KeyOf(row)) && !row.Values.AsSpan().ContainsAnyExcept(0L)) continue;
            if (!_stored.TryGetValue(KeyOf(row), out var before) || !before.AsSpan().SequenceEqual(row.Values)) rows.Add(row);
        }
    }

    /// <summary>Notes that <paramref name="rows"/> are in the store.</summary>
    public void Stored(List<FigureRow> rows, long live)
    {
        if (_stored.Count > MaxKnown) _stored.Clear();
        foreach (var row in rows) _stored[KeyOf(row)] = row.Values;
        _last = time.GetTimestamp();
        Volatile.Write(ref _through, live);
    }

    private static (string Series, long Bucket, byte Kind, int Subject) KeyOf(in FigureRow row) => (row.Series.Name, row.BucketMs, row.SubjectKind, row.Subject);
}
