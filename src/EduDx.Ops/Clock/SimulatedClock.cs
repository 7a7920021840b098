using System.Text.Json;
using EduDx.Live.City;
using EduDx.Log.Disk;

namespace EduDx.Ops.Clock;

/// <summary>A clock that starts at a given time and runs at a given speed. Timers still run in real time.</summary>
public sealed class SimulatedClock : TimeProvider
{
    private readonly DateTimeOffset _realStart;
    private readonly DateTimeOffset _start;

    private SimulatedClock(DateTimeOffset realStart, DateTimeOffset start, double speed)
    {
        _realStart = realStart;
        _start = start;
        Speed = speed;
    }

    /// <summary>Simulated seconds a real second.</summary>
    public double Speed { get; }

    /// <summary>The clock that <paramref name="options"/> ask for; the machine's without a start.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="folder">Data folder that keeps the anchor.</param>
    public static TimeProvider Create(ClockOptions options, string folder)
    {
        if (options.Start is not { } start) return System;
        var path = Path.Combine(folder, "clock.json");
        var asked = new Anchor(System.GetUtcNow(), new DateTimeOffset(DateTime.SpecifyKind(start, DateTimeKind.Unspecified), LocalTime.Offset), options.Speed);
        var kept = File.Exists(path) ? JsonSerializer.Deserialize<Anchor>(File.ReadAllText(path)) : null;
        if (kept is null || kept.Start != asked.Start || kept.Speed != asked.Speed)
        {
            SureFolder.Create(folder);
            SureFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(asked));
            kept = asked;
        }
        return new SimulatedClock(kept.RealStart, kept.Start, kept.Speed);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => (_start + (System.GetUtcNow() - _realStart) * Speed).ToUniversalTime();

    private sealed record Anchor(DateTimeOffset RealStart, DateTimeOffset Start, double Speed);
}
