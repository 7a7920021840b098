using CsCheck;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Live.Rooms;
using EduDx.Tests.Live.Attendance;
using EduDx.Tests.Live.Devices;

namespace EduDx.Tests.Live.Rooms;

public sealed class RoomTests
{
    private static readonly SchoolModel School = Stations.School();
    private static readonly RoomRules Rules = new();
    private readonly SchoolRooms _fold = new(School);
    private int _id;

    [Fact]
    public void Any_order_and_any_repeat_give_the_same_figures() =>
        Shuffled().Sample(s => Assert.Equal(Words(Fold(s.Events)), Words(Fold(s.Again))), iter: 2_000);

    [Fact]
    public void A_snapshot_in_the_middle_changes_nothing() =>
        Gen.Select(Shuffled(), Gen.Double[0, 1]).Sample(
            (s, cut) =>
            {
                var at = (int)(s.Again.Length * cut);
                var half = Fold(s.Again[..at]).On(School);
                foreach (var e in s.Again[at..]) half.Fold(EventHeader.Read(e), e, 0);
                Assert.Equal(Words(Fold(s.Events)), Words(half));
            },
            iter: 1_000);

    [Fact]
    public void A_meeting_is_upcoming_running_and_held()
    {
        Meeting("m1", MeetingState.Scheduled, Stations.At(6, 30), Stations.At(9, 0), Stations.At(10, 0), invited: 12);
        Assert.Equal(MeetingOutcome.Upcoming, Only(Stations.At(8, 59)).Outcome);
        Meeting("m1", MeetingState.Started, Stations.At(9, 2), checkedIn: 4);
        Assert.Equal(MeetingOutcome.Running, Only(Stations.At(9, 30)).Outcome);
        Meeting("m1", MeetingState.Ended, Stations.At(9, 50), checkedIn: 11, paperless: PaperlessStep.Concluded);
        var held = Only(Stations.At(10, 0));
        Assert.Equal((MeetingOutcome.Held, 12, 11, PaperlessStep.Concluded), (held.Outcome, held.Invited, held.CheckedIn, held.Paperless));
        var room = View(Stations.At(10, 0)).Rooms[0];
        Assert.Equal((48, 60), (room.UsedMinutes.Sum(m => m), room.BookedMinutes.Sum(m => m)));
    }

    [Fact]
    public void Ten_minutes_without_anybody_give_the_room_back()
    {
        Meeting("m1", MeetingState.Scheduled, Stations.At(6, 30), Stations.At(9, 0), Stations.At(10, 0));
        Assert.Equal(MeetingOutcome.Upcoming, Only(Stations.At(9, 9, 59)).Outcome);
        Assert.Equal(MeetingOutcome.NoShow, Only(Stations.At(9, 10)).Outcome);
        Assert.Equal(Stations.At(9, 10), View(Stations.At(9, 5)).ChangesMs);
    }

    [Fact]
    public void People_in_the_room_are_a_meeting_though_nobody_pressed_a_button()
    {
        Meeting("m1", MeetingState.Scheduled, Stations.At(6, 30), Stations.At(9, 0), Stations.At(10, 0));
        Fold(Stations.Occupancy(School, Stations.Room, Stations.At(9, 3), ++_id, 7, 650));
        Assert.Equal(MeetingOutcome.Running, Only(Stations.At(9, 20)).Outcome);
        Assert.Equal((7, 650.0), (View(Stations.At(9, 20)).Rooms[0].People, View(Stations.At(9, 20)).Rooms[0].Co2Ppm));
    }

    [Fact]
    public void A_meeting_that_moves_leaves_its_hours_and_one_called_off_is_not_booked()
    {
        Meeting("m1", MeetingState.Scheduled, Stations.At(6, 30), Stations.At(9, 0), Stations.At(10, 0));
        Meeting("m1", MeetingState.Scheduled, Stations.At(6, 40), Stations.At(14, 0), Stations.At(15, 0));
        var booked = View(Stations.At(8, 0)).Rooms[0].BookedMinutes;
        Assert.Equal((0, 60), (booked[9], booked[14]));
        Meeting("m1", MeetingState.Cancelled, Stations.At(7, 0));
        Assert.Equal(MeetingOutcome.Cancelled, Only(Stations.At(8, 0)).Outcome);
        Assert.Equal(0, View(Stations.At(8, 0)).Rooms[0].BookedMinutes[14]);
    }

    [Fact]
    public void A_booking_for_another_day_stands_on_that_day()
    {
        Meeting("m1", MeetingState.Scheduled, Stations.At(6, 30), Stations.At(9, 0) + LocalTime.DayMs, Stations.At(10, 0) + LocalTime.DayMs);
        Assert.Empty(View(Stations.At(8, 0)).Meetings);
        Assert.Single(_fold.View(Schools.Monday.AddDays(1), Stations.At(8, 0) + LocalTime.DayMs, Rules).Meetings);
    }

    private static Gen<(byte[][] Events, byte[][] Again)> Shuffled()
    {
        var one =
            from meeting in Gen.Int[1, 3]
            from state in Gen.Int[0, 4]
            from minute in Gen.Int[360, 700]
            from starts in Gen.Int[420, 660]
            from count in Gen.Int[0, 30]
            let at = Stations.Midnight + minute * 60_000L
            let begins = Stations.Midnight + starts * 60_000L
            select (Func<int, byte[]>)(id => state == 0
                ? Stations.Occupancy(School, Stations.Room, at, id, count, 400 + count)
                : Stations.Meeting(School, Stations.Room, at, id, $"m{meeting}", (MeetingState)state, state == 1 ? begins : 0, state == 1 ? begins + 45 * 60_000L : 0, count, count / 2, (PaperlessStep)(count % 6)));
        return
            from events in one.Array[0, 40].Select(all => all.Select((make, i) => make(i + 1)).ToArray())
            from repeats in Gen.Int[0, Math.Max(0, events.Length - 1)].Array[0, events.Length]
            from order in Gen.Shuffle(events.Concat(repeats.Select(r => events[r])).ToArray())
            select (events, order);
    }

    private static SchoolRooms Fold(byte[][] events)
    {
        var fold = new SchoolRooms(School);
        foreach (var e in events) fold.Fold(EventHeader.Read(e), e, 0);
        return fold;
    }

    private static string Words(SchoolRooms fold) => string.Join('\n', new[] { Stations.At(8, 0), Stations.At(10, 30), Stations.At(13, 0) }.Select(tick =>
    {
        var view = fold.View(Schools.Monday, tick, Rules);
        return string.Join('|', view.Meetings) + string.Join('|', view.Rooms.Select(r => $"{r.People} {r.Co2Ppm} {string.Join(',', r.UsedMinutes)} {string.Join(',', r.BookedMinutes)}"));
    }));

    private void Meeting(string id, MeetingState state, long at, long starts = 0, long ends = 0, int invited = -1, int checkedIn = -1, PaperlessStep paperless = default) =>
        Fold(Stations.Meeting(School, Stations.Room, at, ++_id, id, state, starts, ends, invited, checkedIn, paperless));

    private void Fold(byte[] e) => _fold.Fold(EventHeader.Read(e), e, 0);

    private RoomsView View(long now) => _fold.View(Schools.Monday, now, Rules);

    private MeetingStatus Only(long now) => Assert.Single(View(now).Meetings);
}
