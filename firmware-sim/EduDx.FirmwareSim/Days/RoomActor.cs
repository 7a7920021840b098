using System.Collections;
using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.City;

namespace EduDx.FirmwareSim.Days;

/// <summary>A meeting room through the day: bookings, meetings, people and air, beside the heartbeats of its controller.</summary>
public sealed class RoomActor : DeviceActor
{
    private const long Minute = 60_000;
    private readonly List<SimMeeting> _meetings = [];
    private readonly BitArray _people = new(24 * 60);

    /// <summary>Plans the meetings of the day: none to three, never two within 40 minutes, all over by <paramref name="toMs"/>.</summary>
    public RoomActor(SimDevice device, int number, int seed, IDeviceKind kind, long midnightMs, long dutyFromMs, long dutyToMs, long toMs)
        : base(device, number, seed, kind, midnightMs, dutyFromMs, dutyToMs)
    {
        if (dutyToMs <= dutyFromMs) return;
        var start = dutyFromMs + (60 + (int)(Draw(100) * 60)) * Minute;
        for (var i = 0; i < 3 && Draw(110 + i) < 0.6; i++)
        {
            start = start / (15 * Minute) * (15 * Minute);
            var length = (2 + (int)(Draw(120 + i) * 4)) * 15 * Minute;
            if (start + length + 20 * Minute > Math.Min(dutyToMs, toMs)) break;
            _meetings.Add(Plan(i, start, length));
            start += length + (40 + (int)(Draw(130 + i) * 60)) * Minute;
        }
    }

    /// <summary>Its meetings.</summary>
    public IReadOnlyList<SimMeeting> Meetings => _meetings;

    /// <summary>Air that a fault makes; null for the usual.</summary>
    public (long FromMs, long ToMs)? Stuffy { get; set; }

    /// <summary>Books no meeting that would end after <paramref name="ms"/>.</summary>
    public void MeetUntil(long ms) => _meetings.RemoveAll(m => m.EndsMs >= ms);

    /// <inheritdoc/>
    public override void StartNotBefore(long ms)
    {
        base.StartNotBefore(ms);
        // A meeting is told whole or not at all: one that would have been called off or begun before is not booked.
        _meetings.RemoveAll(m => m.StartsMs - 35 * Minute < StartMs);
    }

    /// <inheritdoc/>
    public override void Emit(long fromMs, long toMs, List<Event> into)
    {
        base.Emit(fromMs, toMs, into);
        foreach (var meeting in _meetings) Emit(meeting, fromMs, toMs, into);
        // People and air every two minutes, at a second of its own.
        var offset = 7_000 + Number % 100 * 1_000;
        for (var at = (fromMs - offset + 2 * Minute - 1) / (2 * Minute) * (2 * Minute) + offset; at < toMs; at += 2 * Minute)
        {
            if (at >= StartMs && at < EndMs && !IsSilent(at)) Count(at, into);
        }
    }

    /// <summary>Minutes in use: a meeting from its begin to its end, and minutes with people.</summary>
    public BitArray Used()
    {
        var used = new BitArray(_people);
        foreach (var meeting in _meetings.Where(m => m.StartedMs != 0))
        {
            for (var minute = Of(meeting.StartedMs); minute < OfUp(meeting.EndedMs); minute++) used[minute] = true;
        }
        return used;
    }

    /// <summary>Minutes booked and not called off.</summary>
    public BitArray Booked()
    {
        var booked = new BitArray(24 * 60);
        foreach (var meeting in _meetings.Where(m => m.Outcome != "cancelled"))
        {
            for (var minute = Of(meeting.StartsMs); minute < OfUp(meeting.EndsMs); minute++) booked[minute] = true;
        }
        return booked;
    }

    private SimMeeting Plan(int i, long starts, long length)
    {
        var fate = Draw(140 + i);
        var invited = 5 + (int)(Draw(150 + i) * 30);
        var outcome = fate < 0.08 ? "noShow" : fate < 0.16 ? "cancelled" : "held";
        var held = outcome == "held";
        return new SimMeeting(
            $"m{i + 1}", starts, starts + length, held ? starts + (long)(Draw(160 + i) * 4 * Minute) : 0, held ? starts + length - (long)(Draw(170 + i) * 6 * Minute) : 0,
            outcome, invited, held ? 1 + (int)(Draw(180 + i) * invited) : 0, Draw(190 + i) < 0.5);
    }

    private void Emit(SimMeeting m, long fromMs, long toMs, List<Event> into)
    {
        // Booked when the room is switched on; called off half an hour before.
        At(StartMs + 20_000 + m.StartsMs % 7 * 1_000, Meeting.Types.State.Scheduled, m.IsPaperless ? Meeting.Types.Paperless.Invited : default);
        if (m.Outcome == "cancelled") At(m.StartsMs - 30 * Minute, Meeting.Types.State.Cancelled, default);
        if (m.Outcome != "held") return;
        At(m.StartedMs, Meeting.Types.State.Started, m.IsPaperless ? Meeting.Types.Paperless.Started : default);
        At(m.EndedMs, Meeting.Types.State.Ended, m.IsPaperless ? Meeting.Types.Paperless.Concluded : default);

        void At(long when, Meeting.Types.State state, Meeting.Types.Paperless paperless)
        {
            if (when < fromMs || when >= toMs) return;
            var body = new Meeting { Meeting_ = m.Id, State = state, Paperless = paperless };
            if (state == Meeting.Types.State.Scheduled) (body.StartsAtMs, body.EndsAtMs, body.Invited) = (m.StartsMs, m.EndsMs, (uint)m.Invited);
            if (state is Meeting.Types.State.Started) body.CheckedIn = (uint)(m.CheckedIn / 2);
            if (state is Meeting.Types.State.Ended) body.CheckedIn = (uint)m.CheckedIn;
            Add(into, when, new Event { Meeting = body });
        }
    }

    private void Count(long atMs, List<Event> into)
    {
        var running = _meetings.Find(m => m.StartedMs != 0 && atMs >= m.StartedMs && atMs < m.EndedMs);
        var co2 = Math.Round(450 + Draw(atMs) * 60 + (running is null ? 0 : 350), 0);
        if (Stuffy is { } stuffy && atMs >= stuffy.FromMs && atMs < stuffy.ToMs) co2 += 1_300;
        Add(into, atMs, new Event { Occupancy = new Occupancy { People = (uint)(running?.CheckedIn ?? 0), Co2Ppm = co2 } });
        if (running is { CheckedIn: > 0 }) _people[Of(atMs)] = true;
    }

    private int Of(long ms) => (int)((ms - MidnightMs) / Minute);

    private int OfUp(long ms) => (int)((ms - MidnightMs + Minute - 1) / Minute);
}

/// <summary>One meeting of the plan. Instants are Unix milliseconds; 0 for never.</summary>
/// <param name="Id">Id in its room.</param>
/// <param name="StartsMs">Booked start.</param>
/// <param name="EndsMs">Booked end.</param>
/// <param name="StartedMs">When it began.</param>
/// <param name="EndedMs">When it ended.</param>
/// <param name="Outcome"><c>held</c>, <c>noShow</c> or <c>cancelled</c>.</param>
/// <param name="Invited">Invited.</param>
/// <param name="CheckedIn">Checked in.</param>
/// <param name="IsPaperless">Has a paperless life cycle.</param>
public sealed record SimMeeting(string Id, long StartsMs, long EndsMs, long StartedMs, long EndedMs, string Outcome, int Invited, int CheckedIn, bool IsPaperless);
