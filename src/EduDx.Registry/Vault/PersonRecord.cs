namespace EduDx.Registry.Vault;

/// <summary>Who a pseudonym is.</summary>
/// <param name="Person">The pseudonym.</param>
/// <param name="Name">Name; null when its key is destroyed or lost.</param>
/// <param name="Identity">Identity number; empty when none was imported, null like the name.</param>
/// <param name="Birth">Day of birth; null when not known.</param>
/// <param name="Staff">True for staff.</param>
/// <param name="Role">Role of a member of staff.</param>
public sealed record PersonRecord(string Person, string? Name, string? Identity, DateOnly? Birth, bool Staff, string Role);

/// <summary>Everything that the registry holds about a person.</summary>
/// <param name="Who">Who they are.</param>
/// <param name="Places">Where they belong and belonged: a class, or a campus and the class that they teach.</param>
/// <param name="Cards">Cards that they hold and held.</param>
/// <param name="Allergies">Allergies.</param>
public sealed record PersonExport(PersonRecord Who, IReadOnlyList<PersonSpan> Places, IReadOnlyList<PersonSpan> Cards, IReadOnlyList<PersonSpan> Allergies);

/// <summary>Something that held for some days.</summary>
/// <param name="What">A node, a card, an allergen.</param>
/// <param name="From">First day; null for since ever.</param>
/// <param name="To">Last day; null for open.</param>
public sealed record PersonSpan(string What, DateOnly? From, DateOnly? To);
