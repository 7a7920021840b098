using EduDx.Contracts.Frames;
using EduDx.Wall.Walls;

namespace EduDx.Wall.Access;

/// <summary>The wall with which somebody begins: of the first place that is theirs.</summary>
public static class WallLinks
{
    /// <summary>The link.</summary>
    public static string Of(MeAnswer? me)
    {
        if (me?.Screen is { } screen) return Of(screen);
        var grants = me?.Grants ?? [];
        var node = grants.Length == 0 || grants.Any(g => g.Node is "*" or WallAddress.City) ? WallAddress.City : grants[0].Node;
        var view = grants.Length > 0 && grants.All(g => g.Role == "Kitchen") ? "care" : grants.Length > 0 && grants.All(g => g.Role == "Technician") ? "devices" : "overview";
        return new WallAddress(view, node, null, null, "vi").Link;
    }

    /// <summary>The playlist of a paired screen, at its place.</summary>
    public static string Of(ScreenCard screen) =>
        $"/playlist?list={Uri.EscapeDataString(screen.List)}&home={Uri.EscapeDataString(screen.Scope == "*" ? WallAddress.City : screen.Scope)}";
}
