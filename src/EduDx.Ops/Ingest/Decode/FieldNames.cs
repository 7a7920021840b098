using System.Text;

namespace EduDx.Ops.Ingest.Decode;

/// <summary>
/// From the name on the wire to the field: the names are those of <see cref="Fields"/> in lower case. Hot path: one probe into a table without
/// collisions, then one comparison; trying one name after the other costs more than reading the values.
/// </summary>
internal static class FieldNames
{
    /// <summary>Longest name, bytes.</summary>
    public static readonly int MaxLength;

    private const int Slots = 256;
    private const uint MostSeeds = 100_000;

    private static readonly (byte[] Name, Fields Field)[] s_table;
    private static readonly uint s_seed;

    static FieldNames()
    {
        var names = Enum.GetValues<Fields>().Where(f => f != Fields.None).Select(f => (Name: Encoding.UTF8.GetBytes(NameOf(f)), Field: f)).ToArray();
        MaxLength = names.Max(n => n.Name.Length);
        for (s_seed = 1; s_seed < MostSeeds; s_seed += 2)
        {
            if (names.Select(n => SlotOf(n.Name)).Distinct().Count() != names.Length) continue;
            s_table = new (byte[], Fields)[Slots];
            Array.Fill(s_table, ([], Fields.None));
            foreach (var entry in names) s_table[SlotOf(entry.Name)] = entry;
            return;
        }
        throw new InvalidOperationException("the names of the fields cannot be told apart by length, first, middle and last byte: make the table larger");
    }

    /// <summary>The field's name on the wire.</summary>
    public static string NameOf(Fields field) => field.ToString().ToLowerInvariant();

    /// <summary>The field of a name, or <see cref="Fields.None"/>.</summary>
    /// <param name="name">UTF-8, not escaped.</param>
    public static Fields Find(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty) return Fields.None;
        ref readonly var entry = ref s_table[SlotOf(name)];
        return name.SequenceEqual(entry.Name) ? entry.Field : Fields.None;
    }

    private static uint SlotOf(ReadOnlySpan<byte> name)
    {
        var key = (uint)name.Length | (uint)name[0] << 8 | (uint)name[name.Length / 2] << 16 | (uint)name[^1] << 24;
        return key * s_seed * 0x9E3779B1 >> 24;
    }
}
