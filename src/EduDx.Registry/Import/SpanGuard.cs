namespace EduDx.Registry.Import;

/// <summary>Finds rows of one identity with overlapping days, in the small files.</summary>
internal sealed class SpanGuard<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, List<(DateOnly From, DateOnly To, int Line)>> _spans = [];

    /// <summary>Notes the row's days, and that the row is bad when they overlap those of an earlier one.</summary>
    public void Check(CsvSheet sheet, int column, TKey key, DateOnly? from, DateOnly to)
    {
        var first = from ?? DateOnly.MinValue;
        if (!_spans.TryGetValue(key, out var spans)) _spans[key] = spans = [];
        var other = spans.FindIndex(s => s.From <= to && first <= s.To);
        if (other >= 0) sheet.Bad(column, $"the days overlap those of line {spans[other].Line}, which is about the same; remove one row or correct its days");
        spans.Add((first, to, sheet.Line));
    }
}
