using EduDx.Contracts.Topics;
using EduDx.Log;
using EduDx.Ops.Ingest.Decode;
using EduDx.Ops.Scans;

namespace EduDx.Ops.Ingest;

public sealed partial class Ingestor
{
    // What is suspicious is listed in the same commit as the event itself. A payload that the log refused comes again, and is listed then.
    private void Flag(ref IngestResult result, in IngestSource source, MessageKind message, long now, ref DecodedEvent e)
    {
        if (Gate is null || message != MessageKind.Scan || result.Status != AppendStatus.Queued || e.IsRepeat) return;
        if (Gate.Remembers(e)) return;
        if (e.Flags != 0 || e.Reason.IsAboutACard())
        {
            Span<byte> bytes = stackalloc byte[FlaggedRecord.Size];
            new FlaggedRecord(e.Reason, e.Flags, e.AtMs, now, source.SchoolKey, source.Key, e.PersonKey, e.Id).Write(bytes);
            var status = log.Append(LogStream.Flagged, bytes, out result.Ticket);
            if (status != AppendStatus.Queued)
            {
                result.Status = status;
                return;
            }
            metrics.Flagged(e.Flags, e.Reason);
        }
        // Not before it is in the list: what is remembered is not listed again.
        Gate.Remember(e);
    }
}
