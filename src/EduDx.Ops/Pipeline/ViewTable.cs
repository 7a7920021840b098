using System.Collections.Concurrent;
using EduDx.Live.City;

namespace EduDx.Ops.Pipeline;

/// <summary>
/// The newest figures of one kind for each school and day. Each shard writes its own schools; readers take a reference once and
/// never lock.
/// </summary>
/// <typeparam name="TView">Immutable figures.</typeparam>
public sealed class ViewTable<TView>
    where TView : class
{
    private readonly ConcurrentDictionary<(DateOnly Day, int SchoolKey), Published<TView>> _views = new();
    private readonly ConcurrentDictionary<DateOnly, bool> _days = new();
    private long _version;
    private long _changes;

    /// <summary>Puts newer figures in place of older ones.</summary>
    public void Publish(DateOnly day, SchoolModel school, TView view)
    {
        _views[(day, school.Node.Key)] = new Published<TView>(view, Interlocked.Increment(ref _version));
        _days.TryAdd(day, true);
        Interlocked.Increment(ref _changes);
    }

    /// <summary>How often figures were published: what is counted here is visible.</summary>
    public long Changes => Volatile.Read(ref _changes);

    /// <summary>The newest figures of a school and day, with the version they were published at; null before the first.</summary>
    public Published<TView>? Find(DateOnly day, SchoolModel school) => _views.GetValueOrDefault((day, school.Node.Key));

    /// <summary>
    /// The newest figures of every school and day. Who follows changes compares references: versions of two shards can become
    /// visible in another order than they were given.
    /// </summary>
    public IEnumerable<TView> All => _views.Values.Select(v => v.View);

    /// <summary>How many days have figures; cheap to ask often.</summary>
    public int Days => _days.Count;

    /// <summary>The days that have figures.</summary>
    public IEnumerable<DateOnly> DayList => _days.Keys;

    /// <summary>Forgets days before <paramref name="first"/>.</summary>
    public void DropBefore(DateOnly first)
    {
        foreach (var key in _views.Keys)
        {
            if (key.Day < first) _views.TryRemove(key, out _);
        }
        foreach (var day in _days.Keys)
        {
            if (day < first) _days.TryRemove(day, out _);
        }
    }
}

/// <summary>Figures with the version they were published at.</summary>
/// <typeparam name="TView">Immutable figures.</typeparam>
public sealed record Published<TView>(TView View, long Version);
