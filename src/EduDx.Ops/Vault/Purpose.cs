namespace EduDx.Ops.Vault;

/// <summary>Something for which a person's data may be looked at, exported, corrected or erased.</summary>
/// <param name="Id"><c>[a-z0-9-]{1,40}</c>; what stands in the audit.</param>
/// <param name="Vi">What it is, in Vietnamese.</param>
/// <param name="En">The same in English.</param>
/// <param name="Actions">What it allows: <c>lookup</c>, <c>export</c>, <c>correct</c>, <c>erase</c>.</param>
internal sealed record Purpose(string Id, string Vi, string En, string[] Actions);
