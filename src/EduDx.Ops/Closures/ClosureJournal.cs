using EduDx.Live.City;
using EduDx.Live.Closures;
using EduDx.Log;

namespace EduDx.Ops.Closures;

/// <summary>The closures on the disk, and the model with them laid over it. A step is in the log before anybody is told that it was taken.</summary>
public sealed class ClosureJournal
{
    private readonly Lock _gate = new();
    private readonly EventLog _log;
    private readonly TimeProvider _time;
    private readonly ChecklistStep[] _checklist;
    private readonly ClosureBook _book = new();
    private CityModel _registry;
    private CityModel? _inForce;
    private long _steps;

    /// <summary>Reads the journal.</summary>
    /// <param name="log">The log.</param>
    /// <param name="registry">The model as the registry has it.</param>
    /// <param name="options">Where <c>checklist.json</c> may stand.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="FormatException">The checklist of the data folder has a mistake.</exception>
    public ClosureJournal(EventLog log, CityModel registry, OpsOptions options, TimeProvider time)
    {
        (_log, _registry, _time) = (log, registry, time);
        var path = Path.Combine(options.Data, "checklist.json");
        _checklist = File.Exists(path) ? ChecklistJson.Parse(File.ReadAllBytes(path)) : ChecklistJson.Defaults;
        foreach (var batch in log.From(LogStream.Closures, log.FirstOffset(LogStream.Closures)))
        {
            foreach (var bytes in batch) _book.Apply(ClosureStep.Read(bytes), _steps++);
        }
    }

    /// <summary>All closures, newest first.</summary>
    public IEnumerable<Closure> All => _book.Closures.Values.Reverse();

    /// <summary>One closure; null when there is none of that number.</summary>
    public Closure? Find(long id) => _book.Closures.GetValueOrDefault(id);

    /// <summary>A newer model of the registry, with the closures laid over it.</summary>
    public CityModel Over(CityModel registry)
    {
        lock (_gate)
        {
            _registry = registry;
            return Overlaid();
        }
    }

    /// <summary>The same model of the registry with the closures as they are now.</summary>
    public CityModel Overlaid()
    {
        lock (_gate) return _inForce = ClosedCity.Over(_registry, _book.Closures.Values, _inForce);
    }

    /// <summary>Closes; done when it is on the disk.</summary>
    /// <returns>The closure, or null and why not.</returns>
    public async Task<(Closure? Closure, string? Problem)> CloseAsync(ClosureStatus status, int[] nodes, string reason, string by, DateOnly? from, DateOnly? to, CancellationToken cancel)
    {
        Closure? after;
        long ticket;
        lock (_gate)
        {
            var now = Now();
            if (ClosureDesk.Close(_book.NextId, status, nodes, reason, by, from ?? LocalTime.DayOf(now), to, _checklist, now, out var problem) is not { } step) return (null, problem);
            (after, ticket) = Take(step);
        }
        await _log.WaitAsync(ticket, cancel);
        return (after, null);
    }

    /// <summary>Reopens, undoes or checks; done when it is on the disk.</summary>
    /// <returns>The closure, or null and why not; null and null when there is no such closure.</returns>
    public async Task<(Closure? Closure, string? Problem)> ActAsync(long id, string action, string by, string? item, CancellationToken cancel)
    {
        Closure? after;
        long ticket;
        lock (_gate)
        {
            if (Find(id) is not { } closure) return (null, null);
            var now = Now();
            if (ClosureDesk.Act(closure, action, by, item, now, out var problem) is not { } step) return (null, problem);
            (after, ticket) = Take(step);
        }
        await _log.WaitAsync(ticket, cancel);
        return (after, null);
    }

    // A refusing log (disk floor) refuses the action too: what is not on the disk is not in force after a restart.
    private (Closure? Closure, long Ticket) Take(ClosureStep step)
    {
        if (_log.Append(LogStream.Closures, step.ToBytes(), out var ticket) != AppendStatus.Queued) throw new LogRefusedException();
        return (_book.Apply(step, _steps++), ticket);
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
