namespace EduDx.Live.City;

/// <summary>Which part of the day a session covers.</summary>
public enum SessionKind : byte
{
    /// <summary>Ca sáng.</summary>
    Morning = 1,
    /// <summary>Ca chiều.</summary>
    Afternoon = 2,
    /// <summary>One session over the whole day.</summary>
    Day = 3,
}

/// <summary>Half of a day that a wall shows; a <see cref="SessionKind.Day"/> session is in both.</summary>
public enum Period : byte
{
    /// <summary>Morning and full-day sessions.</summary>
    Morning = 0,
    /// <summary>Afternoon and full-day sessions.</summary>
    Afternoon = 1,
}

/// <summary>The times of a session, minutes after local midnight.</summary>
/// <param name="Kind">Part of the day.</param>
/// <param name="Opens">Gates open: arrivals are expected from here, and kiosks must be heard from here.</param>
/// <param name="Starts">The bell.</param>
/// <param name="Ends">End of the session.</param>
/// <param name="LateAfter">Minutes after the bell from which an arrival is late.</param>
/// <param name="AbsentAfter">Minutes after the bell from which a person not seen is absent.</param>
public sealed record Session(SessionKind Kind, int Opens, int Starts, int Ends, int LateAfter, int AbsentAfter)
{
    /// <summary>First minute at which an arrival is late.</summary>
    public int LateAt => Starts + LateAfter;

    /// <summary>First minute at which a person not seen is absent (or unknown).</summary>
    public int Deadline => Starts + AbsentAfter;

    /// <summary>True when the session belongs to <paramref name="period"/>.</summary>
    public bool In(Period period) =>
        Kind == SessionKind.Day || (Kind == SessionKind.Morning) == (period == Period.Morning);
}
