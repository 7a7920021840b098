using EduDx.Ops.Clock;

namespace EduDx.Tests.Clock;

public sealed class SimulatedClockTests : IDisposable
{
    private static readonly ClockOptions Options = new() { Start = new(2026, 11, 23, 6, 10, 0), Speed = 60 };

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "edudx-clock-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Without_a_start_it_is_the_machine_s()
    {
        Assert.Same(TimeProvider.System, SimulatedClock.Create(new() { Speed = 10 }, _folder));
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public async Task It_begins_at_local_time_and_runs_at_its_speed()
    {
        var clock = SimulatedClock.Create(Options, _folder);
        var first = clock.GetUtcNow();
        Assert.InRange(first, new DateTimeOffset(2026, 11, 22, 23, 10, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 22, 23, 20, 0, TimeSpan.Zero));
        await Task.Delay(100);
        Assert.InRange((clock.GetUtcNow() - first).TotalSeconds, 5, 600);
    }

    [Fact]
    public async Task A_restart_goes_on_and_another_start_begins_again()
    {
        var first = SimulatedClock.Create(Options, _folder);
        await Task.Delay(50);
        var kept = File.ReadAllText(Path.Combine(_folder, "clock.json"));
        var again = SimulatedClock.Create(Options, _folder);
        Assert.Equal(kept, File.ReadAllText(Path.Combine(_folder, "clock.json")));
        Assert.InRange(Math.Abs((again.GetUtcNow() - first.GetUtcNow()).TotalSeconds), 0, 5);
        var other = SimulatedClock.Create(new() { Start = Options.Start!.Value.AddDays(1), Speed = 60 }, _folder);
        Assert.True(other.GetUtcNow() - again.GetUtcNow() > TimeSpan.FromHours(23));
    }
}
