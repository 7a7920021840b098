using System.Globalization;
using System.Text;
using QRCoder;

namespace EduDx.Ops.Cards;

/// <summary>A QR code as SVG: one path, sharp at any size, with the quiet zone of four modules that readers need.</summary>
internal static class QrSvg
{
    /// <summary>Draws a text. Level M: up to 15 % of it may be scratched or dirty, and the modules stay large.</summary>
    /// <param name="text">What the code holds.</param>
    /// <param name="millimetres">Width and height with the quiet zone.</param>
    public static string Draw(string text, int millimetres)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                var from = x;
                while (x < rows.Count && rows[y][x]) x++;
                if (x > from) path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
            }
        }
        return string.Create(CultureInfo.InvariantCulture,
            $"<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" width=\"{millimetres}mm\" height=\"{millimetres}mm\" viewBox=\"0 0 {rows.Count} {rows.Count}\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>");
    }
}
