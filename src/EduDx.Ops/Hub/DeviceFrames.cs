using System.Globalization;
using EduDx.Contracts.Frames;
using EduDx.Live.Alarms;
using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Ops.Pipeline;

namespace EduDx.Ops.Hub;

/// <summary>The view <c>devices</c>. Reads immutable figures only.</summary>
internal sealed class DeviceFrames(LiveViews views, AlarmBook alarms, OpsOptions options)
{
    private const int Shown = 60;

    public DevicesFrame Build(FrameScope at)
    {
        var frame = new DevicesFrame { Scope = at.Node.Id, Offset = at.Offset, Date = at.Day, Path = at.Path };
        Name(frame, at.Node);
        var places = at.Places.Select(n => (Node: n, Figures: new DeviceNode())).ToArray();
        foreach (var (node, figures) in places) Name(figures, node);
        var byPlace = places.ToDictionary(p => p.Node.Key, p => p.Figures);
        var types = new Dictionary<DeviceType, DeviceTypeFigures>();
        var rows = new List<(DeviceStatus Status, SchoolModel School, DeviceModel Device)>();
        var asOfMs = at.NowMs;
        foreach (var inTree in at.Schools)
        {
            var view = ViewOf(inTree, at);
            var school = FrameScope.Placed(view.School, inTree);
            asOfMs = Math.Min(asOfMs, view.AsOfMs);
            for (var d = 0; d < view.Devices.Length; d++)
            {
                var (device, status) = (school.Devices[d], view.Devices[d]);
                if (!at.Holds(at.Node, school, device.Campus, device.Group)) continue;
                Add(frame, status);
                if (byPlace.TryGetValue(PlaceOf(at, school, device), out var place)) Add(place, status);
                if (!types.TryGetValue(device.Type, out var type))
                {
                    types[device.Type] = type = new DeviceTypeFigures { Type = device.Type.Id, NameVi = device.Type.NameVi, NameEn = device.Type.NameEn };
                }
                Add(type, status);
                if (at.Node.Kind >= NodeKind.School || IsBroken(status.State)) rows.Add((status, school, device));
            }
        }
        frame.AsOf = LocalTime.At(asOfMs);
        frame.Level = LevelOf(frame);
        foreach (var (_, figures) in places) figures.Level = LevelOf(figures);
        frame.Children = [.. places.Select(p => p.Figures)];
        frame.Types = [.. types.Values.OrderByDescending(t => t.Devices).ThenBy(t => t.Type, StringComparer.Ordinal)];
        var listed = rows.OrderBy(r => !IsBroken(r.Status.State)).ThenBy(r => r.Status.SinceMs).ThenBy(r => r.Device.Key);
        var owners = Owners();
        frame.List = [.. (at.Node.Kind >= NodeKind.School ? listed : listed.Take(Shown)).Select(r => Row(r.Status, r.School, r.Device, owners))];
        frame.ListTotal = rows.Count;
        return frame;
    }

    /// <summary>The devices of a school at the tick; from the register and the clock alone when nobody has published any.</summary>
    public DevicesView ViewOf(SchoolModel school, FrameScope at) =>
        views.Devices.Find(at.Day, school)?.View ?? new SchoolDevices(school).View(at.Day, at.NowMs, Listening.Since(at.NowMs));

    /// <summary>Word of the contract for a state.</summary>
    public static string Word(DeviceState state) => state == DeviceState.OffDuty ? "offDuty" : state.ToString().ToLowerInvariant();

    /// <summary><c>school/kind/source</c>, as in the topic.</summary>
    public static string IdOf(SchoolModel school, DeviceModel device) =>
        string.Create(CultureInfo.InvariantCulture, $"{school.Node.Id}/{device.Kind.ToString().ToLowerInvariant()}/{device.Source}");

    private static bool IsBroken(DeviceState state) => state is DeviceState.Offline or DeviceState.Degraded or DeviceState.Quarantined;

