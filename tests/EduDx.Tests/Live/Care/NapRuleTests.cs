using EduDx.Live.Care;
using EduDx.Live.Events;

namespace EduDx.Tests.Live.Care;

public sealed class NapRuleTests
{
    private const long Minute = 60_000;

    [Theory]
    [InlineData(120, new[] { 30, 60, 90 }, 3, 0)]
    [InlineData(120, new int[0], 3, 3)]
    [InlineData(120, new[] { 35, 65, 95 }, 3, 0)]
    [InlineData(120, new[] { 36, 66, 96 }, 4, 1)]
    [InlineData(120, new[] { 90 }, 3, 2)]
    [InlineData(120, new[] { 30, 30, 31, 60, 90 }, 4, 0)]
    [InlineData(35, new int[0], 0, 0)]
    [InlineData(36, new int[0], 1, 1)]
    // Before anybody sleeps and after all are awake nobody has to look.
    [InlineData(120, new[] { -10, 30, 60, 90, 130 }, 3, 0)]
    public void Checks_are_missed_by_the_gaps_between_them(int minutes, int[] checks, int due, int missed)
    {
        const long From = 1_000 * Minute;
        Assert.Equal((due, missed), NapRules.Checks(From, From + minutes * Minute, [.. checks.Select(c => From + c * Minute).Distinct()], 30, 5));
    }

    [Fact]
    public void A_sleep_goes_from_a_word_asleep_to_the_next_word_awake()
    {
        NapWord[] words =
        [
            Word(1, 10, NapState.Awake), Word(1, 20, NapState.Asleep), Word(1, 25, NapState.Asleep), Word(1, 50, NapState.Awake), Word(1, 55, NapState.Awake), Word(1, 60, NapState.Asleep),
            Word(2, 30, NapState.Asleep), Word(2, 40, NapState.Awake),
        ];
        Assert.Equal(
            [new(1, 20 * Minute, 50 * Minute, false), new(1, 60 * Minute, 90 * Minute, true), new(2, 30 * Minute, 40 * Minute, false)],
            NapRules.Sleeps(words, 90 * Minute));
    }

    [Fact]
    public void A_whole_class_in_one_second_is_not_believed_and_four_children_are_no_class()
    {
        Assert.Equal((90, NapDoubts.SameSecond), Doubt(asleep: [0, 0, 0, 0, 1], lengths: [1, 2, 3, 4, 5]));
        Assert.Equal((0, NapDoubts.None), Doubt(asleep: [0, 0, 0, 1, 2], lengths: [1, 2, 3, 4, 5]));
        Assert.Equal((0, NapDoubts.None), Doubt(asleep: [0, 0, 0, 0], lengths: [1, 2, 3, 4]));
    }

    [Fact]
    public void Equal_sleeps_are_not_believed()
    {
        Assert.Equal((80, NapDoubts.SameLength), Doubt(asleep: [0, 1, 2, 3, 4], lengths: [5400, 5400, 5400, 5400, 1]));
        Assert.Equal((90, NapDoubts.SameSecond | NapDoubts.SameLength), Doubt(asleep: [0, 0, 0, 0, 0], lengths: [5400, 5400, 5400, 5400, 5400]));
        Assert.Equal((0, NapDoubts.None), Doubt(asleep: [0, 1, 2, 3, 4], lengths: [5400, 5400, 5400, 5401, 1]));
    }

    [Fact]
    public void Checks_that_all_stand_on_the_minute_equally_spaced_are_not_believed()
    {
        Assert.Equal((70, NapDoubts.OnTheMinute), NapRules.Doubt([], [], [0, 30 * Minute, 60 * Minute, 90 * Minute]));
        Assert.Equal((0, NapDoubts.None), NapRules.Doubt([], [], [0, 30 * Minute, 60 * Minute]));
        Assert.Equal((0, NapDoubts.None), NapRules.Doubt([], [], [0, 30 * Minute, 61 * Minute, 90 * Minute]));
        Assert.Equal((0, NapDoubts.None), NapRules.Doubt([], [], [7_000, 7_000 + 30 * Minute, 7_000 + 60 * Minute, 7_000 + 90 * Minute]));
    }

    private static (int Doubt, NapDoubts Why) Doubt(int[] asleep, int[] lengths)
    {
        var words = asleep.Select((at, child) => new NapWord(child, new Stamp(1_000_000 + at * 1000, (UInt128)child), NapState.Asleep)).ToArray();
        var sleeps = lengths.Select((length, child) => new Sleep(child, words[child].At.AtMs, words[child].At.AtMs + length * 1000L, false)).ToArray();
        return NapRules.Doubt(words, sleeps, []);
    }

    private static NapWord Word(int child, int minute, NapState state) => new(child, new Stamp(minute * Minute, (UInt128)minute), state);
}
