using EduDx.Ops.Hub;
using Microsoft.Extensions.Time.Testing;

namespace EduDx.Tests.Hub;

public sealed class StepCountsTests
{
    [Fact]
    public void What_is_drawn_adds_up_to_what_came_however_late_the_looks_are()
    {
        var time = new FakeTimeProvider();
        var counts = new StepCounts(time);
        var random = new Random(11);
        var total = 0L;
        var passed = TimeSpan.Zero;
        while (passed < TimeSpan.FromSeconds(100))
        {
            var late = TimeSpan.FromMilliseconds(random.Next(200, 5_000));
            time.Advance(late);
            passed += late;
            total += random.Next(1_000);
            counts.Take(total);
            Assert.Equal((int)(passed.TotalSeconds / 2), counts.Counts.Length);
        }
        // What came since the last step ended is not drawn yet.
        time.Advance(TimeSpan.FromSeconds(2));
        counts.Take(total);
        Assert.Equal(total, counts.Counts.Sum(), 6);
    }

    [Fact]
    public void No_more_than_two_minutes_are_kept()
    {
        var time = new FakeTimeProvider();
        var counts = new StepCounts(time);
        time.Advance(TimeSpan.FromHours(1));
        counts.Take(1_800);
        Assert.Equal(Enumerable.Repeat(1.0, 60), counts.Counts);
    }
}
