using System.Globalization;
using System.Text;

namespace EduDx.FirmwareSim.City;

/// <summary>Writes one CSV file (RFC 4180, UTF-8, line feeds) row by row.</summary>
public sealed class CsvFileWriter : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly int _columns;
    private int _column;

    /// <summary>Creates the file and writes its header.</summary>
    public CsvFileWriter(string path, string header)
    {
        _writer = new StreamWriter(path, append: false, new UTF8Encoding(false), bufferSize: 1 << 16) { NewLine = "\n" };
        _columns = header.Count(c => c == ',') + 1;
        _writer.WriteLine(header);
    }

    /// <summary>Writes a cell.</summary>
    public CsvFileWriter Cell(string? value)
    {
        if (_column++ > 0) _writer.Write(',');
        if (value is null) return this;
        if (value.AsSpan().IndexOfAny(",\"\r\n") < 0) _writer.Write(value);
        else _writer.Write($"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        return this;
    }

    /// <summary>Writes a whole number.</summary>
    public CsvFileWriter Cell(int value) => Cell(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes degrees to about a tenth of a metre.</summary>
    public CsvFileWriter Degrees(double value) => Cell(value.ToString("F6", CultureInfo.InvariantCulture));

    /// <summary>Writes minutes after midnight as <c>HH:MM</c>.</summary>
    public CsvFileWriter Time(int minutes) => Cell($"{minutes / 60:00}:{minutes % 60:00}");

    /// <summary>Ends the row; cells that were not given are empty.</summary>
    public void End()
    {
        if (_column > _columns) throw new InvalidOperationException($"a row has {_column} cells, its header {_columns}");
        while (_column < _columns) Cell((string?)null);
        _column = 0;
        _writer.WriteLine();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
