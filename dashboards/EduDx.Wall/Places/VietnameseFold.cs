using System.Text;

namespace EduDx.Wall.Places;

/// <summary>Vietnamese without its marks and capitals, for searches: "Vỹ Dạ" is found by "vy da". The page carries no culture data that could do it.</summary>
public static class VietnameseFold
{
    private static readonly (char Base, string Marked)[] s_letters =
    [
        ('a', "àáảãạăằắẳẵặâầấẩẫậ"),
        ('e', "èéẻẽẹêềếểễệ"),
        ('i', "ìíỉĩị"),
        ('o', "òóỏõọôồốổỗộơờớởỡợ"),
        ('u', "ùúủũụưừứửữự"),
        ('y', "ỳýỷỹỵ"),
        ('d', "đ"),
    ];

    private static readonly Dictionary<char, char> s_bases = s_letters.SelectMany(letter => letter.Marked.Select(marked => (marked, letter.Base))).ToDictionary();

    /// <summary>The folded text.</summary>
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var lower = char.ToLowerInvariant(letter);
            // Some keyboards write a mark as a character of its own.
            if (lower is < '\u0300' or > '\u036f')
            {
                folded.Append(s_bases.GetValueOrDefault(lower, lower));
            }
        }
        return folded.ToString();
    }
}
