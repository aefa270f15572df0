using System.Buffers.Binary;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Spectra.Reading;

/// <summary>Where in a file the numbers of one quantity stand, one a pixel: a row of an image, a cell of arrays, or a column of a table.</summary>
/// <param name="Hdu">Whose data they are.</param>
/// <param name="Name">Of the column or row, for messages.</param>
/// <param name="Form">Letter of their type (FITS 4.0, table 18): B, I, J, K, E or D.</param>
/// <param name="Start">Byte of the file where the first begins.</param>
/// <param name="Stride">Bytes from one to the next.</param>
/// <param name="Count">How many; all are within the file.</param>
/// <param name="Scale">The factor of the stored numbers, TSCAL or BSCALE.</param>
/// <param name="Zero">What is added to them, TZERO or BZERO.</param>
/// <param name="Null">The stored integer that means no value, TNULL or BLANK.</param>
sealed record NumberVector(Hdu Hdu, string Name, char Form, int Start, int Stride, int Count, double Scale, double Zero, long? Null)
{
    bool IsScaled => Scale != 1 || Zero != 0;

    /// <summary>Whether a single-precision number holds each of them.</summary>
    public bool IsSinglePrecision => !IsScaled && Form is 'E' or 'I' or 'B';

    /// <summary>A column of a table, one number a row or all in one row.</summary>
    /// <exception cref="FileFault">It has no numbers, or neither of these shapes.</exception>
    public static NumberVector OfColumn(Hdu table, FitsColumn column, int rows, int rowBytes)
    {
        if (column.Form is not ('B' or 'I' or 'J' or 'K' or 'E' or 'D'))
            throw table.Bad($"the column {column.Name} has the type {column.Form} (TFORM); it must have numbers: E, D, B, I, J or K");
        if (rows != 1 && column.Elements != 1)
            throw table.Bad($"the column {column.Name} has {column.Elements} numbers in each of {rows} rows; there must be one row (NAXIS2), or one number a row (TFORM)");
        var number = $"{Array.IndexOf(table.Columns(), column) + 1}";
        return new NumberVector(table, column.Name, column.Form, table.Start + column.Start, rows == 1 ? Width(column.Form) : rowBytes,
            rows == 1 ? column.Elements : rows, column.Scale, column.Zero, NullOf(table, column.Form, "TNULL" + number));
    }

    /// <summary>The integer of a keyword that means no value; null where there is none, and for real numbers.</summary>
    public static long? NullOf(Hdu hdu, char form, string keyword) =>
        form is not ('E' or 'D') && hdu.Header.Has(keyword) ? hdu.Header.Integer(keyword, long.MinValue, long.MaxValue) : null;

    /// <summary>Bytes of a number.</summary>
    public static int Width(char form) => form switch { 'B' => 1, 'I' => 2, 'J' or 'E' => 4, _ => 8 };

    /// <summary>Reads them all; NaN for no value.</summary>
    /// <param name="file">The file.</param>
    /// <param name="to">As many as there are.</param>
    public void CopyTo(ReadOnlySpan<byte> file, Span<double> to)
    {
        var data = file[Start..];
        switch (Form)
        {
            case 'E': for (var i = 0; i < to.Length; i++) to[i] = BinaryPrimitives.ReadSingleBigEndian(data[(i * Stride)..]); break;
            case 'D': for (var i = 0; i < to.Length; i++) to[i] = BinaryPrimitives.ReadDoubleBigEndian(data[(i * Stride)..]); break;
            default:
                for (var i = 0; i < to.Length; i++)
                {
                    var stored = Integer(data[(i * Stride)..]);
                    to[i] = stored == Null ? double.NaN : stored;
                }
                break;
        }
        if (!IsScaled) return;
        foreach (ref var value in to) value = value * Scale + Zero;
    }

    /// <summary>Reads them all as bits of a mask.</summary>
    /// <exception cref="FileFault">One is no integer of 32 bits.</exception>
    public int[] Bits(ReadOnlySpan<byte> file)
    {
        var bits = new int[Count];
        var data = file[Start..];
        for (var i = 0; i < bits.Length; i++)
        {
            var cell = data[(i * Stride)..];
            double value = Form switch
            {
                'E' => BinaryPrimitives.ReadSingleBigEndian(cell),
                'D' => BinaryPrimitives.ReadDoubleBigEndian(cell),
                _ => Integer(cell),
            };
            if (IsScaled) value = value * Scale + Zero;
            bits[i] = (int)value;
            if (bits[i] != value) throw Hdu.Bad($"pixel {i + 1} of {Name} is {value:G9}; a mask has integers of 32 bits");
        }
        return bits;
    }

    long Integer(ReadOnlySpan<byte> cell) => Form switch
    {
        'B' => cell[0],
        'I' => BinaryPrimitives.ReadInt16BigEndian(cell),
        'J' => BinaryPrimitives.ReadInt32BigEndian(cell),
        _ => BinaryPrimitives.ReadInt64BigEndian(cell),
    };
}
