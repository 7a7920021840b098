using EduDx.Live.City;
using EduDx.Registry.Storage;

namespace EduDx.Registry.Import;

/// <summary>Reads <c>pupils.csv</c> or <c>staff.csv</c>. Each is the whole truth of its own kind of person.</summary>
internal sealed partial class PersonFile(ImportRun run, bool staff)
{
    private readonly Sheet _sheet = staff ? Sheets.Staff : Sheets.Pupils;
    private readonly List<PersonRow> _rows = [];
    private int[] _keys = [];
    private bool[] _isOurs = [];

    /// <summary>Reads all rows and notes the bad ones.</summary>
    public void Read()
    {
        using (var sheet = run.Open(_sheet))
        {
            while (sheet.Read())
            {
                var row = staff ? ReadStaff(sheet) : ReadPupil(sheet);
                if (row.Person.Length == 0) continue;
                CheckCard(sheet, row);
                if (!staff) run.PupilIds.Add(row.Person);
                if (staff) run.StaffIds.Add(row.Person);
                else if (run.StaffIds.Contains(row.Person)) sheet.Bad(0, $"'{row.Person}' is in staff.csv too; a person is a pupil or staff, give one another pseudonym");
                if (!sheet.IsBad) _rows.Add(row);
            }
        }
        _rows.Sort((a, b) => string.CompareOrdinal(a.Person, b.Person) is var byPerson and not 0
            ? byPerson : (a.From ?? DateOnly.MinValue).CompareTo(b.From ?? DateOnly.MinValue));
        CheckOverlaps();
        FindKeys();
    }

    /// <summary>Notes the campuses of the staff that stays in the database, for an import without <c>staff.csv</c>.</summary>
    public static void LoadStaffCampuses(ImportRun run)
    {
        var sql = new TableSql(run.Context, typeof(Membership));
        var persons = new TableSql(run.Context, typeof(Person));
        using var select = sql.Command(
            $"SELECT DISTINCT m.{sql.Column(nameof(Membership.NodeKey))} FROM {sql.Table} m JOIN {persons.Table} p ON p.{persons.Column(nameof(Person.Key))}=m.{sql.Column(nameof(Membership.PersonKey))}"
            + $" WHERE p.{persons.Column(nameof(Person.Staff))} AND m.{sql.Column(nameof(Membership.To))}>=@p0", 1);
        select.Parameters[0].Value = DayCode.Of(run.Today);
        using var reader = select.ExecuteReader();
        while (reader.Read()) run.StaffCampuses[reader.GetInt32(0)] = (Sheets.Sessions.File, 0);
    }

    /// <summary>Notes the cards that the persons of a file that was not sent go on holding.</summary>
    public static void LoadCards(ImportRun run, bool staff)
    {
        var (cards, persons) = (new TableSql(run.Context, typeof(Card)), new TableSql(run.Context, typeof(Person)));
        using var select = cards.Command(
            $"SELECT {cards.Columns([nameof(Card.Code), nameof(Card.From), nameof(Card.To)], "c")}, p.{persons.Column(nameof(Person.Pseudonym))}"
            + $" FROM {cards.Table} c JOIN {persons.Table} p ON p.{persons.Column(nameof(Person.Key))}=c.{cards.Column(nameof(Card.PersonKey))}"
            + $" WHERE p.{persons.Column(nameof(Person.Staff))}=@p0 AND c.{cards.Column(nameof(Card.To))}>=@p1", 2);
        select.Parameters[0].Value = staff;
        select.Parameters[1].Value = DayCode.Of(run.Today);
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            run.Cards.Add(reader.GetString(0), new(reader.GetString(3), staff ? Sheets.Staff.File : Sheets.Pupils.File, 0, reader.Day(1), reader.Day(2)));
        }
    }

    private PersonRow ReadPupil(CsvSheet sheet)
    {
        var (identity, name, birth) = (sheet.Identity(7), sheet.Name(1), sheet.Day(2));
        var person = PersonOf(sheet, identity);
        if (birth is { } day && (day > run.Today || day.Year < 1900)) sheet.Bad(2, "the day of birth is in the future or before 1900; correct it");
        var classId = sheet.NodeId(3);
        var card = sheet.CardCode(4);
        var (from, to) = sheet.Span(5);
        var place = run.Nodes.Resolve(sheet, 3, classId, to, run.Today, NodeKind.Class);
        return new(sheet.Line, person, name, identity, birth is { } b ? DayCode.Of(b) : 0, "", new(place?.Key ?? 0, 0), card, from, to);
    }

    private PersonRow ReadStaff(CsvSheet sheet)
    {
        var (identity, name, role) = (sheet.Identity(8), sheet.Name(1), sheet.Name(2, optional: true));
        var person = PersonOf(sheet, identity);
        var campusId = sheet.NodeId(3);
        var classId = sheet.Text(4).Length == 0 ? "" : sheet.NodeId(4);
        var card = sheet.CardCode(5);
        var (from, to) = sheet.Span(6);
        var campus = run.Nodes.Resolve(sheet, 3, campusId, to, run.Today, NodeKind.Campus);
        var taught = run.Nodes.Resolve(sheet, 4, classId, to, run.Today, NodeKind.Class);
        if (campus is not null && taught is not null && campusId.Split('.')[0] != classId.Split('.')[0])
        {
            sheet.Bad(4, $"'{classId}' is not a class of the school of '{campusId}'; correct one of them");
        }
        if (campus is not null && to >= run.Today) run.StaffCampuses.TryAdd(campus.Key, (_sheet.File, sheet.Line));
        return new(sheet.Line, person, name, identity, 0, role, new(campus?.Key ?? 0, taught?.Key ?? 0), card, from, to);
    }

    // Who gives no pseudonym has one made of the identity number.
    private string PersonOf(CsvSheet sheet, string identity) =>
        identity.Length > 0 && sheet.Text(0).Length == 0 ? run.Vault.PseudonymOf(identity, staff, run.Today) : sheet.Id(0);

    private void CheckCard(CsvSheet sheet, PersonRow row)
    {
        if (row.Card.Length == 0) return;
        if (run.Cards.Add(row.Card, new(row.Person, _sheet.File, row.Line, row.From ?? DateOnly.MinValue, row.To)) is not { } other) return;
        var where = other.Line == 0 ? "in the registry" : $"in {other.File} line {other.Line}";
        sheet.Bad("card", $"'{row.Card}' is the card of '{other.Person}' {where}; give one another card, or end one row before the other begins");
    }

    private void CheckOverlaps()
    {
        for (var i = 1; i < _rows.Count; i++)
        {
            var (a, b) = (_rows[i - 1], _rows[i]);
            if (a.Person != b.Person || a.To < (b.From ?? DateOnly.MinValue)) continue;
            var (first, second) = a.Line < b.Line ? (a, b) : (b, a);
            run.Errors.Add(_sheet.File, second.Line, "person", $"'{b.Person}' has overlapping days in line {first.Line}; remove one row or correct its days");
        }
    }
}
