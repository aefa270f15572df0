using System.Globalization;

namespace Lamost.Vo.Tables.Vizier;

/// <summary>The format of a column in a byte-by-byte description, as FORTRAN has it (CDS, Standards for Astronomical Catalogues 2.0, 3.1).</summary>
/// <param name="Letter"><c>A</c> text, <c>I</c> integer, <c>F</c> decimal fraction, <c>E</c> number with a power of ten.</param>
/// <param name="Width">Bytes, at least 1.</param>
/// <param name="Decimals">Digits behind the point, of <c>F</c> and <c>E</c>; else 0.</param>
public readonly record struct VizierFormat(char Letter, int Width, int Decimals = 0)
{
    /// <summary>For instance <c>A19</c>, <c>F10.6</c>.</summary>
    public override string ToString() => Letter is 'F' or 'E'
        ? string.Create(CultureInfo.InvariantCulture, $"{Letter}{Width}.{Decimals}")
        : string.Create(CultureInfo.InvariantCulture, $"{Letter}{Width}");
}
