using EduDx.Live.Attendance;
using EduDx.Live.City;

namespace EduDx.Tests.Live.Attendance;

/// <summary>Staff one by one: where they arrived, and which class has its teacher.</summary>
public sealed class StaffTests
{
    // Slots: pupils 0 and 1 of the class, staff 2 (its teacher) and 3 (teaches none).
    private const int Pupil = 0;
    private const int Teacher = 2;
    private const int Clerk = 3;
    private static readonly SchoolModel School = Schools.Of([(0, false, 2, [Schools.Morning]), (0, true, 2, [Schools.WholeDay])], [0]) with { Teaches = [-1, -1, 0, -1] };
    private readonly DayStory _day = new(School);

    [Fact]
    public void The_place_is_that_of_the_first_arrival_however_late_it_is_learned()
    {
        _day.Heard(375, 435).Phone(Teacher, DayStory.At(6, 50), PlaceVerdict.Outside).Phone(Teacher, DayStory.At(6, 40), PlaceVerdict.Uncertain).Phone(Teacher, DayStory.At(7, 10), PlaceVerdict.Inside);
        Assert.Equal((PlaceVerdict.Uncertain, DayStory.At(6, 40), PersonState.Present), Of(Teacher, DayStory.At(7, 30)));
    }

    [Fact]
    public void A_fixed_kiosk_is_inside_and_a_phone_without_a_place_is_not()
    {
        _day.Heard(375, 435).In(Teacher, DayStory.At(6, 50)).Phone(Clerk, DayStory.At(6, 50), PlaceVerdict.NotChecked);
        Assert.Equal(PlaceVerdict.Inside, Of(Teacher, DayStory.At(7, 30)).Place);
        Assert.Equal(PlaceVerdict.NotChecked, Of(Clerk, DayStory.At(7, 30)).Place);
    }

    [Fact]
    public void A_class_with_pupils_past_the_bell_and_no_teacher_is_without()
    {
        _day.Heard(375, 435).In(Pupil, DayStory.At(6, 50)).In(Clerk, DayStory.At(6, 50));
        Assert.Equal(TeacherState.NotExpected, Class(DayStory.At(6, 55)));
        // Until the deadline nobody can say whether the teacher comes.
        Assert.Equal(TeacherState.Unknown, Class(DayStory.At(7, 5)));
        Assert.Equal(TeacherState.Missing, Class(DayStory.At(7, 20)));
        _day.In(Teacher, DayStory.At(7, 25));
        Assert.Equal(TeacherState.There, Class(DayStory.At(7, 30)));
        _day.Out(Teacher, DayStory.At(9, 0));
        Assert.Equal(TeacherState.Missing, Class(DayStory.At(9, 5)));
        Assert.Equal(TeacherState.NotExpected, Class(DayStory.At(11, 0)));
    }

    [Fact]
    public void A_class_of_a_silent_campus_is_unknown_and_one_without_pupils_needs_nobody()
    {
        _day.Roll(Pupil, DayStory.At(7, 0), EduDx.Live.Events.SaidState.Present);
        Assert.Equal(TeacherState.Unknown, Class(DayStory.At(8, 0)));
        Assert.Equal(TeacherState.NotExpected, ClassTeachers.Of(new DayStory(School).Heard(375, 435).View(DayStory.At(8, 0)), 0, 0));
    }

    [Fact]
    public void Staff_of_whom_no_source_has_spoken_are_what_the_figures_say()
    {
        _day.Heard(375, 435).In(Teacher, DayStory.At(6, 50));
        var view = _day.View(DayStory.At(8, 0));
        Assert.Equal(1, view.Counts[2].Absent);
        Assert.Equal((PersonState.None, SilentState.Absent, -1), view.Staff.Where(s => s.Slot == Clerk).Select(s => (s.State, s.Silent, s.FirstInMs)).Single());
    }

    private (PlaceVerdict Place, int FirstIn, PersonState State) Of(int slot, int now)
    {
        var member = Assert.Single(_day.View(now).Staff, s => s.Slot == slot);
        return (member.Place, member.FirstInMs, member.State);
    }

    private TeacherState Class(int now) => ClassTeachers.Of(_day.View(now), 0, 0);
}
