using EduDx.Live.City;

namespace EduDx.Registry.Import;

/// <summary>Whose session, and which: ordered by node.</summary>
internal readonly record struct SessionKey(int Node, bool Staff, SessionKind Kind) : IComparable<SessionKey>
{
    /// <inheritdoc/>
    public int CompareTo(SessionKey other) => Order.CompareTo(other.Order);

    private long Order => (Node * 2L + (Staff ? 1 : 0)) * 4 + (int)Kind;
}
