namespace EduDx.Load.Measures;

/// <summary>One run of a chain from MQTT to a store.</summary>
/// <param name="Sent">Events sent and acknowledged.</param>
/// <param name="Readable">Of these, how many could be read in the end.</param>
/// <param name="AckedPerSecond">Acknowledged events a second.</param>
/// <param name="PerSecond">Readable events by the time from the first PUBLISH to when the last of them could be read.</param>
internal sealed record ChainRun(long Sent, long Readable, double AckedPerSecond, double PerSecond)
{
    /// <summary>Acknowledged and not to be read.</summary>
    public long Lost => Sent - Readable;
}
