using EduDx.Live.City;
using EduDx.Registry.Storage;

namespace EduDx.Registry.Loading;

/// <summary>The persons of a day, as columns.</summary>
/// <param name="context">The registry.</param>
/// <param name="nodes">The tree of the day.</param>
/// <param name="day">The day.</param>
/// <param name="places">Registry keys of the classes and campuses whose persons are read; null for all.</param>
internal sealed class RosterLoader(RegistryContext context, NodeSet nodes, DateOnly day, IReadOnlyCollection<int>? places = null)
{
    /// <summary>Registry keys.</summary>
    public List<int> Keys { get; } = [];
    /// <summary>Pseudonyms.</summary>
    public List<string> Pseudonyms { get; } = [];
    /// <summary>Positions of the classes (pupils) and campuses (staff).</summary>
    public List<int> Places { get; } = [];
    /// <summary>Positions of the classes that the persons teach; -1 for none.</summary>
    public List<int> Teaches { get; } = [];
    /// <summary>Days of birth, as <see cref="DateOnly.DayNumber"/>; 0 when not known.</summary>
    public List<int> Births { get; } = [];

    /// <summary>Reads them. A person of a class that does not exist on the day is left out.</summary>
    public void Load()
    {
        var (members, persons) = (new TableSql(context, typeof(Membership)), new TableSql(context, typeof(Person)));
        // Only integers of our own stand in the text.
        var only = places is null ? "" : $" AND m.{members.Column(nameof(Membership.NodeKey))} IN ({string.Join(',', places)})";
        using var select = members.OnDay(
            $"SELECT {members.Columns([nameof(Membership.PersonKey), nameof(Membership.NodeKey), nameof(Membership.TeachesKey)], "m")}, {persons.Columns([nameof(Person.Pseudonym), nameof(Person.Birth)], "p")}"
            + $" FROM {members.Table} m JOIN {persons.Table} p ON p.{persons.Column(nameof(Person.Key))}=m.{members.Column(nameof(Membership.PersonKey))}{only}", "m", day);
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            if (!nodes.ByKey.TryGetValue(reader.GetInt32(1), out var node)) continue;
            Keys.Add(reader.GetInt32(0));
            Places.Add(node);
            Teaches.Add(reader.GetInt32(2) is not 0 and var taught && nodes.ByKey.TryGetValue(taught, out var group) ? group : -1);
            Pseudonyms.Add(reader.GetString(3));
            Births.Add(reader.IsDBNull(4) ? 0 : DayCode.ToDay(reader.GetInt32(4)).DayNumber);
        }
    }
}
