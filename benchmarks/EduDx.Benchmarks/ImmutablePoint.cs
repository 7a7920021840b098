using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace EduDx.Benchmarks;

/// <summary>
/// A point as the official client of InfluxDB shapes it: each tag and each field makes a new point with sorted immutable sets, and the line is
/// built from it as a string. Written here to be held against, because that client is not among the packages used.
/// </summary>
internal sealed class ImmutablePoint
{
    private readonly string _measurement;
    private readonly ImmutableSortedDictionary<string, string> _tags;
    private readonly ImmutableSortedDictionary<string, object> _fields;
    private readonly long? _ns;

    private ImmutablePoint(string measurement, ImmutableSortedDictionary<string, string> tags, ImmutableSortedDictionary<string, object> fields, long? ns) =>
        (_measurement, _tags, _fields, _ns) = (measurement, tags, fields, ns);

    public static ImmutablePoint Measurement(string name) =>
        new(name, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, object>(StringComparer.Ordinal), null);

    public ImmutablePoint Tag(string name, string value) => new(_measurement, _tags.SetItem(name, value), _fields, _ns);

    public ImmutablePoint Field(string name, object value) => new(_measurement, _tags, _fields.SetItem(name, value), _ns);

    public ImmutablePoint Timestamp(long ns) => new(_measurement, _tags, _fields, ns);

    public string ToLineProtocol()
    {
        var line = new StringBuilder();
        Escape(line, _measurement);
        foreach (var (name, value) in _tags)
        {
            line.Append(',');
            Escape(line, name);
            line.Append('=');
            Escape(line, value);
        }
        line.Append(' ');
        foreach (var (name, value) in _fields)
        {
            Escape(line, name);
            line.Append('=').Append(Convert.ToString(value, CultureInfo.InvariantCulture)).Append("i,");
        }
        line.Length--;
        return line.Append(' ').Append(_ns).ToString();
    }

    private static void Escape(StringBuilder line, string text)
    {
        foreach (var sign in text)
        {
            if (sign is ' ' or ',' or '=' or '\\') line.Append('\\');
            line.Append(sign);
        }
    }
}
