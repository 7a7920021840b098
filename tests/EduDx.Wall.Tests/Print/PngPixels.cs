using System.Buffers.Binary;
using System.IO.Compression;

namespace EduDx.Wall.Tests.Print;

/// <summary>The pixels of a PNG as a browser writes it: 8 bits, RGB or RGBA, not interlaced.</summary>
internal static class PngPixels
{
    private const int SignatureBytes = 8;

    /// <summary>Reads the picture as RGB, 3 bytes a pixel, rows from the top.</summary>
    public static (byte[] Rgb, int Width, int Height) Read(byte[] png)
    {
        var (width, height, channels) = (0, 0, 0);
        using var packed = new MemoryStream();
        for (var at = SignatureBytes; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var kind = System.Text.Encoding.ASCII.GetString(png, at + 4, 4);
            var data = png.AsSpan(at + 8, length);
            if (kind == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
                channels = data[9] switch { 2 => 3, 6 => 4, var other => throw new NotSupportedException($"PNG of colour type {other}") };
                if (data[8] != 8 || data[12] != 0) throw new NotSupportedException("PNG of another depth, or interlaced");
            }
            else if (kind == "IDAT") packed.Write(data);
            at += length + 12;
        }
        packed.Position = 0;
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        var (stride, rgb) = (width * channels, new byte[width * height * 3]);
        var (row, above, filter) = (new byte[stride], new byte[stride], new byte[1]);
        for (var y = 0; y < height; y++)
        {
            zlib.ReadExactly(filter);
            zlib.ReadExactly(row);
            for (var i = 0; i < stride; i++)
            {
                int left = i < channels ? 0 : row[i - channels], up = above[i], corner = i < channels ? 0 : above[i - channels];
                row[i] += (byte)(filter[0] switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) });
            }
            for (var x = 0; x < width; x++) row.AsSpan(x * channels, 3).CopyTo(rgb.AsSpan((y * width + x) * 3));
            (row, above) = (above, row);
        }
        return (rgb, width, height);
    }

    /// <summary>The picture at half its size, each pixel the mean of four.</summary>
    public static (byte[] Rgb, int Width, int Height) Halved(byte[] rgb, int width, int height)
    {
        var (w, h) = (width / 2, height / 2);
        var half = new byte[w * h * 3];
        for (var i = 0; i < half.Length; i++)
        {
            var at = (i / 3 / w * 2 * width + i / 3 % w * 2) * 3 + i % 3;
            half[i] = (byte)((rgb[at] + rgb[at + 3] + rgb[at + width * 3] + rgb[at + width * 3 + 3]) / 4);
        }
        return (half, w, h);
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - 2 * corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
