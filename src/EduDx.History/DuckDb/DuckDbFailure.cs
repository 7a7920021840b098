using DuckDB.NET.Data;

namespace EduDx.History.DuckDb;

/// <summary>Says a failure of the file in words that name the file and the way out.</summary>
internal static class DuckDbFailure
{
    public static HistoryUnavailableException Opening(string path, DuckDBException cause) =>
        cause.Message.Contains("lock on file", StringComparison.OrdinalIgnoreCase)
            ? new($"duckdb: another process has the history file {path} open; stop that process, or give this one a file of its own ({FirstLine(cause)})", cause)
            : new($"duckdb: the history file {path} cannot be opened; when it is damaged, delete it and {path}.wal: history is rebuilt from the log ({FirstLine(cause)})", cause);

    /// <summary>True when the file is sound and the write-ahead log beside it is not: a power cut leaves an entry half written.</summary>
    public static bool IsOfWriteAheadLog(DuckDBException cause) => cause.Message.Contains("replaying WAL", StringComparison.OrdinalIgnoreCase);

    public static string SetAside(string path, DuckDBException cause) =>
        $"duckdb: the write-ahead log {path}.wal cannot be read and was set aside as {path}.wal.damaged; what it held is written again from the log ({FirstLine(cause)})";

    public static HistoryUnavailableException Using(string path, DuckDBException cause) =>
        new($"duckdb: the history file {path} failed; free the disk when it is full, and when the file is damaged delete it and {path}.wal: history is rebuilt from the log ({FirstLine(cause)})", cause);

    public static HistoryUnavailableException Folder(string path, Exception cause) =>
        new($"duckdb: the folder of the history file {path} cannot be used; make it writable ({cause.Message})", cause);

    public static HistoryUnavailableException Format(string path, int format) =>
        new($"duckdb: the history file {path} has format {format} and this version writes {DuckDbSchema.Format}; delete the file: history is rebuilt from the log");

    public static HistoryUnavailableException Replaced(string path, long stored, long known) =>
        new($"duckdb: the history file {path} was replaced: it ends at log offset {stored}, and {known} was stored before; restart the server and history is rebuilt from the log");

    public static HistoryUnavailableException NotOpen(string path) =>
        new($"duckdb: the history file {path} is not open");

    private static string FirstLine(Exception cause)
    {
        var end = cause.Message.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? cause.Message : cause.Message[..end];
    }
}
