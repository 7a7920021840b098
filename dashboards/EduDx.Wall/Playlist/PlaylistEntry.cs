using System.Globalization;
using EduDx.Wall.Walls;

namespace EduDx.Wall.Playlist;

/// <summary>One wall of a playlist.</summary>
/// <param name="View">The wall.</param>
/// <param name="Scope">Node id; the city without one.</param>
/// <param name="Seconds">How long it stays, 5 to 3600.</param>
/// <param name="From">Local time from which it is shown, <c>HH:MM</c>; null for the whole day.</param>
/// <param name="To">Local time until which it is shown; null for the whole day.</param>
/// <param name="Days">Weekdays, digits from 1 (Monday) to 7; null for every day.</param>
public sealed record PlaylistEntry(string View, string? Scope, int Seconds, string? From, string? To, string? Days)
{
    /// <summary>What is wrong with the entry; null when nothing is.</summary>
    public string? Problem =>
        !WallAddress.Views.Contains(View) ? $"view '{View}' is not one of {string.Join(", ", WallAddress.Views)}"
        : Seconds is < 5 or > 3600 ? $"seconds is {Seconds}; write 5 to 3600"
        : !IsTime(From) || !IsTime(To) ? $"from '{From}' and to '{To}' are times HH:MM"
        : Days is not null && Days.Any(d => d is < '1' or > '7') ? $"days '{Days}' are digits from 1 (Monday) to 7"
        : null;

    /// <summary>Is it shown at that local time? A span may pass midnight.</summary>
    public bool IsShown(DateTime local)
    {
        if (Days is not null && !Days.Contains((char)('0' + ((int)local.DayOfWeek + 6) % 7 + 1))) return false;
        var (from, to) = (Time(From) ?? TimeOnly.MinValue, Time(To) ?? TimeOnly.MaxValue);
        return TimeOnly.FromDateTime(local).IsBetween(from, to);
    }

    private static bool IsTime(string? text) => text is null || Time(text) is not null;

    private static TimeOnly? Time(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
