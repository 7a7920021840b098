using System.Globalization;
using System.Text.RegularExpressions;

namespace EduDx.Registry.Import;

/// <summary>The cells of the row, by kind. Each notes what is wrong and answers something harmless then.</summary>
internal sealed partial class CsvSheet
{
    /// <summary>Text of a cell, after the checks that hold for every cell; empty when it is bad.</summary>
    public string Text(int column)
    {
        if (_positions[column] < 0) return "";
        var text = _parser[_positions[column]];
        if (text.Length == 0) return text;
        if (text[0] is '=' or '+' or '@')
        {
            return Refuse(column, $"the cell begins with '{text[0]}', which spreadsheets run as a formula; remove it");
        }
        foreach (var c in text)
        {
            if (c == '\uFFFD') return Refuse(column, "the cell is not UTF-8; save the file as CSV UTF-8");
            if (char.IsControl(c)) return Refuse(column, "the cell contains a line break or another control character; remove it");
        }
        return text;
    }

    /// <summary>A name as people write it, NFC. Required unless <paramref name="optional"/>.</summary>
    public string Name(int column, bool optional = false)
    {
        var text = Text(column);
        if (text.Length == 0) return optional || IsBad ? text : Refuse(column, "the cell is empty; write the name");
        return text[0] == '-' ? Refuse(column, "the name begins with '-', which spreadsheets run as a formula; remove it") : VietnameseText.Compose(text);
    }

    /// <summary>An id of small letters, digits and hyphens; empty when it is bad.</summary>
    public string Id(int column) => Grammar(column, IdGrammar(), "1 to 40 of a-z, 0-9 and -");

    /// <summary>An identity number; empty when there is none.</summary>
    public string Identity(int column) =>
        Text(column) is { Length: > 0 } ? Grammar(column, IdentityGrammar(), "1 to 32 letters, digits and hyphens", tell: false) : "";

    /// <summary>An id of a node: an id, or two with a dot between them.</summary>
    public string NodeId(int column) => Grammar(column, NodeIdGrammar(), "1 to 40 of a-z, 0-9 and -, and for a campus or class 'school.name'");

    /// <summary>A card's code; empty when there is none.</summary>
    public string CardCode(int column) =>
        Text(column) is { Length: > 0 } ? Grammar(column, CardGrammar(), "1 to 64 of letters, digits and . _ : -") : "";

    /// <summary>One of some words; -1 when it is none of them.</summary>
    public int Word(int column, params ReadOnlySpan<string> words)
    {
        var text = Text(column);
        var at = words.IndexOf(text);
        if (at < 0) Bad(column, $"'{text}' is not known; write one of: {string.Join(", ", words.ToArray())}");
        return at;
    }

    /// <summary>A whole number in a range; <paramref name="none"/> when the cell is empty.</summary>
    public int Number(int column, int low, int high, int? none = null)
    {
        var text = Text(column);
        if (text.Length == 0 && none is { } value) return value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high) return number;
        Bad(column, $"'{text}' is not a whole number from {low} to {high}");
        return low;
    }

    /// <summary>A decimal number in a range; null when the cell is empty.</summary>
    public double? Decimal(int column, double low, double high)
    {
        var text = Text(column);
        if (text.Length == 0) return null;
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (double.TryParse(text, Styles, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high) return number;
        Bad(column, string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a number from {low} to {high}; the decimal sign is a point"));
        return null;
    }

    /// <summary>A point with its radius in three columns that follow each other: all of them or none.</summary>
    public (double? Latitude, double? Longitude, double? RadiusMetres) Place(int column)
    {
        var (lat, lon, radius) = (Decimal(column, -90, 90), Decimal(column + 1, -180, 180), Decimal(column + 2, 1, 100_000));
        if (!IsBad && (lat is null != lon is null || lat is null != radius is null))
        {
            Bad(column, "lat, lon and radius_m belong together; fill all three or none");
        }
        return (lat, lon, radius);
    }

    /// <summary>Minutes after midnight of a time <c>HH:MM</c>.</summary>
    public int Time(int column)
    {
        var text = Text(column);
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time.Hour * 60 + time.Minute;
        Bad(column, $"'{text}' is not a time; write HH:MM, from 00:00 to 23:59");
        return 0;
    }

    /// <summary>A day <c>YYYY-MM-DD</c>; null when the cell is empty.</summary>
    public DateOnly? Day(int column)
    {
        var text = Text(column);
        if (text.Length == 0) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Bad(column, $"'{text}' is not a day; write YYYY-MM-DD");
        return null;
    }

    /// <summary>First and last day in two columns that follow each other.</summary>
    public (DateOnly? From, DateOnly To) Span(int column)
    {
        var (from, to) = (Day(column), Day(column + 1) ?? DateOnly.MaxValue);
        if (from > to) Bad(column + 1, "the last day is before the first; correct one of them");
        return (from, to);
    }

    /// <summary>Notes that a cell is bad.</summary>
    public void Bad(int column, string message) => Bad(_sheet.Columns[column], message);

    private string Refuse(int column, string message)
    {
        Bad(column, message);
        return "";
    }

    private string Grammar(int column, Regex grammar, string rule, bool tell = true)
    {
        var text = Text(column);
        if (grammar.IsMatch(text)) return text;
        // An empty answer of a cell that is not empty has been noted already.
        if (text.Length > 0 || _parser[_positions[column]].Length == 0) Bad(column, tell ? $"'{text}' is not an id; write {rule}" : $"the cell is not an identity number; write {rule}");
        return "";
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdGrammar();

    [GeneratedRegex(@"\A[a-z0-9-]{1,40}(\.[a-z0-9-]{1,40})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NodeIdGrammar();

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdentityGrammar();

    [GeneratedRegex(@"\A[A-Za-z0-9._:-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CardGrammar();
}
