using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace EduDx.Registry.Import;

/// <summary>
/// Reads one file row by row and notes everything that is wrong with it, by line and column. A bad row does not end the
/// reading: people want all of them at once.
/// </summary>
internal sealed partial class CsvSheet : IDisposable
{
    private const int MaxCell = 1024;
    private readonly Sheet _sheet;
    private readonly ImportErrors _errors;
    private readonly CsvParser _parser;
    private readonly int[] _positions;
    private int _cells;
    private int _badQuotes;

    /// <summary>Opens the file and reads its header. The stream is closed with this object.</summary>
    public CsvSheet(Sheet sheet, Stream stream, ImportErrors errors)
    {
        (_sheet, _errors) = (sheet, errors);
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            MaxFieldSize = MaxCell,
            TrimOptions = TrimOptions.Trim,
            BadDataFound = _ => _badQuotes++,
        };
        // Bytes that are not UTF-8 arrive as U+FFFD, so that the line that holds them can be named. No other encoding is guessed.
        var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), detectEncodingFromByteOrderMarks: false, 64 * 1024);
        _parser = new CsvParser(reader, configuration);
        _positions = new int[sheet.Columns.Length];
        HasHeader = ReadHeader();
    }

    /// <summary>False when the header is wrong; there is nothing to read then.</summary>
    public bool HasHeader { get; }

    /// <summary>Line of the row.</summary>
    public int Line { get; private set; }

    /// <summary>True when something was wrong with the row so far.</summary>
    public bool IsBad { get; private set; }

    /// <summary>Goes to the next row that has the right number of cells.</summary>
    public bool Read()
    {
        while (HasHeader && ReadRecord())
        {
            IsBad = false;
            if (_badQuotes > 0)
            {
                _badQuotes = 0;
                Bad("", "a quotation mark stands inside a cell that is not quoted; put the cell in quotation marks and double those inside it");
            }
            else if (_parser.Count != _cells)
            {
                Bad("", $"the row has {_parser.Count} cells and the header {_cells}; give each column a cell, and quote a cell that contains a comma");
            }
            else
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Notes that the row is bad.</summary>
    /// <param name="column">Name of the column; empty for the whole row.</param>
    /// <param name="message">What is wrong and what to do.</param>
    public void Bad(string column, string message)
    {
        IsBad = true;
        _errors.Add(_sheet.File, Line, column, message);
    }

    /// <inheritdoc/>
    public void Dispose() => _parser.Dispose();

    private bool ReadRecord()
    {
        var before = Line;
        try
        {
            var more = _parser.Read();
            Line = _parser.RawRow;
            // A cell that runs over lines is refused by the line where its row begins, which is where to look for the quotation mark.
            if (more && Line > before + 1 && _parser.RawRecord.Trim().Contains('\n')) Line = before + 1;
            return more;
        }
        catch (MaxFieldSizeException)
        {
            Line = before + 1;
            Bad("", $"a cell is longer than {MaxCell} characters: most often a quotation mark that is not closed; nothing behind it was read");
            return false;
        }
    }

    private bool ReadHeader()
    {
        if (!ReadRecord() || IsBad)
        {
            if (!IsBad) Bad("", $"the file is empty; its first line is: {string.Join(',', _sheet.Columns)}");
            return false;
        }
        var found = new string[_cells = _parser.Count];
        for (var i = 0; i < found.Length; i++) found[i] = _parser[i];
        _badQuotes = 0;
        if (Array.Exists(found, f => f.Contains('\uFFFD') || f.Contains('\0')))
        {
            Bad("", "the file is not UTF-8; save it as CSV UTF-8");
            return false;
        }
        for (var i = 0; i < _positions.Length; i++)
        {
            _positions[i] = Array.IndexOf(found, _sheet.Columns[i]);
            if (_positions[i] < 0 && i < _positions.Length - _sheet.Optional) Bad(_sheet.Columns[i], $"the column is missing; the header is: {string.Join(',', _sheet.Columns)}");
        }
        for (var i = 0; i < found.Length; i++)
        {
            if (!_sheet.Columns.Contains(found[i])) Bad(found[i], $"the column is not known; the header is: {string.Join(',', _sheet.Columns)}");
            else if (Array.IndexOf(found, found[i]) != i) Bad(found[i], "the column occurs twice; remove one");
        }
        return !IsBad;
    }
}
