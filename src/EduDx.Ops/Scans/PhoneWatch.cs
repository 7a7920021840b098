using System.IO.Hashing;

namespace EduDx.Ops.Scans;

/// <summary>
/// Does one phone speak for several persons? From the third person within ten minutes on each scan of the phone is flagged: a parent with two children is none.
/// The phone's id is hashed before it is remembered, in memory only.
/// </summary>
internal sealed class PhoneWatch
{
    private const int Persons = 3;
    private const long WindowMs = 10 * 60_000;
    private const int Generation = 50_000;

    // More than these say nothing more.
    private const int Remembered = 8;

    private readonly RecentMap<UInt128, Use[]> _phones = new(Generation);

    private readonly record struct Use(int Person, long AtMs);

    /// <summary>Notes that a phone spoke for a person.</summary>
    /// <param name="phone">Id that the app keeps, UTF-8.</param>
    /// <param name="person">Registry key.</param>
    /// <param name="nowMs">When the server took it in: what a phone says of its clock is no evidence.</param>
    /// <returns>True when it was one person too many.</returns>
    public bool IsBurst(ReadOnlySpan<byte> phone, int person, long nowMs) => _phones.Update(XxHash128.HashToUInt128(phone), new Use(person, nowMs), static (before, now) =>
    {
        Use[] uses = [now, .. (before ?? []).Where(u => u.Person != now.Person && now.AtMs - u.AtMs < WindowMs).Take(Remembered - 1)];
        return (uses, uses.Length >= Persons);
    });
}
