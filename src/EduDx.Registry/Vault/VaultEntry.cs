namespace EduDx.Registry.Vault;

/// <summary>Who a person is, sealed. The only place where a name or an identity number stands.</summary>
public sealed class VaultEntry
{
    /// <summary>Key of the person.</summary>
    public int PersonKey { get; set; }
    /// <summary>Name and identity number, sealed with the person's own key, which stands elsewhere.</summary>
    public required byte[] Sealed { get; set; }
}
