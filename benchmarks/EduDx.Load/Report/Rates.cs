namespace EduDx.Load.Report;

/// <summary>Rates from what a clock said.</summary>
internal static class Rates
{
    // A start is measured by polling, and two of them differ by chance: less than this says nothing about what lies between.
    private const double LeastSeconds = 0.01;

    /// <summary>Events a second.</summary>
    /// <param name="events">How many, 0 or more.</param>
    /// <param name="seconds">What they took.</param>
    /// <param name="what">What took the time, for the message.</param>
    /// <exception cref="InvalidOperationException">The time is too short to be a measurement, or negative.</exception>
    public static double PerSecond(long events, double seconds, string what) => seconds >= LeastSeconds
        ? events / seconds
        : throw new InvalidOperationException(FormattableString.Invariant($"{what} took {seconds:0.000} s, which is no measurement: take more events (--seconds)"));
}
