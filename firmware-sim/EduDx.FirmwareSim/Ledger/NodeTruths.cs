using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.City;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>The truth of every node of the tree, pupils and staff apart, summed up from the groups.</summary>
public sealed class NodeTruths
{
    private readonly Dictionary<(string Node, bool Staff), AttendanceFigures> _figures = [];
    private readonly ILookup<string, string> _classesOfSchool;

    /// <summary>Sums up a ledger.</summary>
    public NodeTruths(IReadOnlyList<GroupTruth> truths)
    {
        foreach (var truth in truths)
        {
            Add(truth.Node, truth);
            if (truth.Node != truth.Campus) Add(truth.Campus, truth);
            Add(truth.School, truth);
            Add(truth.Commune, truth);
            Add(CityFiles.CityId, truth);
        }
        _classesOfSchool = truths.Where(t => !t.Staff).ToLookup(t => t.School, t => t.Node);
        Campuses = [.. truths.Select(t => t.Campus).Distinct()];
        Schools = [.. truths.Select(t => t.School).Distinct()];
        Communes = [.. truths.Select(t => t.Commune).Distinct()];
    }

    /// <summary>Campuses.</summary>
    public IReadOnlyList<string> Campuses { get; }
    /// <summary>Schools.</summary>
    public IReadOnlyList<string> Schools { get; }
    /// <summary>Communes.</summary>
    public IReadOnlyList<string> Communes { get; }

    /// <summary>The classes of a school; none for any other node.</summary>
    public IEnumerable<string> ClassesOf(string school) => _classesOfSchool[school];

    /// <summary>All nodes that have persons of an audience.</summary>
    public IEnumerable<string> Nodes(bool staff) => _figures.Keys.Where(k => k.Staff == staff).Select(k => k.Node);

    /// <summary>The figures of a node; zero when it has nobody of the audience.</summary>
    public AttendanceFigures Of(string node, bool staff) => _figures.GetValueOrDefault((node, staff)) ?? new AttendanceFigures();

    /// <summary>True when the ledger speaks of the node and audience.</summary>
    public bool Has(string node, bool staff) => _figures.ContainsKey((node, staff));

    private void Add(string node, GroupTruth truth)
    {
        if (!_figures.TryGetValue((node, truth.Staff), out var sum)) _figures.Add((node, truth.Staff), sum = new AttendanceFigures());
        sum.Add(truth.Figures);
    }
}
