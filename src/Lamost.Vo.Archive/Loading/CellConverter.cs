using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Loading;

/// <summary>
/// Turns values of a source into cells of one column: sentinels, NaN and empty text become NULL; what does not fit the column is refused
/// with a reason. Every method returns null when it wrote one cell, else the reason, as a phrase that goes on from the value
/// ("is not a number"), and then has written nothing. Immutable, so that threads share it.
/// </summary>
sealed class CellConverter
{
    /// <summary>The greatest integer up to which every integer is a double; beyond it a source in floating point may have lost digits.</summary>
    const double ExactDouble = 1L << 53;

    const double ExactSingle = 1L << 24;

    readonly ColumnDefinition _column;
    readonly byte[][] _nullTexts;
    readonly double[] _nullNumbers;
    readonly long[] _nullIntegers;
    readonly double _least;
    readonly double _most;
    readonly bool _required;

    /// <summary>Prepares the conversion.</summary>
    /// <param name="column">The column.</param>
    /// <param name="required">Whether a value must be there although the column is declared nullable: it is in the primary key.</param>
    /// <param name="least">A bound beside the declared one, inclusive: positions have to lie on the sky.</param>
    /// <param name="most">As <paramref name="least"/>, above.</param>
    public CellConverter(ColumnDefinition column, bool required = false, double least = double.NegativeInfinity, double most = double.PositiveInfinity)
    {
        _column = column;
        _required = required || !column.Nullable;
        _least = Math.Max(least, column.Minimum ?? double.NegativeInfinity);
        _most = Math.Min(most, column.Maximum ?? double.PositiveInfinity);
        _nullTexts = [.. column.NullValues.Select(Encoding.UTF8.GetBytes)];
        _nullNumbers = [.. _nullTexts.Where(t => NumberText.TryDouble(t, out _)).Select(t => NumberText.TryDouble(t, out var n) ? n : double.NaN)];
        _nullIntegers = [.. _nullNumbers.Where(n => double.IsInteger(n) && Math.Abs(n) <= ExactDouble).Select(n => (long)n)];
    }

    /// <summary>The column.</summary>
    public ColumnDefinition Column => _column;

    /// <summary>A cell without a value.</summary>
    public string? Null(TupleWriter to)
    {
        if (_required) return "is missing, and the column must have a value";
        to.Null();
        return null;
    }

    /// <summary>A cell from text; blanks around it are padding.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="to">Where the cell goes.</param>
    /// <param name="number">Its value, of numeric columns; NaN when null.</param>
    public string? FromText(ReadOnlySpan<byte> text, TupleWriter to, out double number)
    {
        number = double.NaN;
        text = text.Trim((byte)' ');
        if (text.IsEmpty) return Null(to);
        switch (_column.Type)
        {
            case ColumnType.Short or ColumnType.Int or ColumnType.Long:
                if (NumberText.TryInteger(text, out var integer)) return FromInteger(integer, to, out number);
                return NumberText.TryDouble(text, out var real) ? FromReal(real, false, to, out number) : IsNullText(text) ? Null(to) : "is not an integer";
            case ColumnType.Double:
                return NumberText.TryDouble(text, out var wide) ? FromReal(wide, false, to, out number) : IsNullText(text) ? Null(to) : "is not a number";
            case ColumnType.Float:
                if (!NumberText.TryFloat(text, out var narrow, out wide)) return IsNullText(text) ? Null(to) : "is not a number";
                return Real(wide, narrow, false, to, out number);
            default:
                return IsNullText(text) ? Null(to) : FromWord(text, to);
        }
    }

    /// <summary>A cell from an integer of up to 128 bits.</summary>
    public string? FromInteger(Int128 value, TupleWriter to, out double number)
    {
        if (value >= long.MinValue && value <= long.MaxValue) return FromInteger((long)value, to, out number);
        if (_column.Type == ColumnType.Double) return FromReal((double)value, false, to, out number);
        number = double.NaN;
        return "is too large for the column's type";
    }

