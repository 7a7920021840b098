using EduDx.Registry.Storage;

namespace EduDx.Registry.Import;

/// <summary>A row of <c>pupils.csv</c> or <c>staff.csv</c>.</summary>
/// <param name="Line">Line in the file.</param>
/// <param name="Person">Pseudonym.</param>
/// <param name="Name">Real name, NFC.</param>
/// <param name="Identity">Identity number; empty when there is none.</param>
/// <param name="Birth">A <see cref="DayCode"/>; 0 when not known.</param>
/// <param name="Role">Role; empty for pupils.</param>
/// <param name="Place">Class or campus, and the class that is taught.</param>
/// <param name="Card">Code; empty when there is none.</param>
/// <param name="From">First day; null when the file does not say.</param>
/// <param name="To">Last day.</param>
internal sealed record PersonRow(
    int Line, string Person, string Name, string Identity, int Birth, string Role, PlaceOfPerson Place, string Card, DateOnly? From, DateOnly To);
