using System.Globalization;

namespace EduDx.Live.City;

/// <summary>
/// The outline of a campus: a simple polygon. Points are laid on a plane that touches the earth at the first of them; within the 10 km that an outline may
/// be wide that is true to less than 1 part in 1,000. Hot path: allocates nothing.
/// </summary>
public sealed class Outline
{
    /// <summary>Fewest and most points.</summary>
    public const int LeastPoints = 3, MostPoints = 64;

    // WGS 84 mean radius (IUGG).
    private const double EarthRadiusMetres = 6_371_008.8;
    private const double WidestMetres = 10_000;

    private readonly double _latitude;
    private readonly double _longitude;
    private readonly double _cosine;
    private readonly double[] _x;
    private readonly double[] _y;

    private Outline((double Latitude, double Longitude)[] points)
    {
        (_latitude, _longitude) = points[0];
        _cosine = Math.Cos(double.DegreesToRadians(_latitude));
        (_x, _y) = (new double[points.Length], new double[points.Length]);
        for (var i = 0; i < points.Length; i++) (_x[i], _y[i]) = Project(points[i].Latitude, points[i].Longitude);
        Centre = (points.Average(p => p.Latitude), points.Average(p => p.Longitude));
    }

    /// <summary>Mean of the points, degrees.</summary>
    public (double Latitude, double Longitude) Centre { get; }

    /// <summary>Reads <c>lat lon; lat lon; …</c> in degrees; the last point need not be the first again.</summary>
    /// <param name="text">The points.</param>
    /// <param name="problem">What is wrong and what to do; null when nothing is.</param>
    /// <returns>Null when something is wrong.</returns>
    public static Outline? Parse(string text, out string? problem)
    {
        problem = null;
        var points = new List<(double Latitude, double Longitude)>();
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (numbers.Length != 2 || !Degrees(numbers[0], 90, out var latitude) || !Degrees(numbers[1], 180, out var longitude))
            {
                problem = $"'{part}' is not a latitude and a longitude in degrees with a space between them, for example 16.4637 107.5909";
                return null;
            }
            points.Add((latitude, longitude));
        }
        if (points.Count > LeastPoints && points[^1] == points[0]) points.RemoveAt(points.Count - 1);
        if (points.Count is < LeastPoints or > MostPoints)
        {
            problem = $"an outline has {LeastPoints} to {MostPoints} points, and this has {points.Count}";
            return null;
        }
        var outline = new Outline([.. points]);
        if (outline._x.Concat(outline._y).Any(v => Math.Abs(v) > WidestMetres)) problem = $"the outline is wider than {WidestMetres / 1000} km; look for a wrong degree";
        else if (outline.CrossesItself()) problem = "the outline crosses or touches itself; give its points in the order in which one walks around";
        return problem is null ? outline : null;
    }

    /// <summary>Metres east and north of the first point.</summary>
    public (double X, double Y) Project(double latitude, double longitude) =>
        (double.DegreesToRadians(longitude - _longitude) * _cosine * EarthRadiusMetres, double.DegreesToRadians(latitude - _latitude) * EarthRadiusMetres);

    /// <summary>Metres from the outline to a point outside it; 0 inside.</summary>
    public double MetresBeyond(double latitude, double longitude)
    {
        var (x, y) = Project(latitude, longitude);
        var (inside, nearest) = (false, double.PositiveInfinity);
        for (int i = 0, j = _x.Length - 1; i < _x.Length; j = i++)
        {
            // A ray to the east: each edge that it crosses changes the side.
            if (_y[i] > y != _y[j] > y && x < (_x[j] - _x[i]) * (y - _y[i]) / (_y[j] - _y[i]) + _x[i]) inside = !inside;
            nearest = Math.Min(nearest, SquaredDistance(x, y, _x[i], _y[i], _x[j], _y[j]));
        }
        return inside ? 0 : Math.Sqrt(nearest);
    }

    private static double SquaredDistance(double x, double y, double ax, double ay, double bx, double by)
    {
        var (dx, dy) = (bx - ax, by - ay);
        var along = Math.Clamp(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0, 1);
        var (ex, ey) = (x - ax - along * dx, y - ay - along * dy);
        return ex * ex + ey * ey;
    }

    // Also for two points in one place: an edge without a length has no side.
    private bool CrossesItself()
    {
        var n = _x.Length;
        for (var i = 0; i < n; i++)
        {
            var a = (i + 1) % n;
            if (_x[i] == _x[a] && _y[i] == _y[a]) return true;
            for (var k = i + 1; k < n; k++)
            {
                var b = (k + 1) % n;
                if (k == i || k == a || b == i) continue;
                if (Side(i, a, k) * Side(i, a, b) <= 0 && Side(k, b, i) * Side(k, b, a) <= 0) return true;
            }
        }
        // Three points on one line enclose nothing.
        return n == LeastPoints && Side(0, 1, 2) == 0;
    }

    private int Side(int from, int to, int point) => Math.Sign((_x[to] - _x[from]) * (_y[point] - _y[from]) - (_y[to] - _y[from]) * (_x[point] - _x[from]));

    private static bool Degrees(string text, double most, out double degrees) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out degrees) && Math.Abs(degrees) <= most;
}
