using System.Data.Common;
using EduDx.Live.City;
using EduDx.Registry.Storage;

namespace EduDx.Registry.Loading;

/// <summary>Queries of the rows that hold on a day.</summary>
internal static class DayQuery
{
    /// <summary>The command with a condition on the days of <paramref name="alias"/> behind it.</summary>
    public static DbCommand OnDay(this TableSql sql, string select, string alias, DateOnly day)
    {
        var command = sql.Command(
            $"{select} WHERE {alias}.{sql.Column(nameof(Versioned.From))}<=@p0 AND {alias}.{sql.Column(nameof(Versioned.To))}>=@p0", 1);
        command.Parameters[0].Value = DayCode.Of(day);
        return command;
    }

    /// <summary>The place in three columns; null when the registry does not say.</summary>
    public static Place? PlaceOrNull(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new(reader.GetDouble(column), reader.GetDouble(column + 1), reader.GetDouble(column + 2));
}
