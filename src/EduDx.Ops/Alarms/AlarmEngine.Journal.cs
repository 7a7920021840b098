using EduDx.Live.Alarms;
using EduDx.Log;

namespace EduDx.Ops.Alarms;

/// <summary>What of the journal is still needed.</summary>
public sealed partial class AlarmEngine
{
    // Retention's alone. What was needed no more is never needed again.
    private long _neededFrom;

    /// <summary>Offset of the oldest step that a restart needs.</summary>
    internal long NeededFrom() => _neededFrom = NeededFrom(_log, Book, _neededFrom);

    /// <summary>Offset of the oldest step of an alarm that the book holds, or of the newest alarm: a restart must not give its number again.</summary>
    /// <param name="log">The log.</param>
    /// <param name="book">The fold of its journal.</param>
    /// <param name="from">Offset before which nothing is needed.</param>
    internal static long NeededFrom(EventLog log, AlarmBook book, long from)
    {
        foreach (var batch in log.From(LogStream.Alarms, Math.Max(from, log.FirstOffset(LogStream.Alarms))))
        {
            var at = batch.FirstOffset;
            foreach (var bytes in batch)
            {
                if (at >= from && AlarmStep.Read(bytes).Alarm is var alarm && (alarm == book.LastId || book.Alarms.ContainsKey(alarm))) return at;
                at++;
            }
            from = batch.NextOffset;
        }
        return from;
    }
}
