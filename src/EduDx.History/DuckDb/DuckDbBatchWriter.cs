using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using EduDx.Live.Attendance;

namespace EduDx.History.DuckDb;

/// <summary>Writes one batch inside a transaction that the caller owns. The order of the columns is that of <see cref="DuckDbSchema"/>.</summary>
internal static class DuckDbBatchWriter
{
    public static void Write(DuckDBConnection connection, HistoryBatch batch, long cursor)
    {
        if (batch.Scans.Count > 0) AppendScans(connection, batch.Scans);
        if (batch.Outcomes.Count > 0) ReplaceOutcomes(connection, batch.Outcomes);
        if (batch.Figures.Count > 0) DuckDbFigures.Replace(connection, batch.Figures);
        DuckDbSchema.Execute(connection, $"update progress set log_offset = {cursor}");
    }

    private static void AppendScans(DuckDBConnection connection, List<ScanRow> scans)
    {
        using var appender = connection.CreateAppender("scan");
        // Of all rows one object of the appender: the other way makes one for each.
        foreach (ref readonly var scan in CollectionsMarshal.AsSpan(scans))
        {
            appender.AppendRow(scan, static (line, row) => line
                .AppendValue((long?)row.AtMs).AppendValue((Guid?)Uuid(row.Id))
                .AppendValue((int?)row.Commune).AppendValue((int?)row.School).AppendValue((int?)row.Group)
                .AppendValue((int?)row.Source).AppendValue((int?)row.Person)
                .AppendValue((bool?)row.IsStaff).AppendValue((byte?)row.Direction).AppendValue((byte?)row.Verdict));
        }
    }

    private static void ReplaceOutcomes(DuckDBConnection connection, List<OutcomeRow> outcomes)
    {
        var first = DateOnly.MaxValue;
        var last = DateOnly.MinValue;
        using (var appender = connection.CreateAppender("temp", "main", "incoming"))
        {
            foreach (ref readonly var row in CollectionsMarshal.AsSpan(outcomes))
            {
                if (row.Day < first) first = row.Day;
                if (row.Day > last) last = row.Day;
                appender.AppendRow(row, AppendOutcome);
            }
        }
        // The range of days lets the delete skip the row groups of every other day, however many years the table holds.
        DuckDbSchema.Execute(connection, $"""
            delete from outcome using incoming
            where outcome.day between date '{first:yyyy-MM-dd}' and date '{last:yyyy-MM-dd}'
              and outcome.day = incoming.day and outcome.session = incoming.session
              and outcome.grp = incoming.grp and outcome.staff = incoming.staff
            """);
        DuckDbSchema.Execute(connection, "insert into outcome from incoming");
        DuckDbSchema.Execute(connection, "delete from incoming");
    }

    private static void AppendOutcome(IDuckDBAppenderRow line, OutcomeRow row)
    {
        var counts = row.Counts;
        line
            .AppendValue((DateOnly?)row.Day).AppendValue((byte?)(byte)row.Session).AppendValue((int?)row.Group).AppendValue((bool?)row.IsStaff)
            .AppendValue((long?)(LocalCalendar.Midnight(row.Day) + row.StartsMinute * LocalCalendar.MinuteMs))
            .AppendValue((int?)row.Commune).AppendValue((int?)row.School)
            .AppendValue((int?)counts.Enrolled).AppendValue((int?)counts.Present).AppendValue((int?)counts.Late).AppendValue((int?)counts.LeftEarly)
            .AppendValue((int?)counts.Absent).AppendValue((int?)counts.Excused)
            .AppendValue((int?)counts.UnknownKioskSilent).AppendValue((int?)counts.UnknownNoKiosk)
            .AppendValue((int?)counts.Expected).AppendValue((int?)counts.Off).AppendValue((int?)counts.Scans).AppendValue((int?)counts.Conflicts);
    }

    private static Guid Uuid(UInt128 id)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return new Guid(bytes, bigEndian: true);
    }
}
