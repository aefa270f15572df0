using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>Writes the rows of one unit. Not safe for several threads: one for each.</summary>
delegate void UnitWriter(long unit, TupleWriter writer);

/// <summary>
/// How one table is made: units, each of which has none, one or several rows and depends on its number alone, so that any thread makes any of
/// them. Safe for several threads.
/// </summary>
abstract class SimulatedTable
{
    /// <summary>How many units.</summary>
    public abstract long Units { get; }

    /// <summary>How many units are made at once.</summary>
    public virtual int BlockUnits => 4096;

    /// <summary>Rows in all; null where that is only known when they are made.</summary>
    public virtual long? Rows => null;

    /// <summary>Columns of the definition that the model does not know: they stay NULL.</summary>
    public abstract IReadOnlyList<string> UnknownColumns { get; }

    /// <summary>A writer for one thread.</summary>
    public abstract UnitWriter NewWriter();
}

/// <summary>A table whose rows are objects of one type.</summary>
/// <typeparam name="T">That type.</typeparam>
abstract class SimulatedTable<T> : SimulatedTable where T : class
{
    readonly ColumnFiller<T>[] _fillers;

    /// <summary>Fits the columns of a definition to the model's.</summary>
    /// <exception cref="ArgumentException">A column must not be empty and is not known, or its type cannot hold the model's value.</exception>
    protected SimulatedTable(TableDefinition definition, ColumnSet<T> columns)
    {
        _fillers = columns.For(definition);
        UnknownColumns = [.. definition.Columns.Where(c => columns.For(c) is null).Select(c => c.Name)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> UnknownColumns { get; }

    /// <summary>Writes a row.</summary>
    protected void Write(T row, TupleWriter writer)
    {
        writer.Begin((short)_fillers.Length);
        foreach (var fill in _fillers) fill(row, writer);
    }
}
