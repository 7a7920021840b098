namespace EduDx.FirmwareSim.City;

/// <summary>When one session of one group is, minutes after local midnight.</summary>
/// <param name="Opens">The gates open.</param>
/// <param name="Starts">The bell.</param>
/// <param name="Ends">The end.</param>
/// <param name="LateAfter">Minutes after the bell from which a person is late.</param>
/// <param name="AbsentAfter">Minutes after the bell from which a person who was not seen is absent.</param>
public sealed record SessionTimes(int Opens, int Starts, int Ends, int LateAfter, int AbsentAfter)
{
    /// <summary>From here on nobody is expected any more.</summary>
    public int Deadline => Starts + AbsentAfter;
}
