using EduDx.Contracts.Frames;
using EduDx.Ops.Hub;

namespace EduDx.Tests.Hub;

public sealed class SmallCountTests
{
    [Theory]
    [InlineData("city", 0, -1)]
    [InlineData("city", 4, -1)]
    [InlineData("city", 5, 5)]
    [InlineData("city", 900, 900)]
    [InlineData("commune", 900, -1)]
    [InlineData("school", 5, -1)]
    [InlineData("class", 1, -1)]
    public void Who_slept_too_little_is_counted_for_the_whole_city_and_from_five_on(string kind, int count, int shown)
    {
        var frame = new CareFrame { Kind = kind, ShortSleep = count };
        Frames.CutPersons(frame);
        Assert.Equal(shown, frame.ShortSleep);
    }

    // Totals and parts of every frame of a tree, as somebody gathers them who may watch all of it: no sum or difference of them is a small count.
    [Fact]
    public void No_difference_of_neighbours_gives_a_small_count_away()
    {
        var seen = new List<int>();
        foreach (var kind in new[] { "city", "commune", "school", "class" })
        {
            var frame = new CareFrame { Kind = kind, ShortSleep = 12, Nodes = [new() { ShortSleep = 10 }, new() { ShortSleep = 2 }] };
            Frames.CutPersons(frame);
            seen.AddRange([frame.ShortSleep, .. frame.Nodes.Select(n => n.ShortSleep)]);
        }
        Assert.Equal([12], seen.Where(s => s >= 0));
    }

    [Fact]
    public void The_mean_of_few_sleepers_is_withheld()
    {
        var frame = new CareFrame
        {
            Kind = "school", Slept = 4, SleepMinutes = 400, Nodes = [new() { Slept = 1, SleepMinutes = 90 }, new() { Slept = 5, SleepMinutes = 600 }],
            ClassList = [new() { Slept = 4, SleepMinutes = 120 }, new() { Slept = 5, SleepMinutes = 130 }],
        };
        Frames.CutPersons(frame);
        Assert.Equal(-1, frame.SleepMinutes);
        Assert.Equal([-1, 600], frame.Nodes.Select(n => n.SleepMinutes));
        Assert.Equal([null, 130], frame.ClassList.Select(c => c.SleepMinutes));
    }
}
