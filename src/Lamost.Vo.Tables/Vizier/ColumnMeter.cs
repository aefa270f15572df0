using System.Buffers.Binary;
using System.Globalization;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.Vizier;

/// <summary>Measures the cells of one column.</summary>
/// <param name="column">The column.</param>
abstract class ColumnMeter(TableColumn column)
{
    long _nulls;

    /// <summary>The column.</summary>
    internal TableColumn Column => column;

    /// <summary>The meter of a column.</summary>
    /// <exception cref="ArgumentException">The column holds arrays, which files for VizieR have not.</exception>
    internal static ColumnMeter Of(TableColumn column) => column.Type switch
    {
        CellType.Short or CellType.Int or CellType.Long or CellType.Boolean => new IntegerMeter(column),
        CellType.Float or CellType.Double => new RealMeter(column),
        CellType.Text or CellType.UnicodeText => new TextMeter(column),
        CellType.Date or CellType.Timestamp => new TimeMeter(column),
        _ => throw new ArgumentException($"Column '{column.Name}' holds arrays; a file for VizieR has one value a column."),
    };

    /// <summary>Takes a cell in.</summary>
    internal abstract void Add(ReadOnlySpan<byte> cell);

    /// <summary>Takes a cell in that has no value.</summary>
    internal void AddNull() => _nulls++;

    /// <summary>What was seen.</summary>
    internal VizierMeasure Measured() => Summed() with { HasNulls = _nulls > 0 };

    private protected abstract VizierMeasure Summed();

    sealed class IntegerMeter(TableColumn column) : ColumnMeter(column)
    {
        long _least = long.MaxValue, _greatest = long.MinValue;

        internal override void Add(ReadOnlySpan<byte> cell)
        {
            var value = Integer(Column.Type, cell);
            _least = Math.Min(_least, value);
            _greatest = Math.Max(_greatest, value);
        }

        private protected override VizierMeasure Summed()
        {
            if (_least > _greatest) return new(Column.Name, new('I', 1));
            var (least, greatest) = (_least.ToString(CultureInfo.InvariantCulture), _greatest.ToString(CultureInfo.InvariantCulture));
            return new(Column.Name, new('I', Math.Max(least.Length, greatest.Length))) { Minimum = least, Maximum = greatest };
        }
    }

    sealed class TextMeter(TableColumn column) : ColumnMeter(column)
    {
        int _width = 1;
        long _escaped;

        internal override void Add(ReadOnlySpan<byte> cell)
        {
            // Blanks at the end cannot be told from those that fill the column.
            var text = cell.TrimEnd((byte)' ');
            if (text.IsEmpty)
            {
                AddNull();
                return;
            }
            _width = Math.Max(_width, VizierText.Length(text, out var escaped));
            if (escaped) _escaped++;
        }

        private protected override VizierMeasure Summed() => new(Column.Name, new('A', _width)) { Escaped = _escaped };
    }

    sealed class TimeMeter(TableColumn column) : ColumnMeter(column)
    {
        int _width = 1;

        internal override void Add(ReadOnlySpan<byte> cell)
        {
            Span<byte> text = stackalloc byte[32];
            var length = CellText.Write(Column.Type, cell, text);
            if (length == 0) AddNull();
            else _width = Math.Max(_width, length);
        }

        private protected override VizierMeasure Summed() => new(Column.Name, new('A', _width));
    }

    /// <summary>The value of a cell that is an integer or a truth value, which is 0 or 1.</summary>
    internal static long Integer(CellType type, ReadOnlySpan<byte> cell) => type switch
    {
        CellType.Boolean => cell[0] == 0 ? 0 : 1,
        CellType.Short => BinaryPrimitives.ReadInt16BigEndian(cell),
        CellType.Int => BinaryPrimitives.ReadInt32BigEndian(cell),
        _ => BinaryPrimitives.ReadInt64BigEndian(cell),
    };
}
