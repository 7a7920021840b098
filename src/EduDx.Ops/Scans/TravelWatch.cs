using EduDx.Live.City;
using EduDx.Ops.Ingest;

namespace EduDx.Ops.Scans;

/// <summary>
/// Was a person at two places in too short a time? Places are those of the registry (campus or kiosk), never where a phone says it is. Only the latest place of a
/// person is remembered, in memory: after a restart the first scan of each says nothing.
/// </summary>
internal sealed class TravelWatch
{
    // 90 km/h: nobody is faster from door to door in a city.
    private const double MetresPerSecond = 25;

    // Clocks of two kiosks may differ by this much and be in order.
    private const double ClockSlackSeconds = 60;

    private const int Generation = 200_000;

    private readonly RecentMap<int, Sight> _sights = new(Generation);

    private readonly record struct Sight(long AtMs, Place Place);

    /// <summary>Notes that a person was at a place.</summary>
    /// <param name="person">Registry key.</param>
    /// <param name="place">Where the kiosk stands.</param>
    /// <param name="atMs">When it happened; scans may come in any order.</param>
    /// <returns>Minutes between the two scans when nobody can have travelled so fast; null when it was possible.</returns>
    public double? Note(int person, Place place, long atMs) => _sights.Update(person, new Sight(atMs, place), static (before, now) =>
    {
        if (before is not { Place: { } from } || before.AtMs == 0) return (now, (double?)null);
        var seconds = Math.Abs(now.AtMs - before.AtMs) / 1000.0;
        var impossible = !ReferenceEquals(from, now.Place)
            && PlaceCheck.Distance(from.Latitude, from.Longitude, now.Place.Latitude, now.Place.Longitude) > MetresPerSecond * (seconds + ClockSlackSeconds);
        return (now.AtMs >= before.AtMs ? now : before, impossible ? seconds / 60 : null);
    });
}
