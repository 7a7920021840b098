using EduDx.Contracts.Frames;

namespace EduDx.Wall.Places;

/// <summary>The city, its communes and its schools, found by parts of their names.</summary>
public sealed class PlaceIndex
{
    private readonly (Place Place, string Folded)[] _places;
    private readonly Dictionary<string, Place> _byId;

    /// <summary>Takes the tree of the API.</summary>
    public PlaceIndex(TreeNode root)
    {
        var places = new List<Place>();
        Add(root, "", [], places);
        _places = [.. places.Select(place => (place, VietnameseFold.Of($"{place.Name} {place.Within} {place.Id}")))];
        _byId = places.ToDictionary(place => place.Id);
    }

    /// <summary>The place with that id; null when the tree has none.</summary>
    public Place? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Places that hold every word of the text, wider ones first.</summary>
    /// <param name="text">Words, with or without marks.</param>
    /// <param name="most">Places at most.</param>
    /// <param name="kind">Only this kind; null for all.</param>
    /// <param name="under">Only places under this node; null for all.</param>
    public Place[] Search(string text, int most, string? kind = null, string? under = null)
    {
        var words = VietnameseFold.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? [] :
        [
            .. _places.Where(one => (kind is null || one.Place.Kind == kind) && (under is null || one.Place.Path.Contains(under)) && words.All(word => one.Folded.Contains(word, StringComparison.Ordinal)))
                .OrderBy(one => one.Place.Path.Length).ThenBy(one => one.Place.Id, StringComparer.Ordinal).Take(most).Select(one => one.Place),
        ];
    }

    /// <summary>Schools under the nodes; one that is under two of them counts once.</summary>
    public int SchoolsUnder(IReadOnlyCollection<string> nodes) =>
        _places.Count(one => one.Place.Kind == "school" && (nodes.Contains(one.Place.Id) || one.Place.Path.Any(nodes.Contains)));

    private static int Add(TreeNode node, string within, string[] path, List<Place> places)
    {
        if (node.Kind is not ("city" or "commune" or "school"))
        {
            return 0;
        }
        var at = places.Count;
        places.Add(default!);
        var schools = node.Kind == "school" ? 1 : 0;
        foreach (var child in node.Children)
        {
            schools += Add(child, node.Kind == "commune" ? node.Name : "", [.. path, node.Id], places);
        }
        places[at] = new Place(node.Id, node.Kind, node.Name, within, path, schools);
        return schools;
    }
}
