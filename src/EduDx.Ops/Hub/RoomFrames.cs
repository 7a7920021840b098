using EduDx.Contracts.Frames;
using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Live.Events;
using EduDx.Live.Rooms;
using EduDx.Ops.Pipeline;

namespace EduDx.Ops.Hub;

/// <summary>The view <c>rooms</c>: the rooms' fold with the health of their equipment beside it. Reads immutable figures only.</summary>
internal sealed class RoomFrames(LiveViews views, OpsOptions options)
{
    private const int Shown = 60;

    private readonly DeviceFrames _devices = new(views, new(), options);
    private readonly RoomRules _rules = new(options.Pipeline.NoShowMinutes);

    public RoomsFrame Build(FrameScope at)
    {
        var frame = new RoomsFrame { Scope = at.Node.Id, Offset = at.Offset, Date = at.Day, Path = at.Path, UsedByHour = new int[24], BookedByHour = new int[24] };
        Name(frame, at.Node);
        var places = at.Places.Select(n => (Node: n, Figures: new RoomNode())).ToArray();
        foreach (var (node, figures) in places) Name(figures, node);
        var byPlace = places.ToDictionary(p => p.Node.Key, p => p.Figures);
        var (rooms, meetings) = (new List<RoomRow>(), new List<MeetingRow>());
        var asOfMs = at.NowMs;
        foreach (var inTree in at.Schools)
        {
            var (devices, view) = (_devices.ViewOf(inTree, at), ViewOf(inTree, at));
            var school = FrameScope.Placed(view.School, inTree);
            // A shard publishes the two one behind the other: a turn later both are of one register.
            if (school.Rooms.Length == 0 || !devices.School.HasLayoutOf(view.School)) continue;
            asOfMs = Math.Min(asOfMs, view.AsOfMs);
            for (var r = 0; r < school.Rooms.Length; r++)
            {
                var room = school.Rooms[r];
                if (!at.Holds(at.Node, school, room.Campus, -1)) continue;
                var state = new RoomState(school, r, view, devices, options.Wall, at.NowMs);
                state.AddTo(frame);
                if (byPlace.TryGetValue(PlaceOf(at, school, room), out var place)) state.AddTo(place);
                for (var hour = 0; hour < 24; hour++)
                {
                    frame.UsedByHour[hour] += view.Rooms[r].UsedMinutes[hour];
                    frame.BookedByHour[hour] += view.Rooms[r].BookedMinutes[hour];
                }
                rooms.Add(state.Row());
                meetings.AddRange(state.Meetings());
            }
        }
        frame.AsOf = LocalTime.At(asOfMs);
        frame.Level = LevelOf(frame);
        foreach (var (_, figures) in places) figures.Level = LevelOf(figures);
        frame.Children = [.. places.Select(p => p.Figures)];
        var isWhole = at.Node.Kind >= NodeKind.School;
        var listed = rooms.OrderBy(r => r.Readiness == "notReady" ? 0 : r.Stuffy ? 1 : r.State switch { "inUse" => 2, "unknown" => 3, _ => 4 }).ThenBy(r => r.NextAt ?? DateTimeOffset.MaxValue).ThenBy(r => r.Id, StringComparer.Ordinal);
        frame.List = [.. isWhole ? listed : listed.Take(Shown)];
        var next = meetings.Where(m => isWhole || m.State is "upcoming" or "running").OrderBy(m => m.Readiness == "notReady" ? 0 : 1).ThenBy(m => m.StartsAt).ThenBy(m => m.Room, StringComparer.Ordinal);
        frame.Schedule = [.. isWhole ? next : next.Take(Shown)];
        return frame;
    }

    private RoomsView ViewOf(SchoolModel school, FrameScope at) =>
        views.Rooms.Find(at.Day, school)?.View ?? new SchoolRooms(school).View(at.Day, at.NowMs, _rules);

    private static int PlaceOf(FrameScope at, SchoolModel school, RoomModel room) => at.Node.Kind switch
    {
        NodeKind.City => school.Commune.Key,
        NodeKind.Commune => school.Node.Key,
        _ => school.Campuses[room.Campus].Node.Key,
    };

    private static void Name(RoomNode figures, Node node) =>
        (figures.Id, figures.Kind, figures.Name, figures.Column, figures.Row) = (node.Id, NodeFigures.Word(node.Kind), node.Name, node.Column, node.Row);

    private string LevelOf(RoomFigures figures) =>
        figures.NeedPerson > 0 ? "warning"
        : figures.Rooms > 0 && 100.0 * figures.Unknown / figures.Rooms >= options.Wall.UnknownFromPct ? "unknown" : "normal";

    /// <summary>One room at a tick, with what it adds to the figures of its nodes.</summary>
    private sealed class RoomState(SchoolModel school, int room, RoomsView view, DevicesView devices, WallOptions limits, long nowMs)
    {
        // A count of people says something for as long as a sensor may be silent.
        private const long CountedForMs = 15 * 60_000;

