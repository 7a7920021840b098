using ZXing;
using ZXing.Common;

namespace EduDx.Wall.Tests.Print;

/// <summary>
/// A real reader of codes. One at the gate looks at many pictures a second, each a little otherwise; of one picture this one makes eight: two sizes, two ways up, and two
/// ways of telling black from white. ZXing.Net misses about one in sixty of single perfect pictures.
/// </summary>
internal static class CodeReader
{
    /// <exception cref="InvalidDataException">There is no code in the picture.</exception>
    public static string Read(byte[] png)
    {
        var (rgb, width, height) = PngPixels.Read(png);
        var hints = new Dictionary<DecodeHintType, object> { [DecodeHintType.TRY_HARDER] = true, [DecodeHintType.POSSIBLE_FORMATS] = new[] { BarcodeFormat.QR_CODE } };
        foreach (var picture in new[] { (Rgb: rgb, Width: width, Height: height), PngPixels.Halved(rgb, width, height) })
        {
            LuminanceSource upright = new RGBLuminanceSource(picture.Rgb, picture.Width, picture.Height, RGBLuminanceSource.BitmapFormat.RGB24);
            foreach (var source in new[] { upright, upright.rotateCounterClockwise() })
            {
                foreach (Binarizer binarizer in new Binarizer[] { new HybridBinarizer(source), new GlobalHistogramBinarizer(source) })
                {
                    if (new MultiFormatReader().decode(new BinaryBitmap(binarizer), hints)?.Text is { } text) return text;
                }
            }
        }
        throw new InvalidDataException($"no code in {width} x {height}");
    }
}
