using EduDx.Live.City;
using EduDx.Registry.Storage;
using EduDx.Registry.Timelines;

namespace EduDx.Registry.Import;

/// <summary>
/// Reads and merges <c>calendar.csv</c>. The days of a rule are its content, so it is no timeline: a rule that is missing
/// ends yesterday when it has begun, and goes when it has not; one whose days are over stays.
/// </summary>
internal sealed class CalendarFile(ImportRun run)
{
    private static readonly string[] Properties =
    [
        nameof(CalendarEntry.NodeKey), nameof(CalendarEntry.Kind), nameof(CalendarEntry.From), nameof(CalendarEntry.Weekdays),
        nameof(CalendarEntry.To), nameof(CalendarEntry.Reason),
    ];

    private readonly Dictionary<CalendarKey, (DateOnly To, string Reason, int Line)> _rows = [];

    /// <summary>Reads all rows and notes the bad ones.</summary>
    public void Read()
    {
        using var sheet = run.Open(Sheets.Calendar);
        while (sheet.Read())
        {
            var (nodeId, kind) = (sheet.NodeId(0), (CalendarKind)(sheet.Word(1, "term", "holiday", "closure", "makeup") + 1));
            var (from, to) = sheet.Span(2);
            var (weekdays, reason) = (Weekdays(sheet, 4), sheet.Name(5, optional: true));
            // A rule may speak of past days of a node that has ended.
            var node = run.Nodes.Resolve(sheet, 0, nodeId, DateOnly.MinValue, run.Today);
            if (sheet.IsBad) continue;
            var key = new CalendarKey(node!.Key, kind, from ?? DateOnly.MinValue, weekdays);
            if (!_rows.TryAdd(key, (to, reason, sheet.Line))) sheet.Bad("", $"line {_rows[key].Line} says the same of the same first day; remove one row");
        }
    }

    /// <summary>Writes the difference.</summary>
    public FileDifference Merge()
    {
        var counter = new DifferenceCounter(Sheets.Calendar.File);
        var sql = new TableSql(run.Context, typeof(CalendarEntry));
        var stored = Stored(sql);
        using var insert = sql.Insert(Properties);
        using var update = sql.Update(nameof(CalendarEntry.Row), nameof(CalendarEntry.To), nameof(CalendarEntry.Reason));
        using var delete = sql.Delete(nameof(CalendarEntry.Row));
        foreach (var (key, old) in stored)
        {
            var outcome = Outcome.Same;
            if (_rows.Remove(key, out var row))
            {
                if (row.To != old.To || row.Reason != old.Reason)
                {
                    update.Run(DayCode.Of(row.To), row.Reason, old.Row);
                    outcome = Outcome.Changed;
                }
            }
            else if (old.To >= run.Today)
            {
                if (key.From >= run.Today) delete.Run(old.Row);
                else update.Run(DayCode.Of(run.Today.AddDays(-1)), old.Reason, old.Row);
                outcome = Outcome.Ended;
            }
            counter.Count(outcome, () => Identity(key));
        }
        foreach (var (key, row) in _rows)
        {
            insert.Run(key.Node, (int)key.Kind, DayCode.Of(key.From), key.Weekdays, DayCode.Of(row.To), row.Reason);
            counter.Count(Outcome.Added, () => Identity(key));
        }
        return counter.Result();
    }

    private static Dictionary<CalendarKey, (long Row, DateOnly To, string Reason)> Stored(TableSql sql)
    {
        var stored = new Dictionary<CalendarKey, (long Row, DateOnly To, string Reason)>();
        using var select = sql.Command($"SELECT {sql.Columns([.. Properties, nameof(CalendarEntry.Row)])} FROM {sql.Table}", 0);
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            stored[new(reader.GetInt32(0), (CalendarKind)reader.GetInt32(1), reader.Day(2), reader.GetInt32(3))] =
                (reader.GetInt64(6), reader.Day(4), reader.GetString(5));
        }
        return stored;
    }

    private static int Weekdays(CsvSheet sheet, int column)
    {
        var text = sheet.Text(column);
        var bits = 0;
        foreach (var digit in text)
        {
            if (digit is < '1' or > '7' || (bits >> (digit - '1') & 1) == 1)
            {
                sheet.Bad(column, $"'{text}' is not a list of weekdays; write digits from 1 (Monday) to 7, each once, or nothing for every day");
                return 0;
            }
            bits |= 1 << (digit - '1');
        }
        return bits == 0 ? CalendarRule.EveryDay : bits;
    }

    private string Identity(CalendarKey key) =>
        $"{run.Nodes.IdOf(key.Node)} {key.Kind.ToString().ToLowerInvariant()} {(key.From == DateOnly.MinValue ? "since ever" : $"{key.From:yyyy-MM-dd}")}";
}
