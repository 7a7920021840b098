namespace EduDx.Log;

/// <summary>What became of an append.</summary>
public enum AppendStatus
{
    /// <summary>In the queue; durable once the commit of its ticket is.</summary>
    Queued,
    /// <summary>Refused: the disk has less free space than the floor.</summary>
    DiskFloor,
    /// <summary>Refused: more bytes wait than the queue may hold.</summary>
    Overloaded,
    /// <summary>Refused: a write failed, see the log's error; the process must be restarted once the disk is mended.</summary>
    Failed,
    /// <summary>Refused before the log was asked: memory is short, and others go first.</summary>
    Shed,
}
