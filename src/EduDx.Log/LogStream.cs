namespace EduDx.Log;

/// <summary>The streams of the log. Each has its own offsets from 0; one commit covers both.</summary>
public enum LogStream
{
    /// <summary>Accepted events.</summary>
    Events = 0,
    /// <summary>Rejected events, kept as they came.</summary>
    Rejected = 1,
}
