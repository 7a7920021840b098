using EduDx.Log;

namespace EduDx.Ops.Alarms;

/// <summary>Finds places in the log by time. Times of commit grow with the offsets, as far as the machine's clock does.</summary>
internal static class Offsets
{
    /// <summary>The first offset of a record that was committed at or after <paramref name="ms"/>, by halving: about thirty reads.</summary>
    public static long FirstCommittedAfter(EventLog log, long ms)
    {
        var (low, high) = (log.FirstOffset(LogStream.Events), log.DurableOffset(LogStream.Events));
        while (low < high && log.Read(LogStream.Events, low + (high - low) / 2) is { } batch)
        {
            if (batch.CommitMs < ms) low = batch.NextOffset;
            else high = Math.Min(batch.FirstOffset, high - 1);
            batch.Release();
        }
        return low;
    }
}
