using System.ComponentModel.DataAnnotations;

namespace EduDx.Ops.Audit;

/// <summary>The audit: the folder <c>audit</c> of the data folder.</summary>
public sealed class AuditOptions
{
    /// <summary>MiB after which a new file is begun; a month begins one too. Default 16.</summary>
    [Range(1, 1024)]
    public int FileMiB { get; set; } = 16;

    /// <summary>Days for which an entry is kept; whole files go, and the audit says which. Default 1,095 (three years): a deployer's decision (docs/privacy.md).</summary>
    [Range(30, 36_500)]
    public int RetainDays { get; set; } = 1_095;

    /// <summary>Refusals that are written down at once; beyond them one a second, and the others are counted. Default 10,000.</summary>
    [Range(100, 1_000_000)]
    public int RefusalBurst { get; set; } = 10_000;
}
