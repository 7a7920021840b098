using System.Text;

namespace EduDx.Registry.Import;

/// <summary>
/// Composes names to NFC. Written out because <see cref="string.Normalize()"/> answers its input unchanged where the
/// program runs without ICU (invariant globalisation), and half of the spreadsheets of a Mac are NFD. Knows the letters of
/// Vietnamese and of Western Europe; anything else stays as it is.
/// </summary>
internal static class VietnameseText
{
    // Each string holds pairs: a letter, and what it becomes under the mark.
    private static readonly (char Mark, string Pairs)[] Marks =
    [
        ('\u031B', "OƠoơUƯuư"),
        ('\u0323', "AẠaạEẸeẹIỊiịOỌoọƠỢơợUỤuụƯỰưựYỴyỵ"),
        ('\u0300', "AÀEÈIÌOÒUÙaàeèiìoòuùÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừYỲyỳ"),
        ('\u0301', "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźÂẤâấĂẮăắÊẾêếÔỐôốƠỚơớƯỨưứ"),
        ('\u0302', "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷẠẬạậẸỆẹệỌỘọộ"),
        ('\u0303', "AÃNÑOÕaãnñoõIĨiĩUŨuũÂẪâẫĂẴăẵEẼeẽÊỄêễÔỖôỗƠỠơỡƯỮưữYỸyỹ"),
        ('\u0306', "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭẠẶạặ"),
        ('\u0308', "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸ"),
        ('\u0309', "AẢaảÂẨâẩĂẲăẳEẺeẻÊỂêểIỈiỉOỎoỏÔỔôổƠỞơởUỦuủƯỬưửYỶyỷ"),
        ('\u030C', "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzž"),
        ('\u0327', "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţ"),
    ];

    private static readonly Dictionary<(char Base, char Mark), char> Composed = Build();
    private static readonly Dictionary<char, (char Base, char Mark)> Taken = Composed.ToDictionary(c => c.Value, c => c.Key);

    /// <summary>The text in NFC. Allocates only when something is to do.</summary>
    public static string Compose(string text)
    {
        foreach (var c in text)
        {
            if (IsMark(c)) return ComposeMarked(text);
        }
        return text;
    }

    private static bool IsMark(char c) => c is >= '\u0300' and <= '\u036F';

    private static string ComposeMarked(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var end = i + 1;
            while (end < text.Length && IsMark(text[end])) end++;
            if (end == i + 1) result.Append(text[i]);
            else AppendCluster(result, text.AsSpan(i, end - i));
            i = end;
        }
        return result.ToString();
    }

    // A letter with its marks is taken apart, the marks are put in canonical order, and what fits is put together again:
    // a circumflex letter with a dot below is one letter, whichever of its marks was typed first.
    private static void AppendCluster(StringBuilder result, ReadOnlySpan<char> cluster)
    {
        var marks = new List<char>();
        var letter = cluster[0];
        while (Taken.TryGetValue(letter, out var parts))
        {
            marks.Insert(0, parts.Mark);
            letter = parts.Base;
        }
        marks.AddRange(cluster[1..]);
        var rest = new List<char>();
        foreach (var mark in marks.OrderBy(Class))
        {
            // A mark behind one of the same class that did not fit is blocked.
            if (!rest.Exists(r => Class(r) == Class(mark)) && Composed.TryGetValue((letter, mark), out var next)) letter = next;
            else rest.Add(mark);
        }
        result.Append(letter).Append([.. rest]);
    }

    // Canonical combining class: attached (horn, cedilla) before below before above.
    private static int Class(char mark) => mark switch { '\u0327' => 202, '\u031B' => 216, '\u0323' => 220, _ => 230 };

    private static Dictionary<(char Base, char Mark), char> Build()
    {
        var map = new Dictionary<(char Base, char Mark), char>();
        foreach (var (mark, pairs) in Marks)
        {
            for (var i = 0; i < pairs.Length; i += 2) map.Add((pairs[i], mark), pairs[i + 1]);
        }
        return map;
    }
}
