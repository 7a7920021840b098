using System.ComponentModel.DataAnnotations;

namespace EduDx.Ops.Clock;

/// <summary>The server's clock. For demonstrations and drills it can be a simulated one; the wall then says so.</summary>
public sealed class ClockOptions
{
    /// <summary>
    /// Local date and time (Asia/Ho_Chi_Minh) at which a simulated clock starts, for example <c>2026-11-23T06:10</c>. Default none: the
    /// machine's clock. The start is kept in the data folder, so that a restart goes on instead of beginning again.
    /// </summary>
    public DateTime? Start { get; set; }

    /// <summary>Simulated seconds a real second, 0.1 to 600. Default 1. Only with <see cref="Start"/>.</summary>
    [Range(0.1, 600)]
    public double Speed { get; set; } = 1;
}
