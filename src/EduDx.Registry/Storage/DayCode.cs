using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace EduDx.Registry.Storage;

/// <summary>
/// Days in the database: the integer <c>yyyymmdd</c>. It sorts, people can read it, every database has it, and reading
/// 300,000 of them parses no text.
/// </summary>
public sealed class DayCode() : ValueConverter<DateOnly, int>(day => Of(day), code => ToDay(code))
{
    /// <summary>The code of <paramref name="day"/>.</summary>
    public static int Of(DateOnly day) => day.Year * 10_000 + day.Month * 100 + day.Day;

    /// <summary>The day of <paramref name="code"/>.</summary>
    public static DateOnly ToDay(int code) => new(code / 10_000, code / 100 % 100, code % 100);
}