        private readonly RoomModel _model = school.Rooms[room];
        private readonly RoomStatus _status = view.Rooms[room];
        private readonly MeetingStatus[] _meetings = [.. view.Meetings.Where(m => m.Room == room)];

        private string Id => $"{school.Node.Id}/room/{_model.Source}";

        private int People => _status.People >= 0 && nowMs - _status.PeopleAtMs < CountedForMs ? _status.People : 0;

        private bool IsStuffy => _status.Co2Ppm > limits.StuffyPpm;

        private MeetingStatus? Next => _meetings.Where(m => m.Outcome is MeetingOutcome.Upcoming or MeetingOutcome.Running).Select(m => (MeetingStatus?)m).FirstOrDefault();

        private string State => devices.Devices[_model.Controller].State switch
        {
            _ when _meetings.Any(m => m.Outcome == MeetingOutcome.Running) || People > 0 => "inUse",
            DeviceState.Offline or DeviceState.Unknown => "unknown",
            _ => "free",
        };

        public void AddTo(RoomFigures figures)
        {
            figures.Rooms++;
            switch (State)
            {
                case "inUse": figures.InUse++; break;
                case "free": figures.Free++; break;
                default: figures.Unknown++; break;
            }
            var notReady = ReadinessOf(Next).Word == "notReady";
            if (notReady) figures.NotReady++;
            if (IsStuffy) figures.Stuffy++;
            if (notReady || IsStuffy) figures.NeedPerson++;
            figures.People += People;
            foreach (var meeting in _meetings)
            {
                figures.Meetings++;
                switch (meeting.Outcome)
                {
                    case MeetingOutcome.Upcoming: figures.Upcoming++; break;
                    case MeetingOutcome.Running: figures.Running++; break;
                    case MeetingOutcome.Held: figures.Held++; break;
                    case MeetingOutcome.NoShow: figures.NoShow++; break;
                    default: figures.Cancelled++; continue;
                }
                if (meeting.Paperless != PaperlessStep.None) figures.Paperless++;
                figures.Invited += meeting.Invited;
                figures.CheckedIn += meeting.CheckedIn;
            }
            foreach (var minutes in _status.UsedMinutes) figures.UsedMinutes += minutes;
            foreach (var minutes in _status.BookedMinutes) figures.BookedMinutes += minutes;
        }

        public RoomRow Row()
        {
            var next = Next;
            var (readiness, missing) = ReadinessOf(next);
            return new RoomRow
            {
                Id = Id,
                Name = _model.Name,
                School = school.Node.Id,
                SchoolName = school.Node.Name,
                Capacity = _model.Capacity,
                State = State,
                People = _status.People < 0 ? null : _status.People,
                Co2Ppm = double.IsNaN(_status.Co2Ppm) ? null : _status.Co2Ppm,
                Stuffy = IsStuffy,
                Readiness = readiness,
                Missing = missing,
                NextAt = next is { } n ? LocalTime.At(n.StartsMs) : null,
                UsedMinutes = _status.UsedMinutes.Sum(m => m),
            };
        }

        public IEnumerable<MeetingRow> Meetings()
        {
            foreach (var meeting in _meetings)
            {
                var (readiness, missing) = ReadinessOf(meeting);
                yield return new MeetingRow
                {
                    Id = meeting.Id,
                    Room = Id,
                    RoomName = _model.Name,
                    SchoolName = school.Node.Name,
                    StartsAt = LocalTime.At(meeting.StartsMs),
                    EndsAt = LocalTime.At(meeting.EndsMs),
                    State = meeting.Outcome == MeetingOutcome.NoShow ? "noShow" : meeting.Outcome.ToString().ToLowerInvariant(),
                    Invited = meeting.Invited,
                    CheckedIn = meeting.CheckedIn,
                    Paperless = meeting.Paperless.ToString().ToLowerInvariant(),
                    Readiness = readiness,
                    Missing = missing,
                };
            }
        }

        // Ready is what is heard, also after hours; a device off duty that is not heard may only be switched off.
        private (string Word, string[] Missing) ReadinessOf(MeetingStatus? meeting)
        {
            if (meeting is not { Outcome: MeetingOutcome.Upcoming } m || m.StartsMs - nowMs > limits.ReadinessMinutes * 60_000L) return ("none", []);
            var (missing, unknown) = (new List<string>(), false);
            foreach (var slot in _model.Equipment)
            {
                var (device, status) = (school.Devices[slot], devices.Devices[slot]);
                if (status.State is DeviceState.Offline or DeviceState.Degraded) missing.Add(device.Name);
                else if (status.State != DeviceState.Online && nowMs - status.HeardMs >= device.Type.OfflineAfterMs) unknown = true;
            }
            return missing.Count > 0 ? ("notReady", [.. missing]) : (unknown ? "unknown" : "ready", []);
        }
    }
}
