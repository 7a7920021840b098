namespace EduDx.Ops.Scans;

/// <summary>
/// A map that remembers the newest entries and forgets the others: two generations, of which the older goes when the younger is full. What is asked for
/// stays. Holds at most twice <paramref name="generation"/> entries; takes a short lock.
/// </summary>
/// <param name="generation">Entries of a generation, 1 or more.</param>
internal sealed class RecentMap<TKey, TValue>(int generation) where TKey : notnull
{
    private readonly Lock _gate = new();
    private Dictionary<TKey, TValue> _young = [];
    private Dictionary<TKey, TValue> _old = [];

    /// <summary>Entries that are remembered, at most twice the generation.</summary>
    public int Count
    {
        get { lock (_gate) return _young.Count + _old.Count; }
    }

    /// <summary>Looks an entry up.</summary>
    public bool TryGet(TKey key, out TValue value)
    {
        lock (_gate)
        {
            if (_young.TryGetValue(key, out value!)) return true;
            if (!_old.Remove(key, out value!)) return false;
            Put(key, value);
            return true;
        }
    }

    /// <summary>Remembers an entry.</summary>
    public void Set(TKey key, TValue value)
    {
        lock (_gate)
        {
            _old.Remove(key);
            Put(key, value);
        }
    }

    /// <summary>Remembers an entry made from the one that was there (or the default), in one step.</summary>
    /// <returns>What <paramref name="change"/> says beside the new entry.</returns>
    public TResult Update<TArgument, TResult>(TKey key, TArgument argument, Func<TValue?, TArgument, (TValue Value, TResult Result)> change)
    {
        lock (_gate)
        {
            if (!_young.TryGetValue(key, out var value)) _old.Remove(key, out value);
            var (changed, result) = change(value, argument);
            Put(key, changed);
            return result;
        }
    }

    private void Put(TKey key, TValue value)
    {
        if (_young.Count >= generation && !_young.ContainsKey(key))
        {
            (_young, _old) = (_old, _young);
            _young.Clear();
        }
        _young[key] = value;
    }
}
