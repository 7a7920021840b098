using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Figures;

namespace EduDx.History;

/// <summary>
/// The history port: append a batch, query a range. Appending the same batch twice changes no answer, and after a
/// restart <see cref="OpenAsync"/> says where to go on.
/// </summary>
public interface IHistoryStore : IAsyncDisposable
{
    /// <summary>Name for logs and metrics: <c>duckdb</c> or <c>influxdb</c>.</summary>
    string Name { get; }

    /// <summary>Scans of the batches that cost the store least a row; a batch has no more than these.</summary>
    int MostScans { get; }

    /// <summary>What had to be mended for the store to open, for a person to know; null when nothing.</summary>
    string? Mended => null;

    /// <summary>Creates what is missing.</summary>
    /// <returns>The log offset up to which the store is complete; 0 when new.</returns>
    /// <exception cref="HistoryUnavailableException">The store does not answer; try again later.</exception>
    Task<long> OpenAsync(CancellationToken cancel);

    /// <summary>Stores the rows and the cursor together (or so that a repeat is harmless).</summary>
    /// <exception cref="HistoryUnavailableException">The store is away or slow: nothing is lost, try again.</exception>
    /// <exception cref="HistoryRefusedException">The store refuses the content of the batch for ever: split it.</exception>
    Task AppendAsync(HistoryBatch batch, CancellationToken cancel);

    /// <summary>Answers a query; rows ordered by time, then node key.</summary>
    /// <exception cref="HistoryUnavailableException">The store does not answer.</exception>
    Task<IReadOnlyList<SeriesRow>> QueryAsync(SeriesQuery query, CancellationToken cancel);

    /// <summary>Answers a query of figures; rows ordered by time, then kind and key of what they are of.</summary>
    /// <exception cref="HistoryUnavailableException">The store does not answer.</exception>
    Task<IReadOnlyList<FigureSum>> QueryFiguresAsync(FigureQuery query, CancellationToken cancel);
}

/// <summary>Rows to store, with the log offset that they bring the store to. Reused by its owner between appends.</summary>
public sealed class HistoryBatch
{
    /// <summary>Scans, repeats included.</summary>
    public List<ScanRow> Scans { get; } = [];
    /// <summary>Newest figures of the groups that changed; an identity occurs at most once.</summary>
    public List<OutcomeRow> Outcomes { get; } = [];
    /// <summary>Newest figures of the subjects that changed; an identity occurs at most once.</summary>
    public List<FigureRow> Figures { get; } = [];
    /// <summary>How many rows there are of all kinds.</summary>
    public int Rows => Scans.Count + Outcomes.Count + Figures.Count;
    /// <summary>Every event below this offset is in the store once the batch is.</summary>
    public long Cursor { get; set; }

    /// <summary>Empties the batch for its next use.</summary>
    public void Clear()
    {
        Scans.Clear();
        Outcomes.Clear();
        Figures.Clear();
    }
}

/// <summary>Which figures.</summary>
public enum Series
{
    /// <summary>Distinct scans; one value.</summary>
    Scans,
    /// <summary>Figures of the sessions that start in the bucket, summed; the values of <see cref="SeriesRow.Counts"/>.</summary>
    Attendance,
}

/// <summary>Width of a calendar bucket in Asia/Ho_Chi_Minh.</summary>
/// <param name="Count">How many units, 1 or more. Minutes and hours must divide a day; days, weeks (from Monday) and months take 1 only.</param>
/// <param name="Unit">The unit.</param>
public readonly record struct Bucket(int Count, BucketUnit Unit);

/// <summary>Unit of a calendar bucket.</summary>
public enum BucketUnit
{
    /// <summary>Minutes.</summary>
    Minute,
    /// <summary>Hours.</summary>
    Hour,
    /// <summary>Local days.</summary>
    Day,
    /// <summary>Weeks that begin on Monday.</summary>
    Week,
    /// <summary>Calendar months.</summary>
    Month,
}

/// <summary>A range of one series, for one node or for all nodes of a level under it.</summary>
/// <param name="Series">Which figures.</param>
/// <param name="Level">Level of <paramref name="NodeKey"/>: City, Commune, School or Class (a class or a campus's staff group).</param>
/// <param name="NodeKey">Registry key of the node; ignored for the city.</param>
/// <param name="By">Level to answer by: null for the node itself.</param>
/// <param name="FromMs">First instant, Unix milliseconds.</param>
/// <param name="ToMs">End, exclusive, Unix milliseconds.</param>
/// <param name="Bucket">Calendar bucket.</param>
/// <param name="Staff">Null for pupils and staff together, true for staff alone, false for pupils alone.</param>
/// <param name="Sessions">Only outcomes of these sessions; empty for all. Not used by <see cref="Series.Scans"/>.</param>
public sealed record SeriesQuery(
    Series Series, NodeKind Level, int NodeKey, NodeKind? By, long FromMs, long ToMs, Bucket Bucket, bool? Staff, SessionKind[] Sessions);

/// <summary>One bucket of one node.</summary>
/// <param name="BucketMs">Start of the bucket, Unix milliseconds.</param>
/// <param name="NodeKey">Key of the node the row is of (the query's own node when <c>By</c> is null; 0 for the city).</param>
/// <param name="Counts">Figures; for <see cref="Series.Scans"/> only <see cref="StateCounts.Scans"/> is set.</param>
public readonly record struct SeriesRow(long BucketMs, int NodeKey, StateCounts Counts);

/// <summary>The store is away, slow or asks for patience. The log keeps what it misses.</summary>
public sealed class HistoryUnavailableException : Exception
{
    /// <summary>Says which store and why.</summary>
    public HistoryUnavailableException(string message, Exception? inner = null) : base(message, inner) { }
}

/// <summary>The store refuses something in the batch for ever (a poison point).</summary>
public sealed class HistoryRefusedException : Exception
{
    /// <summary>Says which store and why.</summary>
    public HistoryRefusedException(string message, Exception? inner = null) : base(message, inner) { }
}
