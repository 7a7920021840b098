using EduDx.Contracts.Frames;
using EduDx.Live.City;

namespace EduDx.Ops.Hub;

/// <summary>What every frame is built from: the node, its schools, and the tick.</summary>
/// <param name="City">The model in force.</param>
/// <param name="Node">The node asked for.</param>
/// <param name="Schools">The schools under it, or the one around it.</param>
/// <param name="Day">The local day.</param>
/// <param name="NowMs">The tick, Unix milliseconds.</param>
/// <param name="Offset">Every event below it is in the figures.</param>
internal sealed record FrameScope(CityModel City, Node Node, SchoolModel[] Schools, DateOnly Day, long NowMs, long Offset)
{
    /// <summary>Nodes below: communes of a city, schools of a commune, classes of a school or campus.</summary>
    public IEnumerable<Node> Children => Node.Kind == NodeKind.School
        ? Node.Children.SelectMany(campus => City.Nodes[campus].Children).Select(c => City.Nodes[c])
        : Node.Children.Select(c => City.Nodes[c]);

    /// <summary>Nodes below of which each stands for places: communes, schools, campuses.</summary>
    public IEnumerable<Node> Places => Node.Kind >= NodeKind.Campus ? [] : Node.Children.Select(c => City.Nodes[c]);

    /// <summary>From the city down to the node.</summary>
    public PathStep[] Path
    {
        get
        {
            var path = new List<PathStep>();
            for (Node? node = Node; node is not null; node = node.Parent >= 0 ? City.Nodes[node.Parent] : null)
            {
                path.Insert(0, new PathStep(node.Id, NodeFigures.Word(node.Kind), node.Name));
            }
            return [.. path];
        }
    }

    /// <summary>
    /// The school of published figures at its place in the tree that is asked for. Positions are those of the figures: of a day with another roster, and while a newer
    /// model comes in, they are not those of the school of today.
    /// </summary>
    /// <param name="counted">The school that the figures were counted on.</param>
    /// <param name="school">The same school in the tree.</param>
    public static SchoolModel Placed(SchoolModel counted, SchoolModel school) =>
        ReferenceEquals(counted, school) ? counted : counted with { Node = school.Node, Commune = school.Commune };

    /// <summary>True when something at a campus, in a class of it or in none (-1), belongs to <paramref name="node"/>.</summary>
    public bool Holds(Node node, SchoolModel school, int campus, int group) => node.Kind switch
    {
        NodeKind.City => true,
        NodeKind.Commune => school.Commune.Key == node.Key,
        NodeKind.School => school.Node.Key == node.Key,
        NodeKind.Campus => school.Campuses[campus].Node.Key == node.Key,
        _ => group >= 0 && school.Groups[group].Node.Key == node.Key,
    };
}
