using System.Globalization;

namespace Lamost.Vo.Tables.Reading;

/// <summary>VOTable's primitives (VOTable 1.4, 2.1).</summary>
enum Primitive
{
    Boolean,
    Bit,
    UnsignedByte,
    Short,
    Int,
    Long,
    Float,
    Double,
    FloatComplex,
    DoubleComplex,
    Char,
    UnicodeChar,
}

/// <summary>The type of a FIELD: its primitive, and how many of them a cell holds (VOTable 1.4, 2.2).</summary>
/// <param name="Primitive">What a cell is made of.</param>
/// <param name="Fixed">How many: all of them, or, when the count varies, how many go together.</param>
/// <param name="Varies">Whether the count varies from cell to cell (a final asterisk).</param>
/// <param name="Dimensions">0 for a scalar.</param>
/// <param name="Bound">The number before a final asterisk; null for none.</param>
readonly record struct FieldType(Primitive Primitive, int Fixed, bool Varies, int Dimensions, int? Bound)
{
    /// <summary>Bytes of one primitive in a binary stream; bits are packed.</summary>
    public int Width => Primitive switch
    {
        Primitive.Boolean or Primitive.UnsignedByte or Primitive.Char or Primitive.Bit => 1,
        Primitive.Short or Primitive.UnicodeChar => 2,
        Primitive.Int or Primitive.Float => 4,
        Primitive.Long or Primitive.Double or Primitive.FloatComplex => 8,
        _ => 16,
    };

    public bool IsScalar => Dimensions == 0;

    public bool IsText => Primitive is Primitive.Char or Primitive.UnicodeChar;

    /// <summary>Reads the two attributes.</summary>
    /// <exception cref="TableReadException">They are not VOTable's.</exception>
    public static FieldType Parse(string? datatype, string? arraysize, string field)
    {
        Primitive primitive = datatype?.Trim() switch
        {
            "boolean" => Primitive.Boolean,
            "bit" => Primitive.Bit,
            "unsignedByte" => Primitive.UnsignedByte,
            "short" => Primitive.Short,
            "int" => Primitive.Int,
            "long" => Primitive.Long,
            "float" => Primitive.Float,
            "double" => Primitive.Double,
            "floatComplex" => Primitive.FloatComplex,
            "doubleComplex" => Primitive.DoubleComplex,
            "char" => Primitive.Char,
            "unicodeChar" => Primitive.UnicodeChar,
            null => throw Bad($"{field} has no datatype"),
            _ => throw Bad($"{field} has the datatype \"{Excerpt.Of(datatype)}\", which VOTable does not have"),
        };
        var size = arraysize?.Trim();
        if (string.IsNullOrEmpty(size)) return new FieldType(primitive, 1, false, 0, null);
        var varies = size.EndsWith('*');
        var parts = (varies ? size[..^1] : size).Split('x');
        int? bound = null;
        var together = 1L;
        for (var i = 0; i < parts.Length; i++)
        {
            var last = i == parts.Length - 1;
            if (last && varies && parts[i].Length == 0) break;
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) throw Bad($"{field} has the arraysize \"{Excerpt.Of(size)}\", which is none: write e.g. \"*\", \"3\" or \"10x*\"");
            if (last && varies) bound = count;
            else together *= count;
            if (together > 1 << 24) throw new TableReadException(TableReadFault.TooLarge, $"{field} has the arraysize \"{Excerpt.Of(size)}\".");
        }
        // One primitive is a scalar, however it is written.
        return !varies && together == 1 ? new FieldType(primitive, 1, false, 0, null) : new FieldType(primitive, (int)together, varies, parts.Length, bound);
    }

    static TableReadException Bad(string what) => new(TableReadFault.Malformed, what + ".");
}
