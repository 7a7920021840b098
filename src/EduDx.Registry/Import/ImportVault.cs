using EduDx.Registry.Storage;
using EduDx.Registry.Vault;

namespace EduDx.Registry.Import;

/// <summary>What an import needs of the vault.</summary>
internal sealed class ImportVault(KeyFolder folder, PersonKeys keys, Func<string, byte[]> mark)
{
    private byte[]? _yearKey;

    /// <summary>The pseudonym of an identity number in the school year of a day.</summary>
    public string PseudonymOf(string identity, bool staff, DateOnly today) => Pseudonym.Of(_yearKey ??= folder.YearKey(Pseudonym.YearOf(today)), identity, staff);

    /// <summary>What was sealed of a person; null when it cannot be read.</summary>
    public (string Name, string Identity)? Open(int person, ReadOnlySpan<byte> box) => PersonSeal.Open(keys.Loaded(person), person, box);

    /// <summary>Seals with the person's key. A person who has none, or whose own was lost, gets one.</summary>
    public byte[] Seal(int person, bool isNew, string name, string identity)
    {
        var key = isNew ? [] : keys.Loaded(person);
        return PersonSeal.Seal(key.IsEmpty ? keys.Stage(person) : key, person, name, identity);
    }

    /// <summary>Receipts by the mark of the pseudonym that was erased.</summary>
    public Dictionary<string, string> Erased(RegistryContext context) =>
        context.Set<Erasure>().AsEnumerable().ToLookup(e => Convert.ToHexString(e.Mark)).ToDictionary(e => e.Key, e => e.First().Receipt);

    /// <summary>The mark of a pseudonym.</summary>
    public string MarkOf(string person) => Convert.ToHexString(mark(person));
}
