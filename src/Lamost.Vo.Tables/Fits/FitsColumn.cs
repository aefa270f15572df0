using System.Buffers.Binary;
using System.Globalization;

namespace Lamost.Vo.Tables.Fits;

/// <summary>
/// One column of a binary table (FITS 4.0, section 7.3), and how its cells are read from a row. Integers that TZERO turns into unsigned
/// or signed ones (7.3.2, table 19) stay integers; with any other TSCAL or TZERO they are real numbers.
/// </summary>
public sealed class FitsColumn
{
    readonly char _form;
    readonly long? _null;
    readonly double _scale;
    readonly double _zero;
    readonly long _bytesPerElement;
    readonly Int128 _offset;

    FitsColumn(FitsHeader header, int number, long start, long rowBytes)
    {
        string Key(string name) => name + number.ToString(CultureInfo.InvariantCulture);
        Name = header.Text(Key("TTYPE"))?.Trim() ?? "";
        Unit = header.Text(Key("TUNIT"));
        Ucd = header.Text(Key("TUCD"));
        Utype = header.Text(Key("TUTYP"));
        Comment = header.Text(Key("TCOMM"));
        Start = (int)start;
        var format = header.Text(Key("TFORM")) ?? throw header.Bad($"{Key("TFORM")} is missing");
        var digits = format.TakeWhile(char.IsAsciiDigit).Count();
        var repeat = 1L;
        if (digits == format.Length || (digits > 0 && (!long.TryParse(format.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out repeat) || repeat > 8 * rowBytes)))
            throw header.Bad($"{Key("TFORM")} is wrong: it is more than a row of {rowBytes} bytes can hold, or has no type");
        _form = format[digits];
        _bytesPerElement = _form switch
        {
            'L' or 'B' or 'A' or 'X' => 1,
            'I' => 2,
            'J' or 'E' => 4,
            'K' or 'D' or 'C' or 'P' => 8,
            'M' or 'Q' => 16,
            _ => throw header.Bad($"{Key("TFORM")} names the type '{_form}', which FITS does not have"),
        };
        var bytes = _form == 'X' ? (repeat + 7) / 8 : repeat * _bytesPerElement;
        if (bytes > rowBytes - start) throw header.Bad($"{Key("TFORM")} runs over the row: {bytes} bytes from byte {start} of {rowBytes}");
        Bytes = (int)bytes;

        _scale = header.Number(Key("TSCAL"), 1);
        _zero = header.Number(Key("TZERO"), 0);
        var integral = _form is 'B' or 'I' or 'J' or 'K';
        if (integral && header.Has(Key("TNULL"))) _null = header.Integer(Key("TNULL"), long.MinValue, long.MaxValue);
        var wholeOffset = _scale == 1 && double.IsInteger(_zero) && (Math.Abs(_zero) <= 1L << 53 || Math.Abs(_zero) == Math.ScaleB(1, 63));
        if (integral && wholeOffset) _offset = (Int128)_zero;
        // TDIM makes several dimensions of them.
        if (repeat > 1 && _form is 'B' or 'I' or 'J' or 'E' or 'D' && _scale == 1 && _zero == 0 && header.Text(Key("TDIM"))?.Contains(',') != true) ArrayLength = (int)repeat;
        Kind = Unsupported(header, Key, format[(digits + 1)..], repeat) ?? _form switch
        {
            'L' => FitsKind.Logical,
            'A' => FitsKind.Text,
            'E' or 'D' => FitsKind.Real,
            _ => wholeOffset ? FitsKind.Integer : FitsKind.Real,
        };
    }

    /// <summary>TTYPE, without blanks around it; empty when the header has none.</summary>
    public string Name { get; }

    /// <summary>TUNIT; null for none.</summary>
    public string? Unit { get; }

    /// <summary>TUCD, TUTYP and TCOMM, which STIL and others write beside the standard; null for none.</summary>
    public string? Ucd { get; }

    /// <inheritdoc cref="Ucd"/>
    public string? Utype { get; }

    /// <inheritdoc cref="Ucd"/>
    public string? Comment { get; }

    /// <summary>What the cells are.</summary>
    public FitsKind Kind { get; }

    /// <summary>The least and the greatest value that the cells of an <see cref="FitsKind.Integer"/> column can have.</summary>
    public (Int128 Least, Int128 Greatest) Range => _form == 'B'
        ? (_offset, _offset + byte.MaxValue)
        : (_offset - ((Int128)1 << (int)(8 * _bytesPerElement - 1)), _offset + ((Int128)1 << (int)(8 * _bytesPerElement - 1)) - 1);

    /// <summary>Why the cells cannot be read, as a phrase ("holds 3 values a row"); null with any other <see cref="Kind"/> than <see cref="FitsKind.None"/>.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>
    /// How many numbers a cell has where it is plain numbers in a row, real ones or integers of at most 32 bits, neither scaled nor moved; null for any other. Such a column
    /// has no <see cref="Kind"/>, and is read by <see cref="RealElement"/> or <see cref="IntegerElement"/>.
    /// </summary>
    public int? ArrayLength { get; }

    /// <summary>Whether the numbers of an array are real.</summary>
    public bool IsRealArray => _form is 'E' or 'D';

    /// <summary>The first byte of the cell in its row.</summary>
    public int Start { get; }

    /// <summary>Bytes of the cell.</summary>
    public int Bytes { get; }

    /// <summary>True when the values were single precision in the file, so that only 24 bits of an integer are sure.</summary>
    public bool SinglePrecision => _form == 'E';

