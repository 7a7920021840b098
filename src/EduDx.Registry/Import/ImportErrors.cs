namespace EduDx.Registry.Import;

/// <summary>Everything that is wrong with the files of one import.</summary>
internal sealed class ImportErrors
{
    /// <summary>Errors that are kept; more are counted. A wrong column of a whole city would otherwise fill the memory.</summary>
    public const int MaxListed = 10_000;

    private readonly List<ImportError> _listed = [];

    /// <summary>Number of errors, listed or not.</summary>
    public int Count { get; private set; }

    /// <summary>The kept errors, in the order of the files and lines; the last one says how many are not listed.</summary>
    public IReadOnlyList<ImportError> Listed()
    {
        var rank = new Dictionary<string, int>();
        foreach (var sheet in Sheets.InOrder) rank[sheet.File] = rank.Count;
        var sorted = _listed.OrderBy(e => rank.GetValueOrDefault(e.File, int.MaxValue)).ThenBy(e => e.File, StringComparer.Ordinal)
            .ThenBy(e => e.Line).ToList();
        if (Count > _listed.Count)
        {
            sorted.Add(new("", 0, "", $"{Count - _listed.Count} more errors are not listed; correct these first and try again"));
        }
        return sorted;
    }

    /// <summary>Notes an error.</summary>
    public void Add(string file, int line, string column, string message)
    {
        Count++;
        if (_listed.Count < MaxListed) _listed.Add(new(file, line, column, message));
    }
}
