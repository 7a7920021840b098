namespace EduDx.Log;

/// <summary>The streams of the log. Each has its own offsets from 0; one commit covers them all.</summary>
public enum LogStream
{
    /// <summary>Accepted events.</summary>
    Events = 0,
    /// <summary>Rejected events, kept as they came.</summary>
    Rejected = 1,
    /// <summary>What was done about rejected events since.</summary>
    Marks = 2,
    /// <summary>Steps in the life of alarms: raised, acknowledged, cleared and the rest.</summary>
    Alarms = 3,
    /// <summary>Steps in the life of closures: closed, reopened, undone, checked.</summary>
    Closures = 4,
    /// <summary>Suspicious scans, counted or rejected, for a person to look at.</summary>
    Flagged = 5,
}
