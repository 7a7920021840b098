using EduDx.Contracts.Frames;
using EduDx.Live.City;
using EduDx.Ops.Alarms;
using EduDx.Ops.Care;
using EduDx.Ops.Closures;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;

namespace EduDx.Ops.Hub;

/// <summary>From published figures to the frame of a (view, scope): what the wall shows and what the live API answers.</summary>
public sealed class FrameBuilder(CityHolder holder, LiveViews views, LivePipeline pipeline, SystemHealth health, Comparisons comparisons, AlarmEngine alarms, ClosureJournal closures, NormsStore norms, TreeViews trees, TimeProvider time, OpsOptions options)
{
    private readonly AttendanceFrames _attendance = new(views, comparisons, options);
    private readonly AlarmFrames _alarms = new(alarms);
    private readonly DeviceFrames _devices = new(views, alarms.Book, options);
    private readonly RoomFrames _rooms = new(views, options);
    private readonly StaffFrames _staff = new(views, options);
    private readonly StatusFrames _status = new(closures);
    private readonly CareFrames _care = new(views, norms, options);

    /// <summary>Builds the frame.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="problem">Why there is no frame: what is wrong and what to do.</param>
    /// <returns>The frame, or null.</returns>
    public IWallFrame? Build(FrameRequest request, out string? problem)
    {
        var at = ScopeOf(request, out problem);
        if (at is null) return null;
        IWallFrame frame = request.View switch
        {
            "devices" => _devices.Build(at),
            "rooms" => _rooms.Build(at),
            "care" => _care.Build(at),
            "staff" => _staff.Build(at, request),
            "status" => _status.Build(at),
            "alarms" => _alarms.Build(at),
            "system" => System(at),
            "school" => SchoolFrames.Build(at, _attendance.Build(at, request with { View = "attendance" }), _staff.Build(at, request), _devices.Build(at), _rooms.Build(at), at.Schools[0].IsKindergarten ? _care.Build(at) : null, _alarms.Build(at)),
            _ => _attendance.Build(at, request),
        };
        (frame.System, frame.Alarm) = (health.Line(), request.Without.HasFlag(FrameParts.AlarmLine) ? new AlarmLine() : _alarms.Line(at));
        if (request.Without.HasFlag(FrameParts.AlarmLine)) Frames.CutAlarms(frame);
        if (request.Without.HasFlag(FrameParts.PersonRows)) Frames.CutPersons(frame);
        return frame;
    }

    private SystemFrame System(FrameScope at)
    {
        var frame = health.Frame(at, health.Line());
        (frame.AlarmLag, frame.LateForRules) = (alarms.Lag, alarms.LateValues);
        return frame;
    }

    /// <summary>As <see cref="Build"/>, but an empty registry is a frame too: a wall that waits for its schools is live and says so.</summary>
    public IWallFrame? BuildForWall(FrameRequest request, out string? problem)
    {
        var frame = Build(request, out problem);
        if (frame is not null || holder.Current.Nodes.Length > 0) return frame;
        problem = null;
        var now = LocalTime.At(time.GetUtcNow().ToUnixTimeMilliseconds());
        var (date, system) = (DateOnly.FromDateTime(now.DateTime), health.Line());
        return request.View switch
        {
            "devices" => new DevicesFrame { AsOf = now, Date = date, System = system },
            "rooms" => new RoomsFrame { AsOf = now, Date = date, System = system },
            "staff" => new StaffFrame { AsOf = now, Date = date, System = system },
            "school" => new SchoolFrame { AsOf = now, Date = date, System = system },
            "status" => new StatusFrame { AsOf = now, Date = date, System = system },
            "care" => new CareFrame { AsOf = now, Date = date, System = system },
            "alarms" => new AlarmsFrame { AsOf = now, Date = date, System = system },
            "system" => new SystemFrame { AsOf = now, Date = date, System = system },
            _ => new AttendanceFrame { View = request.View, AsOf = now, Date = date, System = system },
        };
    }

    /// <summary>Moves when any figure, alarm or the model moved; cheap to ask often.</summary>
    public (long Views, long Alarms, long Model) Changes => (views.Changes, alarms.Book.Version, holder.Current.Version);

    /// <summary>Highest version among the figures that a frame of <paramref name="request"/> is made of; it is stale when this moved.</summary>
    public long VersionOf(FrameRequest request)
    {
        if (ScopeOf(request, out _) is not { } at) return -holder.Current.Version;
        long version = 0;
        foreach (var school in at.Schools)
        {
            version = Math.Max(version, request.View switch
            {
                "devices" => views.Devices.Find(at.Day, school)?.Version ?? 0,
                "rooms" => Math.Max(views.Rooms.Find(at.Day, school)?.Version ?? 0, views.Devices.Find(at.Day, school)?.Version ?? 0),
                "care" => views.Care.Find(at.Day, school)?.Version ?? 0,
                "school" => new[]
                {
                    views.Attendance.Find(at.Day, school)?.Version ?? 0, views.Rooms.Find(at.Day, school)?.Version ?? 0, views.Devices.Find(at.Day, school)?.Version ?? 0,
                    views.Care.Find(at.Day, school)?.Version ?? 0,
                }.Max(),
                "system" or "alarms" or "status" => 0,
                _ => views.Attendance.Find(at.Day, school)?.Version ?? 0,
            });
        }
        return version + alarms.Book.Version;
    }

    private FrameScope? ScopeOf(FrameRequest request, out string? problem)
    {
        var city = trees.Of(holder.Current, request.Scope);
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        problem = Problem(city, request, nowMs, out var node);
        if (problem is not null) return null;
        var offset = pipeline.PublishedOffset;
        return new FrameScope(city, node!, SchoolsUnder(city, node!), request.Day ?? LocalTime.DayOf(nowMs), nowMs, offset);
    }

    private static string? Problem(CityModel city, FrameRequest request, long nowMs, out Node? scope)
    {
        scope = null;
        if (city.Nodes.Length == 0) return "the registry is empty: import the CSV files of the city (docs/import.md)";
        if (request.Scope is null || request.View == "system") scope = city.Nodes[0];
        else if (city.NodeById.TryGetValue(request.Scope, out var index)) scope = city.Nodes[index];
        else return $"the tree has no node '{request.Scope}'; GET /api/v1/tree lists them";
        if (request.View == "school" && scope.Kind < NodeKind.School) return $"'{scope.Id}' is a {NodeFigures.Word(scope.Kind)}; the view school is of one school: ask for one of GET /api/v1/tree";
        var today = LocalTime.DayOf(nowMs);
        return request.Day is { } day && (day > today || day < today.AddDays(-7))
            ? $"live figures reach from {today.AddDays(-7):yyyy-MM-dd} to {today:yyyy-MM-dd}; older days are in GET /api/v1/history/{FrameRequest.SeriesOf(request.View)}"
            : null;
    }

    private static SchoolModel[] SchoolsUnder(CityModel city, Node scope) => scope.Kind switch
    {
        NodeKind.City => city.Schools,
        NodeKind.Commune => [.. city.Schools.Where(s => s.Commune.Index == scope.Index)],
        _ => city.SchoolOf(scope) is { } school ? [school] : [],
    };
}
