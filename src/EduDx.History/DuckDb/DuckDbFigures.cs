using DuckDB.NET.Data;
using EduDx.Live.Attendance;

namespace EduDx.History.DuckDb;

/// <summary>Reads the figures of one row; the order is that of <see cref="DuckDbSeriesSql"/>.</summary>
internal static class DuckDbFigures
{
    private const int First = 2;

    public static StateCounts Read(DuckDBDataReader row) => new()
    {
        Enrolled = row.GetInt32(First),
        Present = row.GetInt32(First + 1),
        Late = row.GetInt32(First + 2),
        LeftEarly = row.GetInt32(First + 3),
        Absent = row.GetInt32(First + 4),
        Excused = row.GetInt32(First + 5),
        UnknownKioskSilent = row.GetInt32(First + 6),
        UnknownNoKiosk = row.GetInt32(First + 7),
        Expected = row.GetInt32(First + 8),
        Off = row.GetInt32(First + 9),
        Scans = row.GetInt32(First + 10),
        Conflicts = row.GetInt32(First + 11),
    };
}
