using EduDx.Contracts.Frames;
using EduDx.Live.City;
using EduDx.Ops.Alarms;
using EduDx.Ops.Care;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;

namespace EduDx.Ops.Hub;

/// <summary>From published figures to the frame of a (view, scope): what the wall shows and what the live API answers.</summary>
public sealed class FrameBuilder(CityHolder holder, LiveViews views, LivePipeline pipeline, SystemHealth health, Comparisons comparisons, AlarmEngine alarms, NormsStore norms, TimeProvider time, OpsOptions options)
{
    private readonly AttendanceFrames _attendance = new(views, comparisons, options);
    private readonly AlarmFrames _alarms = new(alarms);
    private readonly DeviceFrames _devices = new(views, alarms.Book, options);
    private readonly RoomFrames _rooms = new(views, options);
    private readonly CareFrames _care = new(views, norms, options);

    /// <summary>Builds the frame.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="problem">Why there is no frame: what is wrong and what to do.</param>
    /// <returns>The frame, or null.</returns>
    public IWallFrame? Build(FrameRequest request, out string? problem)
    {
        var at = ScopeOf(request, out problem);
        if (at is null) return null;
        var system = health.Line();
        var line = _alarms.Line(at);
        switch (request.View)
        {
            case "devices":
                var devices = _devices.Build(at);
                (devices.System, devices.Alarm) = (system, line);
                return devices;
            case "rooms":
                var rooms = _rooms.Build(at);
                (rooms.System, rooms.Alarm) = (system, line);
                return rooms;
            case "care":
                var care = _care.Build(at);
                (care.System, care.Alarm) = (system, line);
                return care;
            case "system":
                var frame = health.Frame(at, system);
                (frame.Alarm, frame.AlarmLag, frame.LateForRules) = (line, alarms.Lag, alarms.LateValues);
                return frame;
            case "alarms":
                var list = _alarms.Build(at);
                (list.System, list.Alarm) = (system, line);
                return list;
            default:
                var attendance = _attendance.Build(at, request);
                (attendance.System, attendance.Alarm) = (system, line);
                return attendance;
        }
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
            "care" => new CareFrame { AsOf = now, Date = date, System = system },
            "alarms" => new AlarmsFrame { AsOf = now, Date = date, System = system },
            "system" => new SystemFrame { AsOf = now, Date = date, System = system },
            _ => new AttendanceFrame { View = request.View, AsOf = now, Date = date, System = system },
        };
    }

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
                "system" or "alarms" => 0,
                _ => views.Attendance.Find(at.Day, school)?.Version ?? 0,
            });
        }
        return version + alarms.Book.Version;
    }

    private FrameScope? ScopeOf(FrameRequest request, out string? problem)
    {
        var city = holder.Current;
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
