using EduDx.Live.Attendance;
using EduDx.Live.City;

namespace EduDx.History.Influx;

/// <summary>What makes two outcome rows the same one.</summary>
internal readonly record struct OutcomeIdentity(DateOnly Day, SessionKind Session, int Group, bool IsStaff)
{
    public OutcomeIdentity(in OutcomeRow row) : this(row.Day, row.Session, row.Group, row.IsStaff) { }
}
