namespace EduDx.Ops.Access.Limits;

/// <summary>
/// A token bucket kept as one number: the moment at which it is full again. A payload is taken when there is a token and may leave a debt; so what is
/// charged is what it really held, and no payload is split.
/// </summary>
/// <param name="perSecond">Tokens a second.</param>
/// <param name="burst">Tokens of a full bucket.</param>
public sealed class TokenBucket(int perSecond, int burst)
{
    private readonly long _tokenUs = Math.Max(1, 1_000_000 / perSecond);
    private long _fullUs;

    /// <summary>Milliseconds until there is a token; 0 when there is one.</summary>
    /// <param name="nowMs">Milliseconds of a clock that never goes back.</param>
    public long WaitMs(long nowMs)
    {
        var over = Volatile.Read(ref _fullUs) - nowMs * 1000 - (burst - 1) * _tokenUs;
        return over <= 0 ? 0 : (over + 999) / 1000;
    }

    /// <summary>Takes tokens, also more than there are.</summary>
    public void Charge(int tokens, long nowMs)
    {
        long seen, next;
        do
        {
            seen = Volatile.Read(ref _fullUs);
            next = Math.Max(seen, nowMs * 1000) + tokens * _tokenUs;
        }
        while (Interlocked.CompareExchange(ref _fullUs, next, seen) != seen);
    }
}
