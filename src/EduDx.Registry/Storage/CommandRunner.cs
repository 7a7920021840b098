using System.Data.Common;

namespace EduDx.Registry.Storage;

/// <summary>Runs a prepared command with new values.</summary>
internal static class CommandRunner
{
    /// <summary>Runs the command for one row; a null value is stored as NULL.</summary>
    public static void Run(this DbCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    /// <summary>The number in a column, or null.</summary>
    public static double? DoubleOrNull(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetDouble(column);

    /// <summary>The day in a column.</summary>
    public static DateOnly Day(this DbDataReader reader, int column) => DayCode.ToDay(reader.GetInt32(column));
}
