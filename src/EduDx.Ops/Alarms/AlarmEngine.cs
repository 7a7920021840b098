using EduDx.Live.Alarms;
using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Live.Events;
using EduDx.Log;
using EduDx.Ops.Clock;
using EduDx.Ops.Hub;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;
using EduDx.Ops.Telemetry;

namespace EduDx.Ops.Alarms;

/// <summary>
/// The alarms' own consumer of the log. It folds the last hour of events into what the rules know, asks the rules four times a second, and
/// journals each step before anybody is told that it was taken. A restart folds that hour again and reads the journal: what was open is
/// open, and is not raised again.
/// </summary>
public sealed partial class AlarmEngine : BackgroundService
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(250);

    // The rings look back an hour; five minutes more for clocks that are off.
    private const long LookBackMs = 65 * 60_000;

    private readonly Lock _gate = new();
    private readonly EventLog _log;
    private readonly CityHolder _holder;
    private readonly LivePipeline _pipeline;
    private readonly LiveViews _views;
    private readonly RuleStore _rules;
    private readonly TimeProvider _time;
    private readonly ReceiptClock _receipts;
    private readonly OpsMetrics _metrics;
    private readonly NodeFigureReader _figures;
    private readonly SystemAlarms _system;
    private readonly ILogger<AlarmEngine> _logger;
    private readonly OutageFolder _outages = new();
    private readonly HeldFindings _held = new();
    private readonly RuleEvaluator _evaluator;
    private CityModel _city;
    private RuleSet _inForce;
    private long _cursor;
    private long _lastReceivedMs;
    private Listening _listening;
    private long _steps;

    /// <summary>Reads the journal.</summary>
    public AlarmEngine(
        EventLog log, CityHolder holder, LivePipeline pipeline, LiveViews views, Comparisons comparisons, RuleStore rules, SystemAlarms system, TimeProvider time, ReceiptClock receipts,
        OpsMetrics metrics, ILogger<AlarmEngine> logger)
    {
        (_log, _holder, _pipeline, _views, _rules, _system, _time, _receipts, _metrics, _logger) = (log, holder, pipeline, views, rules, system, time, receipts, metrics, logger);
        // Events are taken in as soon as the server listens, which may be before the rules are ready to look at them.
        _listening = Listening.Since(Now());
        _figures = new NodeFigureReader(holder, views, comparisons);
        (_city, _inForce) = (holder.Current, rules.Current);
        _evaluator = new RuleEvaluator(_city, _inForce);
        foreach (var batch in log.From(LogStream.Alarms, log.FirstOffset(LogStream.Alarms)))
        {
            foreach (var bytes in batch) Book.Apply(AlarmStep.Read(bytes), _steps++);
        }
        Book.Forget(Now());
        metrics.Meter.CreateObservableGauge("edudx.alarms.lag", () => Lag, "{event}", "Committed events that the alarm rules have not seen");
        metrics.Meter.CreateObservableGauge("edudx.alarms.open", () => Book.Alarms.Values.Count(a => a.IsOpen), "{alarm}", "Open alarms");
    }

    /// <summary>All alarms; readers take its parts once.</summary>
    public AlarmBook Book { get; } = new();

    /// <summary>Committed events that the rules have not seen.</summary>
    public long Lag => Math.Max(0, _log.DurableOffset(LogStream.Events) - Volatile.Read(ref _cursor));

    /// <summary>Values that came too late for the rules.</summary>
    public long LateValues => _evaluator.LateValues;

    /// <summary>Takes a person's action; done when it is on the disk.</summary>
    /// <returns>The alarm after it, or null and why not; null and null when there is no such alarm.</returns>
    /// <exception cref="LogRefusedException">Nothing was changed.</exception>
    public async Task<(Alarm? Alarm, string? Problem)> ActAsync(long id, string action, string? by, string? text, int? minutes, CancellationToken cancel)
    {
        Alarm? after;
        long ticket;
        lock (_gate)
        {
            if (!Book.Alarms.TryGetValue(id, out var alarm)) return (null, null);
            if (AlarmDesk.Act(alarm, action, by, text, minutes, Now(), out var problem) is not { } step) return (null, problem);
            // An alarm is shown without its record; that somebody has it is not said to them before it is kept.
            if (_log.Append(LogStream.Alarms, step.ToBytes(), out ticket) != AppendStatus.Queued) throw new LogRefusedException();
            after = Book.Apply(step, _steps++);
        }
        await _log.WaitAsync(ticket, cancel);
        return (after, null);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _pipeline.Ready.WaitAsync(stoppingToken);
        foreach (var view in _views.Devices.All) _evaluator.Seed(view);
        _cursor = Offsets.FirstCommittedAfter(_log, Now() - LookBackMs);
        Read();
        // What a source says counts since the ports were open; its silence only from here on, when everybody could have come back.
        _listening = _listening.After(Now());
        lock (_gate) Restore();
        Ready(Book.Alarms.Values.Count(a => a.IsOpen), _steps);
        var turns = new TurnWatch(_time);
        using var timer = new PeriodicTimer(TickEvery);
        for (var turn = 0; await timer.WaitForNextTickAsync(stoppingToken); turn++)
        {
            var (setMs, stoodStill) = turns.Turn();
            if (setMs != 0 || stoodStill) _listening = _listening.After(Now());
            if (setMs != 0)
            {
                ClockSet(setMs / 1000);
                _metrics.ClockSet(setMs);
            }
            Read();
            lock (_gate) Tick(sums: turn % 4 == 0);
        }
    }

    private void Read()
    {
        foreach (var batch in _log.From(LogStream.Events, _cursor))
        {
            foreach (var bytes in batch)
            {
                _evaluator.Fold(bytes);
                _lastReceivedMs = EventHeader.ReceivedOf(bytes);
            }
            Volatile.Write(ref _cursor, batch.NextOffset);
        }
    }

    private void Tick(bool sums)
    {
        if (!ReferenceEquals(_holder.Current, _city) || !ReferenceEquals(_rules.Current, _inForce))
        {
            (_city, _inForce) = (_holder.Current, _rules.Current);
            _evaluator.Take(_city, _inForce);
        }
        // With a backlog the silence of a source may only be what was not read yet.
        var now = Now();
        _listening = _listening with { LeadMs = _receipts.LeadMs(now) };
        if (Lag > 0 && _lastReceivedMs != 0) now = Math.Min(now, _listening.ClockAt(_lastReceivedMs));
        if (sums) _figures.Turn(now);
        var findings = _evaluator.Tick(now, _listening, sums ? _figures : null);
        var losses = _evaluator.Losses.Where(l => !IsAlarmed(l.Subject)).ToArray();
        foreach (var change in _outages.Tick(now, _city, losses, _evaluator, _inForce.Outage)) Take(AlarmDesk.Of(Book, change, Now()));
        foreach (var finding in findings.Where(f => !_held.Take(f, _outages))) Take(finding);
        foreach (var finding in _held.Tell(now, _outages, _evaluator, _inForce.Times.ReopenMinutes * 60_000L)) Take(finding);
        TakeTold(Now());
        foreach (var step in AlarmDesk.Tick(Book, _inForce.Times, Now()).ToArray()) Take(step);
        if (sums) Book.Forget(Now());
    }

    private void Take(Finding finding)
    {
        foreach (var step in AlarmDesk.Of(Book, finding, _inForce.Times, Now()).ToArray()) Take(step);
    }

    private Alarm? Take(AlarmStep step)
    {
        // A refusing log (disk floor) must not hide an alarm: it is shown, and the loss of its record is counted.
        if (_log.Append(LogStream.Alarms, step.ToBytes(), out _) != AppendStatus.Queued) _metrics.Lost("alarm-step");
        return Book.Apply(step, _steps++);
    }

    private bool IsAlarmed(Subject subject) => _inForce.Rules.Any(r => r.When is DeviceSilent && Book.OpenOf(r.Id, subject) is not null);

    private void Restore()
    {
        _evaluator.Restore(Book.Alarms.Values);
        foreach (var alarm in Book.Alarms.Values.Where(a => a.IsOpen && a.Head.SubjectKind == Subject.OutageKind))
        {
            var node = _city.NodeByKey.TryGetValue(alarm.Node, out var index) ? _city.Nodes[index] : _city.Nodes[0];
            var outage = new Outage(alarm.Cause ?? "mixed", node) { Alarm = alarm.Id, SinceMs = alarm.Head.SinceMs };
            foreach (var name in alarm.Members)
            {
                if (_evaluator.SubjectOf(name) is { } subject) outage.Members[subject] = name;
            }
            if (outage.Members.Count > 0) _outages.Restore(outage);
            else Take(new AlarmStep { Alarm = alarm.Id, What = "cleared", AtMs = Now() });
        }
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    [LoggerMessage(602, LogLevel.Warning, "The machine's clock was set by {Seconds} s. Sources are unknown until they are heard again; check the machine's time service")]
    private partial void ClockSet(long seconds);

    [LoggerMessage(601, LogLevel.Information, "Alarms are ready: {Open} open, {Steps} steps in the journal")]
    private partial void Ready(int open, long steps);
}
