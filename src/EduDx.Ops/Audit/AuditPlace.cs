namespace EduDx.Ops.Audit;

/// <summary>Where the chain goes on.</summary>
/// <param name="Seq">Number of the line that comes next.</param>
/// <param name="Prev">Hash of the line before it.</param>
internal readonly record struct AuditPlace(long Seq, string Prev)
{
    /// <summary>Before the first line.</summary>
    public static AuditPlace Beginning { get; } = new(0, HashChain.Nothing);
}
