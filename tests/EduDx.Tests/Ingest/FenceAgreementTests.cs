using System.Globalization;
using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Ops.Ingest;
using NetTopologySuite.Geometries;

namespace EduDx.Tests.Ingest;

/// <summary>100,000 random positions around random campuses, each judged by NetTopologySuite too.</summary>
public sealed class FenceAgreementTests
{
    private const int Positions = 100_000;
    private const int PositionsOfCampus = 500;

    // Nearer than this to a border two programs that compute otherwise may differ: 1 mm.
    private const double BorderMetres = 0.001;

    // The sphere and its plane differ by this much over the few hundred metres of a circle.
    private const double CircleBorderMetres = 0.05;

    [Fact]
    public void Polygons_agree()
    {
        var random = new Random(20260907);
        var (verdicts, near) = (new int[4], 0);
        for (var i = 0; i < Positions; i++)
        {
            if (i % PositionsOfCampus == 0) (_outline, _polygon, _centre) = Campus(random);
            var (latitude, longitude) = (_centre.Latitude + (random.NextDouble() - 0.5) * 0.004, _centre.Longitude + (random.NextDouble() - 0.5) * 0.004);
            var accuracy = random.NextDouble() * 40;
            var (x, y) = _outline.Project(latitude, longitude);
            var beyond = _polygon.Distance(new Point(x, y));
            var toBorder = _polygon.Boundary.Distance(new Point(x, y));
            if (toBorder < BorderMetres || Math.Abs(beyond - accuracy) < BorderMetres)
            {
                near++;
                continue;
            }
            var verdict = PlaceCheck.Check(new(_centre.Latitude, _centre.Longitude, 50, _outline), latitude, longitude, accuracy).Verdict;
            Assert.True(Expected(beyond, accuracy) == verdict, $"{latitude:R} {longitude:R} accuracy {accuracy:R}: {verdict}, and NetTopologySuite has it {beyond} m beyond");
            verdicts[(int)verdict]++;
        }
        Assert.True(near < Positions / 1000, $"{near} positions were too near to a border to be judged");
        Assert.All(verdicts[1..], n => Assert.True(n > Positions / 100, $"verdicts {string.Join(", ", verdicts)}"));
    }

    [Fact]
    public void Circles_agree()
    {
        var random = new Random(20260908);
        var (verdicts, near) = (new int[4], 0);
        for (var i = 0; i < Positions; i++)
        {
            var fence = new Place(16.3 + random.NextDouble() * 0.5, 107.2 + random.NextDouble() * 0.6, 20 + random.NextDouble() * 100);
            var (latitude, longitude) = (fence.Latitude + (random.NextDouble() - 0.5) * 0.004, fence.Longitude + (random.NextDouble() - 0.5) * 0.004);
            var accuracy = random.NextDouble() * 40;
            const double Degree = 6_371_008.8 * Math.PI / 180;
            var distance = new Point(0, 0).Distance(new Point((longitude - fence.Longitude) * Degree * Math.Cos(double.DegreesToRadians(fence.Latitude)), (latitude - fence.Latitude) * Degree));
            var beyond = Math.Max(0, distance - fence.RadiusMetres);
            if (Math.Abs(distance - fence.RadiusMetres) < CircleBorderMetres || Math.Abs(beyond - accuracy) < CircleBorderMetres)
            {
                near++;
                continue;
            }
            var verdict = PlaceCheck.Check(fence, latitude, longitude, accuracy).Verdict;
            Assert.True(Expected(beyond, accuracy) == verdict, $"{fence} {latitude:R} {longitude:R} accuracy {accuracy:R}: {verdict}, {beyond} m beyond");
            verdicts[(int)verdict]++;
        }
        Assert.True(near < Positions / 100, $"{near} positions were too near to a border to be judged");
        Assert.All(verdicts[1..], n => Assert.True(n > Positions / 100, $"verdicts {string.Join(", ", verdicts)}"));
    }

    [Theory]
    [InlineData("16 107; 16.001 107")]
    [InlineData("16 107; 16.001 107; 16.002 107")]
    [InlineData("16 107; 16.001 107.001; 16.001 107; 16 107.001")]
    [InlineData("16 107; 16 107; 16.001 107.001")]
    [InlineData("16 107; 17 107; 16 108")]
    [InlineData("16,107; 16.001 107; 16 107.001")]
    [InlineData("91 107; 16.001 107; 16 107.001")]
    [InlineData("")]
    public void What_is_no_outline_says_why(string points)
    {
        Assert.Null(Outline.Parse(points, out var problem));
        Assert.False(string.IsNullOrEmpty(problem));
    }

    [Fact]
    public void A_ring_may_close_itself() => Assert.NotNull(Outline.Parse("16 107; 16.001 107; 16 107.001; 16 107", out _));

    private Outline _outline = null!;
    private Polygon _polygon = null!;
    private (double Latitude, double Longitude) _centre;

    private static PlaceVerdict Expected(double beyond, double accuracy) =>
        accuracy > 30 ? PlaceVerdict.Uncertain : beyond == 0 ? PlaceVerdict.Inside : beyond <= accuracy ? PlaceVerdict.Uncertain : PlaceVerdict.Outside;

    // A star of 3 to 40 points at random distances around a centre never crosses itself, and is seldom convex.
    private static (Outline, Polygon, (double, double)) Campus(Random random)
    {
        var centre = (Latitude: 16.3 + random.NextDouble() * 0.5, Longitude: 107.2 + random.NextDouble() * 0.6);
        var n = random.Next(3, 41);
        var points = Enumerable.Range(0, n).Select(i => (Angle: (i + random.NextDouble() * 0.9) * Math.Tau / n, Far: 0.0002 + random.NextDouble() * 0.001))
            .Select(p => (Latitude: centre.Latitude + Math.Sin(p.Angle) * p.Far, Longitude: centre.Longitude + Math.Cos(p.Angle) * p.Far)).ToArray();
        var text = string.Join("; ", points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Latitude:R} {p.Longitude:R}")));
        var outline = Outline.Parse(text, out var problem) ?? throw new InvalidDataException($"{text}: {problem}");
        var ring = points.Append(points[0]).Select(p => outline.Project(p.Latitude, p.Longitude)).Select(p => new Coordinate(p.X, p.Y)).ToArray();
        return (outline, new Polygon(new LinearRing(ring)), centre);
    }
}
