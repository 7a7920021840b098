using EduDx.Live.Alarms;
using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Live.Events;
using EduDx.Tests.Live.Devices;

namespace EduDx.Tests.Live.Alarms;

/// <summary>Evaluator, outages, desk and book on explicit ticks, as the server runs them.</summary>
internal sealed class AlarmRig
{
    private readonly HeldFindings _held = new();
    private long _number;
    private int _id;

    public AlarmRig(CityModel city, RuleSet? rules = null)
    {
        (City, Rules) = (city, rules ?? RuleJson.Defaults);
        Evaluator = new RuleEvaluator(city, Rules);
    }

    public CityModel City { get; }
    public RuleSet Rules { get; }
    public RuleEvaluator Evaluator { get; }
    public OutageFolder Outages { get; } = new();
    public AlarmBook Book { get; } = new();
    public List<AlarmStep> Journal { get; } = [];
    public long ListeningMs { get; set; } = Stations.At(5, 0);

    public IEnumerable<AlarmStep> Steps(string what, string rule) => Journal.Where(s => s.What == what && Book.Alarms.TryGetValue(s.Alarm, out var a) && a.Head.Rule == rule);

    /// <summary>A heartbeat of a device.</summary>
    public void Beat(int school, int slot, long at, params (string, double)[] metrics) =>
        Evaluator.Fold(Stations.Telemetry(City.Schools[school], slot, at, ++_id, metrics: metrics.Length > 0 ? metrics : [("on", 1)]));

    public void Fold(byte[] e) => Evaluator.Fold(e);

    public int NextId() => ++_id;

    /// <summary>One tick, with everything that the server does at it.</summary>
    public void Tick(long now)
    {
        var findings = Evaluator.Tick(now, Listening.Since(ListeningMs), null);
        foreach (var change in Outages.Tick(now, City, Evaluator.Losses, Evaluator, Rules.Outage)) Take(AlarmDesk.Of(Book, change, now));
        var told = findings.Where(f => !_held.Take(f, Outages)).ToList();
        told.AddRange(_held.Tell(now, Outages, Evaluator, Rules.Times.ReopenMinutes * 60_000L));
        foreach (var finding in told)
        {
            foreach (var step in AlarmDesk.Of(Book, finding, Rules.Times, now).ToArray()) Take(step);
        }
        foreach (var step in AlarmDesk.Tick(Book, Rules.Times, now).ToArray()) Take(step);
    }

    public void Take(AlarmStep step)
    {
        // As the journal gives it back.
        var read = AlarmStep.Read(step.ToBytes());
        Journal.Add(read);
        Book.Apply(read, _number++);
    }

    /// <summary>Ticks from one instant to another.</summary>
    public void Run(long from, long to, int everyMs, Action<long>? before = null)
    {
        for (var now = from; now <= to; now += everyMs)
        {
            before?.Invoke(now);
            Tick(now);
        }
    }
}
