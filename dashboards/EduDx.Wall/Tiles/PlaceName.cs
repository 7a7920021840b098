namespace EduDx.Wall.Tiles;

/// <summary>Names as they are written where room is short: MN, TH for school levels, and no word for the kind of commune.</summary>
public static class PlaceName
{
    private static readonly (string Long, string Short)[] s_beginnings =
    [
        ("Phường ", ""),
        ("Xã ", ""),
        ("Trường ", ""),
        ("Mầm non ", "MN "),
        ("Tiểu học ", "TH "),
    ];

    /// <summary>The short form of a name; the name itself when it has none.</summary>
    public static string Short(string name)
    {
        foreach (var (beginning, shorter) in s_beginnings)
        {
            if (name.StartsWith(beginning, StringComparison.Ordinal))
            {
                name = shorter + name[beginning.Length..];
            }
        }
        return name;
    }
}
