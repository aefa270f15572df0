using System.Globalization;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>Writes one cell of a row.</summary>
delegate void ColumnFiller<in T>(T row, TupleWriter writer);

/// <summary>A number; NaN for NULL.</summary>
delegate double Number<in T>(T row);

/// <summary>A whole number; <see cref="Source.None"/> for NULL.</summary>
delegate long Integer<in T>(T row);

/// <summary>A text in UTF-8; empty for NULL.</summary>
delegate ReadOnlySpan<byte> Text<in T>(T row);

/// <summary>A date.</summary>
delegate DateOnly Day<in T>(T row);

/// <summary>
/// The values that the model has of one kind of rows, by the names of columns (without regard to case), and how they are written in the
/// type that a release declares.
/// </summary>
/// <typeparam name="T">A row.</typeparam>
sealed class ColumnSet<T> where T : class
{
    readonly Dictionary<string, Number<T>> _numbers = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, Integer<T>> _integers = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, Text<T>> _texts = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, Day<T>> _days = new(StringComparer.OrdinalIgnoreCase);
    readonly Number<T> _longitude, _latitude;

    /// <summary>Begins with nothing but the main position, degrees as published.</summary>
    public ColumnSet(Number<T> longitude, Number<T> latitude) => (_longitude, _latitude) = (longitude, latitude);

    /// <summary>Adds numbers.</summary>
    public ColumnSet<T> With(Dictionary<string, Number<T>> numbers) => Add(_numbers, numbers);

    /// <summary>Adds whole numbers.</summary>
    public ColumnSet<T> With(Dictionary<string, Integer<T>> integers) => Add(_integers, integers);

    /// <summary>Adds texts.</summary>
    public ColumnSet<T> With(Dictionary<string, Text<T>> texts) => Add(_texts, texts);

    /// <summary>Adds dates.</summary>
    public ColumnSet<T> With(Dictionary<string, Day<T>> days) => Add(_days, days);

    /// <summary>A set for more special rows, which has all values of this one.</summary>
    /// <typeparam name="TSpecial">These rows.</typeparam>
    public ColumnSet<TSpecial> Of<TSpecial>() where TSpecial : class, T => new ColumnSet<TSpecial>(_longitude, _latitude)
        .With(_numbers.ToDictionary(p => p.Key, p => (Number<TSpecial>)p.Value))
        .With(_integers.ToDictionary(p => p.Key, p => (Integer<TSpecial>)p.Value))
        .With(_texts.ToDictionary(p => p.Key, p => (Text<TSpecial>)p.Value))
        .With(_days.ToDictionary(p => p.Key, p => (Day<TSpecial>)p.Value));

    /// <summary>The filler of a column; null when the model has nothing for it.</summary>
    /// <exception cref="ArgumentException">The model has a value that the column's type cannot hold.</exception>
    public ColumnFiller<T>? For(ColumnDefinition column)
    {
        if (_numbers.TryGetValue(column.Name, out var number)) return OfNumber(column, number);
        if (_integers.TryGetValue(column.Name, out var integer)) return OfInteger(column, integer);
        if (_texts.TryGetValue(column.Name, out var text)) return OfText(column, text);
        return _days.TryGetValue(column.Name, out var day) ? OfDate(column, day) : null;
    }

    /// <summary>Fillers of all columns of a table, and of the hidden sky index when the table has a position.</summary>
    /// <exception cref="ArgumentException">A column must not be empty and is not known, or its type cannot hold the model's value.</exception>
    public ColumnFiller<T>[] For(TableDefinition table)
    {
        var fillers = table.Columns.Select(c => For(c) ?? (c.Nullable
            ? static (_, w) => w.Null()
            : throw new ArgumentException($"Column '{c.Name}' of '{table.Name}' must not be empty, and the simulation does not know it.", nameof(table))));
        return [.. fillers, (r, w) => w.Long(Healpix.PixelOf(Healpix.MaxOrder, _longitude(r), _latitude(r)))];
    }

    ColumnSet<T> Add<TValue>(Dictionary<string, TValue> to, Dictionary<string, TValue> values)
    {
        foreach (var (name, value) in values) to.Add(name, value);
        return this;
    }

    static ColumnFiller<T> OfNumber(ColumnDefinition column, Number<T> number) => column.Type switch
    {
        ColumnType.Double => (r, w) => PutDouble(w, number(r)),
        ColumnType.Float => (r, w) => PutFloat(w, number(r)),
        _ => throw Mismatch(column),
    };

    static ColumnFiller<T> OfInteger(ColumnDefinition column, Integer<T> integer) => column.Type switch
    {
        ColumnType.Long => (r, w) => PutInteger(w, integer(r), ColumnType.Long),
        ColumnType.Int => (r, w) => PutInteger(w, integer(r), ColumnType.Int),
        ColumnType.Short => (r, w) => PutInteger(w, integer(r), ColumnType.Short),
        ColumnType.Boolean => (r, w) => PutInteger(w, integer(r), ColumnType.Boolean),
        ColumnType.Char or ColumnType.String or ColumnType.Unicode => (r, w) => PutInteger(w, integer(r), ColumnType.String),
        _ => throw Mismatch(column),
    };

    static ColumnFiller<T> OfText(ColumnDefinition column, Text<T> text) => column.Type switch
    {
        ColumnType.Char or ColumnType.String or ColumnType.Unicode => (r, w) => PutText(w, text(r)),
        _ => throw Mismatch(column),
    };

    static ColumnFiller<T> OfDate(ColumnDefinition column, Day<T> day) => column.Type switch
    {
        ColumnType.Date => (r, w) => w.Date(day(r)),
        ColumnType.Timestamp => (r, w) => w.Timestamp(day(r).ToDateTime(TimeOnly.MinValue)),
        _ => throw Mismatch(column),
    };

    static void PutDouble(TupleWriter writer, double value)
    {
        if (double.IsNaN(value)) writer.Null();
        else writer.Double(value);
    }

    static void PutFloat(TupleWriter writer, double value)
    {
        if (double.IsNaN(value)) writer.Null();
        else writer.Float((float)value);
    }

    static void PutText(TupleWriter writer, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) writer.Null();
        else writer.Text(value);
    }

    static void PutInteger(TupleWriter writer, long value, ColumnType type)
    {
        if (value == Source.None)
        {
            writer.Null();
            return;
        }
        switch (type)
        {
            case ColumnType.Long: writer.Long(value); break;
            case ColumnType.Int: writer.Int(checked((int)value)); break;
            case ColumnType.Short: writer.Short(checked((short)value)); break;
            case ColumnType.Boolean: writer.Boolean(value != 0); break;
            default:
                Span<byte> digits = stackalloc byte[20];
                value.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
                writer.Text(digits[..written]);
                break;
        }
    }

    static ArgumentException Mismatch(ColumnDefinition column) => new($"The simulation has no {column.Type} for column '{column.Name}'.");
}
