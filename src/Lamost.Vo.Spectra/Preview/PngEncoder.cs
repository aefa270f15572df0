using System.Buffers.Binary;
using System.IO.Compression;

namespace Lamost.Vo.Spectra.Preview;

/// <summary>Writes PNG (ISO/IEC 15948:2003), not interlaced: 8 bits for each of red, green and blue, or 8 bits that number a colour. Safe for any number of threads.</summary>
public static class PngEncoder
{
    const int BytesPerPixel = 3;
    const byte FilterUp = 2;

    // Of the levels of zlib, those above make files a tenth smaller at best, in twice the time.
    const int Level = 3;

    static readonly uint[] Crc = CrcTable();

    /// <summary>Encodes a picture.</summary>
    /// <param name="pixels">Row by row from the top, three bytes a pixel.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="pixelsPerMetre">For who prints it.</param>
    internal static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height, int pixelsPerMetre)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8; // bits a sample
        header[9] = 2; // truecolour
        header[10..].Clear();
        Chunk(file, "IHDR"u8, header);

        Chunk(file, "sRGB"u8, [0]);

        Span<byte> density = stackalloc byte[9];
        BinaryPrimitives.WriteInt32BigEndian(density, pixelsPerMetre);
        BinaryPrimitives.WriteInt32BigEndian(density[4..], pixelsPerMetre);
        density[8] = 1; // metre
        Chunk(file, "pHYs"u8, density);

        Chunk(file, "IDAT"u8, Compress(pixels, width * BytesPerPixel, height));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Encodes a picture whose pixels number colours.</summary>
    /// <param name="pixels">Row by row from the top, a byte a pixel.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="colours">Red, green, blue and opacity of each colour, at most 256 of them; every pixel numbers one.</param>
    /// <exception cref="ArgumentException">There are not as many pixels, or not between 1 and 256 colours.</exception>
    public static byte[] EncodePalette(ReadOnlySpan<byte> pixels, int width, int height, ReadOnlySpan<byte> colours)
    {
        if (pixels.Length != width * height) throw new ArgumentException($"A picture of {width} by {height} has not {pixels.Length} pixels.", nameof(pixels));
        if (colours.Length is 0 or > 4 * 256 || colours.Length % 4 != 0) throw new ArgumentException("1 to 256 colours have four bytes each.", nameof(colours));
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8; // bits a sample
        header[9] = 3; // indexed colour
        header[10..].Clear();
        Chunk(file, "IHDR"u8, header);

        Chunk(file, "sRGB"u8, [0]);
        var (palette, opacity) = (new byte[colours.Length / 4 * 3], new byte[colours.Length / 4]);
        for (var i = 0; i < opacity.Length; i++)
        {
            colours.Slice(4 * i, 3).CopyTo(palette.AsSpan(3 * i));
            opacity[i] = colours[4 * i + 3];
        }
        Chunk(file, "PLTE"u8, palette);
        Chunk(file, "tRNS"u8, opacity);
        Chunk(file, "IDAT"u8, Compress(pixels, width, height));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    // Rows of a plot are mostly like those above them, so that their difference compresses best.
    static ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> pixels, int stride, int height)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, new ZLibCompressionOptions { CompressionLevel = Level }, leaveOpen: true))
        {
            var row = new byte[1 + stride];
            row[0] = FilterUp;
            pixels[..stride].CopyTo(row.AsSpan(1));
            zlib.Write(row);
            for (var y = 1; y < height; y++)
            {
                var above = pixels.Slice((y - 1) * stride, stride);
                var here = pixels.Slice(y * stride, stride);
                for (var i = 0; i < stride; i++) row[i + 1] = (byte)(here[i] - above[i]);
                zlib.Write(row);
            }
        }
        return compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
    }

    static void Chunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Update(Update(uint.MaxValue, type), data));
        file.Write(number);
    }

    static uint Update(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var b in data) crc = Crc[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    // Annex D of the standard.
    static uint[] CrcTable()
    {
        var table = new uint[256];
        for (var n = 0u; n < table.Length; n++)
        {
            var c = n;
            for (var bit = 0; bit < 8; bit++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }
        return table;
    }
}
