namespace EduDx.Registry.Storage;

/// <summary>A pupil or a member of staff. Who they are stands in <see cref="Vault.VaultEntry"/>.</summary>
public sealed class Person
{
    /// <summary>Stable key, never used again.</summary>
    public int Key { get; set; }
    /// <summary>The name that leaves the registry.</summary>
    public required string Pseudonym { get; set; }
    /// <summary>Day of birth; null for staff and when not known.</summary>
    public DateOnly? Birth { get; set; }
    /// <summary>True for staff.</summary>
    public bool Staff { get; set; }
    /// <summary>Role of a member of staff; empty for pupils.</summary>
    public required string Role { get; set; }
}
