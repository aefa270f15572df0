using System.Globalization;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Hips;

/// <summary>A tile of a HiPS: a HEALPix cell (HiPS 1.0, 4.1).</summary>
/// <param name="Order">0 to <see cref="MaxOrder"/>.</param>
/// <param name="Pixel">The NESTED pixel of that order.</param>
public readonly record struct TileAddress(int Order, long Pixel)
{
    /// <summary>The deepest order that an address is read of; no tile here is deeper than <see cref="Pyramid.MaxOrder"/>.</summary>
    public const int MaxOrder = 20;

    /// <summary>Tiles of one directory (HiPS 1.0, 4.1).</summary>
    public const int PerDirectory = 10_000;

    /// <summary>The name of its file without extension: <c>Norder3/Dir0/Npix301</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Norder{Order}/Dir{Pixel / PerDirectory * PerDirectory}/Npix{Pixel}");

    /// <summary>Reads the parts of a path: <c>Norder3</c>, <c>Dir0</c>, <c>Npix301</c>. Numbers are written in the one way that there is, and belong together.</summary>
    /// <param name="order">The first part.</param>
    /// <param name="directory">The second.</param>
    /// <param name="pixel">The third, without extension.</param>
    /// <param name="tile">The tile.</param>
    /// <returns>False when it is no address of a tile.</returns>
    public static bool TryParse(ReadOnlySpan<char> order, ReadOnlySpan<char> directory, ReadOnlySpan<char> pixel, out TileAddress tile)
    {
        tile = default;
        if (!TryOrder(order, out var k) || !TryNumber(directory, "Dir", out var d) || !TryNumber(pixel, "Npix", out var n)) return false;
        if (n >= Healpix.PixelCount(k) || d != n / PerDirectory * PerDirectory) return false;
        tile = new TileAddress(k, n);
        return true;
    }

    /// <summary>Reads <c>Norder3</c>.</summary>
    public static bool TryOrder(ReadOnlySpan<char> text, out int order)
    {
        var isOne = TryNumber(text, "Norder", out var number) && number <= MaxOrder;
        order = isOne ? (int)number : 0;
        return isOne;
    }

    static bool TryNumber(ReadOnlySpan<char> text, string name, out long number)
    {
        number = 0;
        if (!text.StartsWith(name, StringComparison.Ordinal)) return false;
        var digits = text[name.Length..];
        return digits.Length is > 0 and <= 15 && (digits[0] != '0' || digits.Length == 1) && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
