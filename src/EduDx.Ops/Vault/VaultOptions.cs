using System.ComponentModel.DataAnnotations;

namespace EduDx.Ops.Vault;

/// <summary>Who pseudonyms are: keys apart from the registry, and for how long anybody may know.</summary>
public sealed class VaultOptions
{
    /// <summary>
    /// Folder of the keys, in the data folder unless it is absolute. Default <c>keys</c>. Put it on another disk, and back it up apart from the data folder: who has
    /// both has the names, and a key that was destroyed is still in its backups.
    /// </summary>
    [Required]
    public string Keys { get; set; } = "keys";

    /// <summary>School years whose pseudonyms can still be made from identity numbers, this one included; keys of older ones are destroyed. Default 3.</summary>
    [Range(1, 50)]
    public int KeepYears { get; set; } = 3;

    /// <summary>Days after their last day at a school until a person is erased; 0 for never. Default 1,825 (five years): a deployer's decision (docs/privacy.md).</summary>
    [Range(0, 36_500)]
    public int LeaverDays { get; set; } = 1_825;
}
