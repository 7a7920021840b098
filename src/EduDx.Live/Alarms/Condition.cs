namespace EduDx.Live.Alarms;

/// <summary>What a rule asks. Answers are true, false or unknown; unknown neither raises nor clears.</summary>
public abstract record Condition;

/// <summary>A metric beyond a limit; between the limit and <paramref name="Clear"/> nothing changes.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Above">True: at or above the limit; false: at or below it.</param>
/// <param name="Limit">The limit, in the metric's unit.</param>
/// <param name="Clear">The limit of the way back.</param>
public sealed record MetricBeyond(string Metric, bool Above, double Limit, double Clear) : Condition;

/// <summary>A metric that rises (or falls) by at least <paramref name="PerHour"/> an hour, over the last <paramref name="Minutes"/>.</summary>
public sealed record MetricRate(string Metric, bool Rises, double PerHour, int Minutes) : Condition;

/// <summary>A metric that keeps one value for <paramref name="Minutes"/> while it is reported: 5 to 60.</summary>
public sealed record MetricStuck(string Metric, int Minutes) : Condition;

/// <summary>The device is offline.</summary>
public sealed record DeviceSilent : Condition;

/// <summary>A metric is silent beyond its own limit while its device lives; null for any.</summary>
public sealed record MetricSilent(string? Metric) : Condition;

/// <summary>The device came up at least <paramref name="AtLeast"/> times in <paramref name="Minutes"/> (each minute counts once): 1 to 60.</summary>
public sealed record ConnectsOften(int AtLeast, int Minutes) : Condition;

/// <summary>The clock is off by at least <paramref name="Seconds"/>.</summary>
public sealed record ClockOff(int Seconds) : Condition;

/// <summary>A fixed kiosk reports from outside its fence.</summary>
public sealed record OutsidePlace : Condition;

/// <summary>A meeting begins within <paramref name="MinutesBefore"/> and equipment of the room is offline or broken.</summary>
public sealed record RoomNotReady(int MinutesBefore) : Condition;

/// <summary>A figure of a node beyond a limit, as <see cref="MetricBeyond"/>.</summary>
/// <param name="Figure">Name of the figure, for example <c>attendance.presentPct</c>.</param>
/// <param name="Above">True: at or above the limit; false: at or below it.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Clear">The limit of the way back.</param>
/// <param name="Usual">True when the limits are distances from the same weekday of the last weeks, in the figure's unit.</param>
public sealed record FigureBeyond(string Figure, bool Above, double Limit, double Clear, bool Usual) : Condition;

/// <summary>All of them.</summary>
public sealed record AllOf(Condition[] Of) : Condition;

/// <summary>At least one of them.</summary>
public sealed record AnyOf(Condition[] Of) : Condition;

/// <summary>The opposite.</summary>
public sealed record Not(Condition Of) : Condition;
