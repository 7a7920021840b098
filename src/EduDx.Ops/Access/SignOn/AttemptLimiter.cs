namespace EduDx.Ops.Access.SignOn;

/// <summary>At most so many attempts in so long, from one address and from all together; the table of addresses is bounded.</summary>
/// <param name="each">Attempts of one address in a span.</param>
/// <param name="all">Attempts of all addresses in a span: a botnet has many.</param>
/// <param name="span">The span.</param>
/// <param name="time">Real time.</param>
internal sealed class AttemptLimiter(int each, int all, TimeSpan span, TimeProvider time)
{
    private const int MaxAddresses = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private long _from = time.GetTimestamp();
    private int _total;

    /// <summary>Counts an attempt.</summary>
    /// <returns>Null when it may go on, otherwise how long to wait.</returns>
    public TimeSpan? Take(string address)
    {
        lock (_gate)
        {
            var passed = time.GetElapsedTime(_from);
            if (passed >= span)
            {
                _counts.Clear();
                (_total, _from, passed) = (0, time.GetTimestamp(), TimeSpan.Zero);
            }
            var mine = _counts.GetValueOrDefault(address);
            if (mine >= each || _total >= all || (mine == 0 && _counts.Count >= MaxAddresses)) return span - passed;
            _counts[address] = mine + 1;
            _total++;
            return null;
        }
    }
}