    /// <summary>A cell from an integer.</summary>
    /// <param name="value">The integer.</param>
    /// <param name="to">Where the cell goes.</param>
    /// <param name="number">Its value; NaN when null.</param>
    public string? FromInteger(long value, TupleWriter to, out double number)
    {
        number = double.NaN;
        foreach (var sentinel in _nullIntegers)
            if (value == sentinel) return Null(to);
        if (value < _least || value > _most) return OutOfRange(value);
        switch (_column.Type)
        {
            case ColumnType.Long: to.Long(value); break;
            case ColumnType.Int when value == (int)value: to.Int((int)value); break;
            case ColumnType.Short when value == (short)value: to.Short((short)value); break;
            case ColumnType.Int or ColumnType.Short: return "is too large for the column's type";
            case ColumnType.Float: to.Float(value); break;
            case ColumnType.Double: to.Double(value); break;
            case ColumnType.Boolean when value is 0 or 1: to.Boolean(value == 1); break;
            case ColumnType.Char or ColumnType.String or ColumnType.Unicode:
                return FromText(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)), to, out _);
            default: return "is a number, and the column is not";
        }
        number = value;
        return null;
    }

    /// <summary>A cell from a floating-point number; NaN is null.</summary>
    /// <param name="value">The number.</param>
    /// <param name="single">Whether the source had it in single precision.</param>
    /// <param name="to">Where the cell goes.</param>
    /// <param name="number">Its value; NaN when null.</param>
    public string? FromReal(double value, bool single, TupleWriter to, out double number) => Real(value, (float)value, single, to, out number);

    /// <summary>A cell from a truth value.</summary>
    public string? FromLogical(bool value, TupleWriter to)
    {
        if (_column.Type is ColumnType.Short or ColumnType.Int or ColumnType.Long) return FromInteger(value ? 1 : 0, to, out _);
        if (_column.Type != ColumnType.Boolean) return "is a truth value, and the column is not";
        to.Boolean(value);
        return null;
    }

    string? Real(double value, float narrow, bool single, TupleWriter to, out double number)
    {
        number = double.NaN;
        if (double.IsNaN(value)) return Null(to);
        foreach (var sentinel in _nullNumbers)
            if (value == sentinel || single && value == (float)sentinel) return Null(to);
        if (_column.Type is ColumnType.Short or ColumnType.Int or ColumnType.Long)
        {
            if (!double.IsInteger(value)) return "is not an integer";
            if (Math.Abs(value) > (single ? ExactSingle : ExactDouble)) return "is an integer written as a floating-point number that may have lost digits";
            return FromInteger((long)value, to, out number);
        }
        if (!double.IsFinite(value)) return "is not a finite number";
        if (value < _least || value > _most) return OutOfRange(value);
        switch (_column.Type)
        {
            case ColumnType.Double: to.Double(value); break;
            case ColumnType.Float when float.IsFinite(narrow): to.Float(narrow); break;
            case ColumnType.Float: return "is too large for the column's type";
            default: return "is a floating-point number, and the column is not";
        }
        number = value;
        return null;
    }

    string? FromWord(ReadOnlySpan<byte> text, TupleWriter to)
    {
        switch (_column.Type)
        {
            case ColumnType.Boolean: return FromTruth(text, to);
            case ColumnType.Date:
                if (!TryDate(text, out var day)) return "is not a date of the form YYYY-MM-DD";
                to.Date(day);
                return null;
            case ColumnType.Timestamp:
                if (!TryTimestamp(text, out var time)) return "is not a time of the form YYYY-MM-DDThh:mm:ss";
                to.Timestamp(time);
                return null;
            case ColumnType.Unicode:
                if (!Utf8.IsValid(text) || text.Contains((byte)0)) return "is not UTF-8 text";
                if (text.Length > _column.Length && Encoding.UTF8.GetCharCount(text) > _column.Length) return TooLong;
                break;
            default:
                if (!Ascii.IsValid(text) || text.Contains((byte)0)) return "holds characters other than ASCII";
                if (text.Length > _column.Length) return TooLong;
                break;
        }
        to.Text(text);
        return null;
    }

    static string? FromTruth(ReadOnlySpan<byte> text, TupleWriter to)
    {
        var yes = text.SequenceEqual("1"u8) || Ascii.EqualsIgnoreCase(text, "t"u8) || Ascii.EqualsIgnoreCase(text, "true"u8);
        if (!yes && !text.SequenceEqual("0"u8) && !Ascii.EqualsIgnoreCase(text, "f"u8) && !Ascii.EqualsIgnoreCase(text, "false"u8)) return "is neither true nor false";
        to.Boolean(yes);
        return null;
    }

    static bool TryDate(ReadOnlySpan<byte> text, out DateOnly day)
    {
        day = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-') return false;
        if (!Digits(text[..4], out var y) || !Digits(text.Slice(5, 2), out var m) || !Digits(text[8..], out var d)) return false;
        if (y < 1 || m is < 1 or > 12 || d < 1 || d > DateTime.DaysInMonth(y, m)) return false;
        day = new DateOnly(y, m, d);
        return true;
    }

    /// <summary>A date, or a date and a time with up to seven decimals of a second, with or without a Z at its end.</summary>
    static bool TryTimestamp(ReadOnlySpan<byte> text, out DateTime time)
    {
        time = default;
        if (text.Length < 10 || !TryDate(text[..10], out var day)) return false;
        time = day.ToDateTime(TimeOnly.MinValue);
        if (text.Length == 10) return true;
        if (text[10] is not ((byte)'T' or (byte)' ')) return false;
        var clock = text[11..].TrimEnd((byte)'Z');
        if (clock.Length < 8 || clock[2] != ':' || clock[5] != ':') return false;
        if (!Digits(clock[..2], out var h) || !Digits(clock.Slice(3, 2), out var m) || !Digits(clock.Slice(6, 2), out var s)) return false;
        if (h > 23 || m > 59 || s > 59) return false;
        time = time.AddTicks(((h * 60L + m) * 60 + s) * TimeSpan.TicksPerSecond);
        if (clock.Length == 8) return true;
        if (clock[8] != '.' || clock.Length is 9 or > 16 || !Digits(clock[9..], out var fraction)) return false;
        for (var i = clock.Length - 9; i < 7; i++) fraction *= 10;
        time = time.AddTicks(fraction);
        return true;
    }

    static bool Digits(ReadOnlySpan<byte> text, out int value) =>
        Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && char.IsAsciiDigit((char)text[0]);

    bool IsNullText(ReadOnlySpan<byte> text)
    {
        foreach (var sentinel in _nullTexts)
            if (text.SequenceEqual(sentinel)) return true;
        return false;
    }

    string TooLong => string.Create(CultureInfo.InvariantCulture, $"is longer than {_column.Length} characters");

    string OutOfRange(double value) => value < _least
        ? string.Create(CultureInfo.InvariantCulture, $"is below {_least}")
        : string.Create(CultureInfo.InvariantCulture, $"is above {_most}");
}
