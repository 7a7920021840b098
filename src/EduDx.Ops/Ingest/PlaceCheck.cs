using EduDx.Live.Attendance;

namespace EduDx.Ops.Ingest;

/// <summary>Holds a position against a fence. Only the verdict and the two classes are stored, never the position.</summary>
internal static class PlaceCheck
{
    // WGS 84 mean radius (IUGG): the error of the sphere is below 0.5 %, a fence is 50 m.
    private const double EarthRadiusMetres = 6_371_008.8;

    // Beyond this accuracy a position proves nothing about a fence of 50 m (docs: three verdicts).
    private const double UncertainAccuracyMetres = 30;

    /// <summary>Verdict, distance class and accuracy class of a position; see <see cref="Live.Events.ScanBody"/>.</summary>
    /// <param name="fence">The fence; null when the registry has none.</param>
    /// <param name="latitude">Degrees.</param>
    /// <param name="longitude">Degrees.</param>
    /// <param name="accuracy">Metres; null when the source did not say, taken as exact.</param>
    public static (PlaceVerdict Verdict, byte DistanceClass, byte AccuracyClass) Check(
        Live.City.Place? fence, double latitude, double longitude, double? accuracy)
    {
        var accuracyClass = accuracy switch { null => 0, <= 10 => 1, <= 30 => 2, _ => 3 };
        if (fence is null) return (PlaceVerdict.NotChecked, 0, (byte)accuracyClass);
        var distance = Distance(fence.Latitude, fence.Longitude, latitude, longitude);
        var distanceClass = distance switch { <= 25 => 1, <= 50 => 2, <= 100 => 3, <= 500 => 4, _ => 5 };
        var beyond = fence.Outline is { } outline ? outline.MetresBeyond(latitude, longitude) : Math.Max(0, distance - fence.RadiusMetres);
        // Outside is an accusation: a position that its own accuracy carries back over the fence proves none.
        var verdict = accuracy > UncertainAccuracyMetres ? PlaceVerdict.Uncertain
            : beyond == 0 ? PlaceVerdict.Inside
            : beyond <= (accuracy ?? 0) ? PlaceVerdict.Uncertain
            : PlaceVerdict.Outside;
        return (verdict, (byte)distanceClass, (byte)accuracyClass);
    }

    /// <summary>Metres between two points along the sphere.</summary>
    public static double Distance(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var (lat1, lat2) = (double.DegreesToRadians(latitude1), double.DegreesToRadians(latitude2));
        var sinLat = Math.Sin((lat2 - lat1) / 2);
        var sinLon = Math.Sin(double.DegreesToRadians(longitude2 - longitude1) / 2);
        var h = sinLat * sinLat + Math.Cos(lat1) * Math.Cos(lat2) * sinLon * sinLon;
        return 2 * EarthRadiusMetres * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
