using System.Text;
using EduDx.FirmwareSim.Commands;

namespace EduDx.FirmwareSim.City;

/// <summary>Reads one CSV file (RFC 4180, one row a line) row by row; the cells of a row are valid until the next.</summary>
public sealed class CsvFileReader : IDisposable
{
    private readonly StreamReader _reader;
    private readonly string _path;
    private readonly List<string> _cells = [];
    private readonly StringBuilder _quoted = new();
    private readonly int _columns;
    private int _line = 1;

    /// <summary>Opens the file and checks its header.</summary>
    public CsvFileReader(string folder, string file, string header)
    {
        _path = Path.Combine(folder, file);
        if (!File.Exists(_path)) throw new UsageException($"{_path} is missing; write the city with: firmware-sim city --out {folder}");
        _reader = new StreamReader(_path, Encoding.UTF8, true, 1 << 16);
        var first = _reader.ReadLine();
        if (first != header) throw new UsageException($"{_path} line 1: the header is '{first}'; it must be '{header}'");
        _columns = header.Count(c => c == ',') + 1;
    }

    /// <summary>A cell of the current row.</summary>
    public string this[int column] => _cells[column];

    /// <summary>Where the current row is, for messages.</summary>
    public string Where => $"{_path} line {_line}";

    /// <summary>Goes to the next row.</summary>
    public bool Read()
    {
        var line = _reader.ReadLine();
        if (line is null) return false;
        _line++;
        _cells.Clear();
        if (line.Contains('"', StringComparison.Ordinal)) SplitQuoted(line);
        else SplitPlain(line);
        return _cells.Count == _columns ? true : throw new UsageException($"{Where}: {_cells.Count} cells, the header has {_columns}");
    }

    /// <summary>The start and end of a row's validity hold <paramref name="day"/>; empty cells are open.</summary>
    public bool IsValidOn(DateOnly day, int from) =>
        (_cells[from].Length == 0 || Day(from) <= day) && (_cells[from + 1].Length == 0 || day <= Day(from + 1));

    /// <summary>A date cell.</summary>
    public DateOnly Day(int column) => DateOnly.TryParseExact(_cells[column], "yyyy-MM-dd", out var day)
        ? day
        : throw new UsageException($"{Where}: '{_cells[column]}' is not a date; write YYYY-MM-DD");

    /// <summary>A whole number.</summary>
    public int Whole(int column) => int.TryParse(_cells[column], out var value)
        ? value
        : throw new UsageException($"{Where}: '{_cells[column]}' is not a whole number");

    /// <summary>An <c>HH:MM</c> cell as minutes after midnight.</summary>
    public int Minutes(int column) => TimeOnly.TryParseExact(_cells[column], "HH:mm", out var time)
        ? time.Hour * 60 + time.Minute
        : throw new UsageException($"{Where}: '{_cells[column]}' is not a time; write HH:MM");

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private void SplitPlain(string line)
    {
        foreach (var range in line.AsSpan().Split(',')) _cells.Add(line[range]);
    }

    private void SplitQuoted(string line)
    {
        var inside = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && inside && i + 1 < line.Length && line[i + 1] == '"') _quoted.Append(line[++i]);
            else if (c == '"') inside = !inside;
            else if (c == ',' && !inside) TakeCell();
            else _quoted.Append(c);
        }
        if (inside) throw new UsageException($"{Where}: a quote is not closed");
        TakeCell();
    }

    private void TakeCell()
    {
        _cells.Add(_quoted.ToString());
        _quoted.Clear();
    }
}
