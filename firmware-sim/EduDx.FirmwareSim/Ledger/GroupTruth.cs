using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.City;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>What truly happened in one group.</summary>
/// <param name="Node">Class node, or campus node for staff.</param>
/// <param name="Staff">True for the staff of a campus.</param>
/// <param name="Campus">Campus node.</param>
/// <param name="School">School node.</param>
/// <param name="Commune">Commune node.</param>
/// <param name="Figures">The figures after the last deadline.</param>
public sealed record GroupTruth(string Node, bool Staff, string Campus, string School, string Commune, AttendanceFigures Figures)
{
    /// <summary>The truth of a group.</summary>
    public static GroupTruth Of(SimGroup group, AttendanceFigures figures) =>
        new(group.Node, group.Staff, group.Campus.Id, group.Campus.School.Id, group.Campus.School.Commune, figures);
}
