using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Preview;

/// <summary>Decodes 8-bit truecolour PNG, with or without transparency, as the standard says, and fails where a file is not as it must be.</summary>
sealed class PngFile
{
    readonly byte[] _pixels;
    readonly int _samples;

    internal PngFile(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        List<string> types = [];
        var data = new MemoryStream();
        var at = 8;
        while (at < file.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var type = Encoding.ASCII.GetString(file, at + 4, 4);
            var body = file.AsSpan(at + 8, length);
            Assert.Equal(Crc(file.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            if (type == "IHDR")
            {
                (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..]));
                _samples = body[9] == 6 ? 4 : 3;
                Assert.Equal([8, (byte)(_samples == 4 ? 6 : 2), 0, 0, 0], body[8..].ToArray());
            }
            if (type == "IDAT") data.Write(body);
            types.Add(type);
            at += 12 + length;
        }
        Assert.Equal("IHDR", types[0]);
        Assert.Equal("IEND", types[^1]);
        Assert.Equal(1, types.Count(t => t == "IEND"));
        _pixels = Unfilter(data.ToArray(), Width * _samples, Height, _samples);
    }

    internal int Width { get; }

    internal int Height { get; }

    internal (int R, int G, int B) this[int x, int y] => (_pixels[(y * Width + x) * _samples], _pixels[(y * Width + x) * _samples + 1], _pixels[(y * Width + x) * _samples + 2]);

    /// <summary>How many different colours there are, at least 1.</summary>
    internal int Colours => Enumerable.Range(0, Width * Height).Select(i => this[i % Width, i / Width]).Distinct().Count();

    static byte[] Unfilter(byte[] compressed, int stride, int height, int samples)
    {
        using var zlib = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        var raw = new MemoryStream();
        zlib.CopyTo(raw);
        Assert.Equal((stride + 1) * height, raw.Length);
        var (filtered, pixels) = (raw.ToArray(), new byte[stride * height]);
        for (var y = 0; y < height; y++)
        {
            var filter = filtered[y * (stride + 1)];
            for (var i = 0; i < stride; i++)
            {
                int left = i >= samples ? pixels[y * stride + i - samples] : 0, up = y > 0 ? pixels[(y - 1) * stride + i] : 0;
                int corner = i >= samples && y > 0 ? pixels[(y - 1) * stride + i - samples] : 0;
                var predicted = filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => throw new NotSupportedException($"filter {filter}") };
                pixels[y * stride + i] = (byte)(filtered[y * (stride + 1) + 1 + i] + predicted);
            }
        }
        return pixels;
    }

    static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (a, b, c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
