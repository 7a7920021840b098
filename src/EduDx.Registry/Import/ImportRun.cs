using EduDx.Registry.Storage;

namespace EduDx.Registry.Import;

/// <summary>What the readers of one import share. Lives as long as the import's transaction.</summary>
/// <param name="Context">Database, inside the transaction.</param>
/// <param name="Meta">The tracked row about the registry.</param>
/// <param name="Files">The files that were sent, by name.</param>
/// <param name="Today">The day of the import.</param>
/// <param name="Errors">Where bad rows go.</param>
/// <param name="Vault">Seals who people are.</param>
/// <param name="Cancel">Checked between files.</param>
internal sealed record ImportRun(
    RegistryContext Context, Meta Meta, IReadOnlyDictionary<string, Func<Stream>> Files, DateOnly Today, ImportErrors Errors, ImportVault Vault, CancellationToken Cancel)
{
    /// <summary>The nodes as they are after the import.</summary>
    public NodeDirectory Nodes { get; } = new();

    /// <summary>The cards in use, of the files and of what stays in the database.</summary>
    public CardLedger Cards { get; } = new();

    /// <summary>Types of devices, of the file and of what stays in the database.</summary>
    public HashSet<string> DeviceTypes { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys of schools with the sources of their rooms, of the file and of what stays in the database.</summary>
    public HashSet<(int School, string Source)> Rooms { get; } = [];

    /// <summary>Those of them that are there today or later: of the file when it was sent, otherwise of the database.</summary>
    public HashSet<(int School, string Source)> OpenRooms { get; } = [];

    /// <summary>Pseudonyms of the staff file.</summary>
    public HashSet<string> StaffIds { get; } = new(StringComparer.Ordinal);
    /// <summary>Pseudonyms that <c>pupils.csv</c> names, good rows or not.</summary>
    public HashSet<string> PupilIds { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys of the campuses that have staff, with the place to blame when their sessions cannot be found.</summary>
    public Dictionary<int, (string File, int Line)> StaffCampuses { get; } = [];

    /// <summary>True while nothing was found wrong, so that writing makes sense.</summary>
    public bool IsGood => Errors.Count == 0;

    /// <summary>Opens a file that was sent.</summary>
    public CsvSheet Open(Sheet sheet) => new(sheet, Files[sheet.File](), Errors);

    /// <summary>True when the file was sent.</summary>
    public bool Has(Sheet sheet) => Files.ContainsKey(sheet.File);
}
