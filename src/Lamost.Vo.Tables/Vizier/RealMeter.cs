using System.Buffers.Binary;
using System.Globalization;

namespace Lamost.Vo.Tables.Vizier;

/// <summary>
/// Measures real numbers: how many digits their shortest texts have before and behind the point. The form is F, which people read with less pains, unless it needs more than
/// <see cref="MostDigits"/> digits or is longer than E by more than <see cref="Patience"/> bytes; else E.
/// </summary>
sealed class RealMeter(TableColumn column) : ColumnMeter(column)
{
    /// <summary>Digits of a column in the form F, at most.</summary>
    internal const int MostDigits = 22;

    /// <summary>Bytes that F may be longer than E.</summary>
    const int Patience = 4;

    /// <summary>Digits of the limits that are told of a column.</summary>
    const int LimitDigits = 5;

    readonly bool _single = column.Type == CellType.Float;
    double _least = double.PositiveInfinity, _greatest = double.NegativeInfinity;
    int _decimals = 1, _digits = 1, _longestExponent;
    long _longestWhole, _infinite;

    internal override void Add(ReadOnlySpan<byte> cell)
    {
        var value = Real(Column.Type, cell);
        if (double.IsNaN(value))
        {
            AddNull();
            return;
        }
        if (double.IsInfinity(value))
        {
            _infinite++;
            return;
        }
        if (value < _least) _least = value;
        if (value > _greatest) _greatest = value;
        if (_decimals < MostDigits && RealText.TryWhole(value, _single, _decimals, out var whole)) _longestWhole = Math.Max(_longestWhole, Math.Abs(whole));
        else if (value != 0) Read(value);
    }

    void Read(double value)
    {
        Span<byte> room = stackalloc byte[RealText.MaxBytes];
        var text = new RealText(value, _single, room);
        _digits = Math.Max(_digits, text.Digits.Length);
        _longestExponent = Math.Max(_longestExponent, Math.Abs(text.Exponent));
        // With one before the point these are too many for F.
        _decimals = Math.Min(MostDigits, Math.Max(_decimals, text.Decimals));
    }

    private protected override VizierMeasure Summed()
    {
        if (_least > _greatest) return new(Column.Name, new('F', 3, 1)) { Infinite = _infinite };
        return new(Column.Name, Format())
        {
            Infinite = _infinite,
            Minimum = Limit(_least, -1),
            Maximum = Limit(_greatest, 1),
        };
    }

    VizierFormat Format()
    {
        var (below, above) = (WholeDigits(_least), WholeDigits(_greatest));
        var fixedPoint = new VizierFormat('F', Math.Max(_least < 0 ? below + 1 : 1, above + (_greatest < 0 ? 1 : 0)) + 1 + _decimals, _decimals);
        var digits = Math.Max(_digits, _longestWhole.ToString(CultureInfo.InvariantCulture).Length);
        var mantissa = Math.Max(1, digits - 1);
        var power = new VizierFormat('E', (_least < 0 ? 1 : 0) + 2 + mantissa + (_longestExponent > 99 ? 5 : 4), mantissa);
        return Math.Max(below, above) + _decimals <= MostDigits && fixedPoint.Width <= power.Width + Patience ? fixedPoint : power;
    }

    // Digits before the point.
    int WholeDigits(double value)
    {
        if (Math.Abs(value) < 1) return 1;
        Span<byte> room = stackalloc byte[RealText.MaxBytes];
        return new RealText(value, _single, room).Exponent + 1;
    }

    // The value, or where that is long a round one beyond it.
    string Limit(double value, int side)
    {
        var text = Short(value);
        if (text.Length <= LimitDigits + 2) return text;
        if (Math.Abs(value) is > 1e-6 and < 1e15)
        {
            var decimals = Math.Max(0, LimitDigits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))));
            var rounding = side < 0 ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity;
            return Math.Round(decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), decimals, rounding).ToString("0.############", CultureInfo.InvariantCulture);
        }
        // Rounded to as many digits, it moves back by half of what it is moved before.
        var beyond = value + side * Math.Abs(value) * Math.Pow(10, -LimitDigits);
        return double.Parse(beyond.ToString($"E{LimitDigits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }

    string Short(double value)
    {
        var text = _single ? ((float)value).ToString(CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);
        return text is "-0" ? "0" : text;
    }

    /// <summary>The value of a cell that is a real number.</summary>
    internal static double Real(CellType type, ReadOnlySpan<byte> cell) =>
        type == CellType.Float ? BinaryPrimitives.ReadSingleBigEndian(cell) : BinaryPrimitives.ReadDoubleBigEndian(cell);
}
