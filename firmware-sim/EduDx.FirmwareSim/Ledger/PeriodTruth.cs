namespace EduDx.FirmwareSim.Ledger;

/// <summary>What is true of everybody in one period.</summary>
/// <param name="Groups">Every group with a session in the period.</param>
/// <param name="Persons">State of each person, by index; null for those without a session in it.</param>
public sealed record PeriodTruth(IReadOnlyList<GroupTruth> Groups, TrueState?[] Persons);
