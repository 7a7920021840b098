namespace EduDx.Registry.Import;

/// <summary>Who holds which card when, so that no two persons hold one on the same day.</summary>
internal sealed class CardLedger
{
    private readonly Dictionary<string, Use> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Use>> _more = new(StringComparer.Ordinal);

    /// <summary>A use of a card; line 0 when it comes from the database.</summary>
    internal readonly record struct Use(string Person, string File, int Line, DateOnly From, DateOnly To);

    /// <summary>Notes a use.</summary>
    /// <returns>A use by another person on the same day; null when there is none.</returns>
    public Use? Add(string code, Use use)
    {
        if (_first.TryAdd(code, use)) return null;
        if (Clash(_first[code], use)) return _first[code];
        if (!_more.TryGetValue(code, out var uses)) _more[code] = uses = [];
        foreach (var other in uses)
        {
            if (Clash(other, use)) return other;
        }
        uses.Add(use);
        return null;
    }

    private static bool Clash(Use a, Use b) => a.Person != b.Person && a.From <= b.To && b.From <= a.To;
}
