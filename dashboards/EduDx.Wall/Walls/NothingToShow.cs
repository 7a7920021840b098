using EduDx.Wall.Words;

namespace EduDx.Wall.Walls;

/// <summary>A frame without anything to draw.</summary>
/// <param name="What">What is missing.</param>
/// <param name="Todo">What to do about it.</param>
public sealed record NothingToShow(string What, string Todo)
{
    /// <summary>No list of schools has been imported.</summary>
    public static NothingToShow Registry(WallWords words) => new(words.EmptyRegistry, words.EmptyRegistryWhatToDo);

    /// <summary>The node has no pupils in the session.</summary>
    public static NothingToShow Node(WallWords words) => new(words.EmptyNode, words.EmptyNodeWhatToDo);
}