    private static int PlaceOf(FrameScope at, SchoolModel school, DeviceModel device) => at.Node.Kind switch
    {
        NodeKind.City => school.Commune.Key,
        NodeKind.Commune => school.Node.Key,
        _ => school.Campuses[device.Campus].Node.Key,
    };

    private static void Name(DeviceNode figures, Node node) =>
        (figures.Id, figures.Kind, figures.Name, figures.Column, figures.Row) = (node.Id, NodeFigures.Word(node.Kind), node.Name, node.Column, node.Row);

    private void Add(DeviceFigures figures, in DeviceStatus status)
    {
        figures.Devices++;
        switch (status.State)
        {
            case DeviceState.Online: figures.Online++; break;
            case DeviceState.Degraded: figures.Degraded++; break;
            case DeviceState.Quarantined: figures.Quarantined++; break;
            case DeviceState.Offline: figures.Offline++; break;
            case DeviceState.Unknown: figures.Unknown++; break;
            default: figures.OffDuty++; break;
        }
        if (status.SkewMs is { } skew && Math.Abs(skew) >= options.Wall.SkewSeconds * 1000L) figures.Skewed++;
        figures.OnMinutes += status.OnMinutes;
        figures.LessonMinutes += status.LessonMinutes;
        figures.HeardMinutes += status.HeardMinutes;
        figures.Missed += status.Missed;
        figures.Restarts += status.Restarts;
    }

    private string LevelOf(DeviceFigures figures)
    {
        var due = figures.Devices - figures.OffDuty;
        if (due == 0) return "normal";
        if (100.0 * figures.Unknown / due >= options.Wall.UnknownFromPct) return "unknown";
        var pct = 100.0 * (figures.Offline + figures.Quarantined) / due;
        return pct == 0 ? "normal" : pct >= options.Wall.DevicesCriticalPct ? "critical" : pct >= options.Wall.DevicesWarningPct ? "warning" : "normal";
    }

    // Who has a device: by its own alarm, or by that of the outage that holds it.
    private Dictionary<string, string> Owners()
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var alarm in alarms.Alarms.Values)
        {
            if (!alarm.IsOpen || (alarm.AssignedTo ?? alarm.AcknowledgedBy) is not { } who) continue;
            foreach (var name in alarm.Members) owners.TryAdd(name, who);
            owners[alarm.Head.Subject] = who;
        }
        return owners;
    }

    private static DeviceRow Row(in DeviceStatus status, SchoolModel school, DeviceModel device, Dictionary<string, string> owners)
    {
        var row = new DeviceRow
        {
            Id = IdOf(school, device),
            Kind = device.Kind.ToString().ToLowerInvariant(),
            Name = device.Name,
            Type = device.Type.Id,
            School = school.Node.Id,
            SchoolName = school.Node.Name,
            Where = device.Room >= 0 && device.Kind == DeviceKind.Device ? school.Rooms[device.Room].Name
                : device.Group >= 0 ? school.Groups[device.Group].Node.Name : school.Campuses[device.Campus].Node.Name,
            State = Word(status.State),
            Since = Instant(status.SinceMs),
            LastHeardAt = Instant(status.HeardMs),
            Firmware = status.Firmware,
            SkewMs = status.SkewMs,
            Missed = status.Missed,
            Restarts = status.Restarts,
            OnMinutes = status.OnMinutes,
            LessonMinutes = status.LessonMinutes,
            HeardMinutes = status.HeardMinutes,
            TakenBy = owners.GetValueOrDefault(IdOf(school, device)),
        };
        var silent = new List<string>();
        for (var m = 0; m < status.Values.Length; m++)
        {
            if (!double.IsNaN(status.Values[m])) row.Metrics[device.Type.Metrics[m].Name] = status.Values[m];
            if ((status.SilentMetrics >> m & 1) == 1) silent.Add(device.Type.Metrics[m].Name);
        }
        row.SilentMetrics = [.. silent];
        return row;
    }

    private static DateTimeOffset? Instant(long ms) => ms == 0 ? null : LocalTime.At(ms);
}
