namespace EduDx.History.DuckDb;

/// <summary>Where the embedded history lives and what it may use.</summary>
public sealed record DuckDbOptions
{
    /// <summary>Path of the database file; its folder is created. Beside it stand a write-ahead log (<c>.wal</c>) and, while a large query spills, a folder (<c>.tmp</c>).</summary>
    public required string Path { get; init; }

    /// <summary>Memory that DuckDB may use for pages and queries, MiB. Less means that large queries spill to disk earlier.</summary>
    public int MemoryLimitMb { get; init; } = 128;

    /// <summary>Threads of one query. More make a query over a year faster and take them from the pipeline.</summary>
    public int Threads { get; init; } = 1;
}
