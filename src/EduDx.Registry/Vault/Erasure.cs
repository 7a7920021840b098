namespace EduDx.Registry.Vault;

/// <summary>The receipt of an erasure. It names nobody, and outlives the person's rows.</summary>
public sealed class Erasure
{
    /// <summary>Random; what the person or their parents are given.</summary>
    public required string Receipt { get; set; }
    /// <summary>Registry key, which stays in the log and the history as the number of somebody who is no longer known.</summary>
    public int PersonKey { get; set; }
    /// <summary>HMAC of the pseudonym: an import that still has the person is refused, and the pseudonym itself is not kept.</summary>
    public required byte[] Mark { get; set; }
    /// <summary>When, Unix milliseconds.</summary>
    public long AtMs { get; set; }
    /// <summary>Why: a purpose of the register.</summary>
    public required string Purpose { get; set; }
}
