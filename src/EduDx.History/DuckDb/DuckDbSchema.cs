using DuckDB.NET.Data;

namespace EduDx.History.DuckDb;

/// <summary>
/// The tables. <c>scan</c> is append-only and holds repeats; <c>outcome</c> and <c>figure</c> hold one row an identity; <c>progress</c> has one row,
/// which says how far the log is in here. There are no keys and no indexes: they make an append 4 to 7 times slower, and an index
/// on <c>outcome</c> would keep a checkpoint from giving back the space of replaced rows.
/// </summary>
internal static class DuckDbSchema
{
    /// <summary>Raised with every change of a table that old files do not follow.</summary>
    public const int Format = 2;

    private const string Tables = """
        create table if not exists scan (
            at_ms bigint not null, id uuid not null, commune integer not null, school integer not null, grp integer not null,
            source integer not null, person integer not null, staff boolean not null, dir utinyint not null, verdict utinyint not null);
        create table if not exists outcome (
            day date not null, session utinyint not null, grp integer not null, staff boolean not null,
            at_ms bigint not null, commune integer not null, school integer not null,
            enrolled integer not null, present integer not null, late integer not null, left_early integer not null,
            absent integer not null, excused integer not null, unknown_silent integer not null, unknown_no_kiosk integer not null,
            expected integer not null, off integer not null, scans integer not null, conflicts integer not null);
        create table if not exists figure (
            series varchar not null, bucket bigint not null, kind utinyint not null, subject integer not null, commune integer not null, school integer not null,
            v0 bigint not null, v1 bigint not null, v2 bigint not null, v3 bigint not null, v4 bigint not null,
            v5 bigint not null, v6 bigint not null, v7 bigint not null, v8 bigint not null, v9 bigint not null);
        create table if not exists progress (format integer not null, log_offset bigint not null);
        """;

    /// <summary>Creates what is missing, in one transaction.</summary>
    /// <returns>Format and log offset of the file.</returns>
    public static (int Format, long Offset) Ensure(DuckDBConnection connection)
    {
        using (var transaction = connection.BeginTransaction())
        {
            Execute(connection, Tables);
            Execute(connection, $"insert into progress select {Format}, 0 where not exists (from progress)");
            transaction.Commit();
        }
        // Belongs to this connection; rows pass through it on their way to the table.
        Execute(connection, "create or replace temp table incoming as from outcome limit 0");
        Execute(connection, "create or replace temp table incoming_figure as from figure limit 0");
        using var command = connection.CreateCommand();
        command.CommandText = "select format, log_offset from progress";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt32(0), reader.GetInt64(1));
    }

    public static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