    /// <summary>The letter of TFORM: the type of an element.</summary>
    public char Form => _form;

    /// <summary>How many elements of <see cref="Form"/> a cell has.</summary>
    public int Elements => _form == 'X' ? 8 * Bytes : Bytes / (int)_bytesPerElement;

    /// <summary>TSCAL; 1 where there is none.</summary>
    public double Scale => _scale;

    /// <summary>TZERO; 0 where there is none.</summary>
    public double Zero => _zero;

    /// <summary>The columns that a header declares.</summary>
    /// <param name="header">Of a binary table.</param>
    /// <param name="rowBytes">Its NAXIS1, already checked to be possible.</param>
    /// <exception cref="InvalidDataException">They do not fill the row exactly, or one of them is not FITS.</exception>
    public static FitsColumn[] All(FitsHeader header, long rowBytes)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentOutOfRangeException.ThrowIfNegative(rowBytes);
        var columns = new FitsColumn[header.Integer("TFIELDS", 0, 999)];
        var start = 0L;
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = new FitsColumn(header, i + 1, start, rowBytes);
            start += columns[i].Bytes;
        }
        return start == rowBytes ? columns : throw header.Bad($"its columns take {start} bytes, but NAXIS1 says {rowBytes}");
    }

    /// <summary>Reads a <see cref="FitsKind.Logical"/> cell.</summary>
    /// <returns>False for null.</returns>
    public bool Logical(ReadOnlySpan<byte> row, out bool value)
    {
        value = row[Start] == 'T';
        return row[Start] is (byte)'T' or (byte)'F';
    }

    /// <summary>Reads an <see cref="FitsKind.Integer"/> cell; 65 bits hold all that FITS can say.</summary>
    /// <returns>False for null: the stored value is TNULL.</returns>
    public bool Integer(ReadOnlySpan<byte> row, out Int128 value)
    {
        var stored = Stored(row[Start..]);
        value = stored + _offset;
        return stored != _null;
    }

    /// <summary>Reads a <see cref="FitsKind.Real"/> cell.</summary>
    /// <returns>False for null: NaN, or the stored value is TNULL.</returns>
    public bool Real(ReadOnlySpan<byte> row, out double value)
    {
        var cell = row[Start..];
        switch (_form)
        {
            case 'E': value = BinaryPrimitives.ReadSingleBigEndian(cell); break;
            case 'D': value = BinaryPrimitives.ReadDoubleBigEndian(cell); break;
            default:
                var stored = Stored(cell);
                value = stored;
                if (stored == _null) return false;
                break;
        }
        // Scaling by nothing would make a negative zero positive.
        if (_scale != 1 || _zero != 0) value = value * _scale + _zero;
        return !double.IsNaN(value);
    }

    /// <summary>Reads a number of an array of real ones; NaN for null.</summary>
    public double RealElement(ReadOnlySpan<byte> row, int index) => _form == 'E'
        ? BinaryPrimitives.ReadSingleBigEndian(row[(Start + 4 * index)..])
        : BinaryPrimitives.ReadDoubleBigEndian(row[(Start + 8 * index)..]);

    /// <summary>Reads a number of an array of integers.</summary>
    /// <returns>False for null: it is TNULL.</returns>
    public bool IntegerElement(ReadOnlySpan<byte> row, int index, out int value)
    {
        var stored = Stored(row[(Start + (int)_bytesPerElement * index)..]);
        value = (int)stored;
        return stored != _null;
    }

    /// <summary>Reads a <see cref="FitsKind.Text"/> cell: up to the first NUL, without blanks at its end (FITS 4.0, 7.3.3.1).</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> row)
    {
        var cell = row.Slice(Start, Bytes);
        var nul = cell.IndexOf((byte)0);
        return (nul < 0 ? cell : cell[..nul]).TrimEnd((byte)' ');
    }

    long Stored(ReadOnlySpan<byte> cell) => _form switch
    {
        'B' => cell[0],
        'I' => BinaryPrimitives.ReadInt16BigEndian(cell),
        'J' => BinaryPrimitives.ReadInt32BigEndian(cell),
        _ => BinaryPrimitives.ReadInt64BigEndian(cell),
    };

    FitsKind? Unsupported(FitsHeader header, Func<string, string> key, string tail, long repeat)
    {
        Obstacle = _form switch
        {
            'P' or 'Q' => "holds arrays of varying length",
            'X' => "holds bits",
            'C' or 'M' => "holds complex numbers",
            'A' when header.Text(key("TDIM"))?.Contains(',') == true || tail.Length > 0 && SubstringWidth(tail) < repeat => "holds arrays of text",
            'A' => null,
            _ when repeat == 0 => "is empty (its repeat count is 0)",
            _ when repeat > 1 => $"holds {repeat} values a row",
            _ => null,
        };
        return Obstacle is null ? null : FitsKind.None;
    }

    /// <summary>The width w of the substring convention rAw; without limit when the tail says something else.</summary>
    static long SubstringWidth(string tail) =>
        long.TryParse(tail, NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width > 0 ? width : long.MaxValue;
}

/// <summary>What the cells of a <see cref="FitsColumn"/> are.</summary>
public enum FitsKind
{
    /// <summary>Not one value a row; <see cref="FitsColumn.Obstacle"/> says what.</summary>
    None,

    /// <summary>True, false or null.</summary>
    Logical,

    /// <summary>An integer.</summary>
    Integer,

    /// <summary>A floating-point number.</summary>
    Real,

    /// <summary>Text.</summary>
    Text,
}
