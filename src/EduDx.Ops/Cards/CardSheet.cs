using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using EduDx.Live.City;
using EduDx.Registry.Cards;

namespace EduDx.Ops.Cards;

/// <summary>
/// The cards of a class for the printer: HTML on A4, ten to a page in the size of a bank card (85.6 x 54 mm), each with name, class, school, school year and code.
/// The only page of the server that holds real names; it is made for the answer and kept nowhere.
/// </summary>
internal static class CardSheet
{
    /// <summary>Cards of a page.</summary>
    public const int CardsPerPage = 10;

    /// <summary>Width of a code with its quiet zone, millimetres: least, usual and most.</summary>
    public const int LeastMm = 22, UsualMm = 34, MostMm = 40;

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Writes the page.</summary>
    /// <param name="school">Name of the school.</param>
    /// <param name="group">Name of the class, or of the campus for staff.</param>
    /// <param name="cards">The cards, each with the name of its holder (the pseudonym is printed where none can be read) and the text of its code.</param>
    /// <param name="millimetres">Width of a code.</param>
    public static string Write(string school, string group, IReadOnlyList<(HeldCard Card, string? Name, string Token)> cards, int millimetres)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>").Append(Html.Encode($"Thẻ {group} – {school}"))
            .Append("</title><link rel=\"icon\" href=\"/icon.svg\"><link rel=\"stylesheet\" href=\"/css/fonts.css\"><link rel=\"stylesheet\" href=\"/css/cards.css\"></head><body>");
        foreach (var sheet in cards.Chunk(CardsPerPage))
        {
            page.Append("<main class=\"sheet\">");
            foreach (var (card, name, token) in sheet) Append(page, school, group, card, name, token, millimetres);
            page.Append("</main>");
        }
        return page.Append("</body></html>").ToString();
    }

    private static void Append(StringBuilder page, string school, string group, HeldCard card, string? name, string token, int millimetres)
    {
        var ends = LocalTime.At(card.ExpiresAt * 1000).AddDays(-1).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        page.Append("<section class=\"card\"><div class=\"words\"><p class=\"school\">").Append(Html.Encode(school))
            .Append("</p><p class=\"name\">").Append(Html.Encode(name ?? card.Person))
            .Append("</p><p class=\"group\">").Append(Html.Encode(group))
            .Append("</p><p class=\"year\">Năm học ").Append(CultureInfo.InvariantCulture, $"{card.SchoolYear}–{card.SchoolYear + 1}<br>Có giá trị đến hết {ends}</p>")
            .Append("<p class=\"number\">Số thẻ ").Append(CardToken.Text(card.Card)).Append("</p></div>")
            .Append(QrSvg.Draw(token, millimetres)).Append("</section>");
    }
}
