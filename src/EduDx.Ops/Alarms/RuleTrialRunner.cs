using EduDx.Contracts.Frames;
using EduDx.Live.Alarms;
using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Live.Events;
using EduDx.Log;
using EduDx.Ops.Ingest;

namespace EduDx.Ops.Alarms;

/// <summary>
/// Tries rules on the stored past: the events of the log go once more through the same evaluator, on the clock of their receipts. Today's
/// register is used for the whole past. One trial at a time: it reads as fast as the disk gives.
/// </summary>
public sealed class RuleTrialRunner(EventLog log, CityHolder holder)
{
    private const long StepMs = 10_000;
    private const int Shown = 500;

    // A gap in the receipts of everything that is longer is a server that was away.
    private const long AwayMs = 5 * 60_000;

    // What the rings must know before the first instant that is asked for.
    private const long WarmUpMs = 65 * 60_000;

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Runs the trial.</summary>
    public async Task<RuleTrial> RunAsync(RuleSet rules, long fromMs, long toMs, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            return await Task.Factory.StartNew(() => Run(rules, fromMs, toMs, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _one.Release();
        }
    }

    private RuleTrial Run(RuleSet rules, long fromMs, long toMs, CancellationToken cancel)
    {
        var evaluator = new RuleEvaluator(holder.Current, rules);
        var (raised, open) = (new List<TrialAlarm>(), new Dictionary<(string, Subject), TrialAlarm>());
        var (events, listening, tick, last) = (0L, 0L, 0L, 0L);
        foreach (var batch in log.From(LogStream.Events, Offsets.FirstCommittedAfter(log, fromMs - WarmUpMs)).TakeWhile(b => b.CommitMs < toMs))
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var bytes in batch)
            {
                var received = EventHeader.ReceivedOf(bytes);
                if (last == 0 || received - last > AwayMs) (listening, tick) = (received, received);
                last = Math.Max(last, received);
                for (; tick + StepMs <= received; tick += StepMs) Tick(evaluator, tick + StepMs, listening, fromMs, raised, open);
                evaluator.Fold(bytes);
                events++;
            }
        }
        // What the last events said.
        if (last != 0) Tick(evaluator, Math.Min(toMs, last + AwayMs), listening, fromMs, raised, open);
        return new RuleTrial { From = LocalTime.At(fromMs), To = LocalTime.At(toMs), Events = events, Raised = raised.Count, Alarms = [.. raised.Take(Shown)] };
    }

    private static void Tick(RuleEvaluator evaluator, long nowMs, long listeningMs, long fromMs, List<TrialAlarm> raised, Dictionary<(string, Subject), TrialAlarm> open)
    {
        foreach (var finding in evaluator.Tick(nowMs, Listening.Since(listeningMs), null))
        {
            var key = (finding.Rule.Id, finding.Subject);
            if (!finding.Raises)
            {
                if (open.Remove(key, out var alarm)) alarm.ClearedAt = LocalTime.At(nowMs);
                continue;
            }
            var trial = new TrialAlarm { Subject = finding.Name, RaisedAt = LocalTime.At(nowMs), ClearedAt = finding.EndMs == 0 ? null : LocalTime.At(finding.EndMs) };
            if (nowMs >= fromMs) raised.Add(trial);
            if (finding.EndMs == 0) open[key] = trial;
        }
    }
}
