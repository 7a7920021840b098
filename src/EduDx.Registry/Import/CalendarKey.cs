using EduDx.Live.City;

namespace EduDx.Registry.Import;

/// <summary>What makes a rule of the calendar the same rule.</summary>
internal readonly record struct CalendarKey(int Node, CalendarKind Kind, DateOnly From, int Weekdays);
