using Lamost.Vo.Archive.Loading;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>The rows of one simulated table. Block n holds rows that depend on n alone, whichever thread makes it.</summary>
sealed class SimulatedRowSource : IRowSource
{
    readonly SimulatedTable _table;
    readonly ThreadLocal<(UnitWriter Unit, TupleWriter Tuples)> _workers;
    long _next;

    public SimulatedRowSource(SimulatedTable table)
    {
        _table = table;
        _workers = new(() => (table.NewWriter(), new TupleWriter()));
    }

    /// <inheritdoc/>
    public long? ExpectedRows => _table.Rows;

    /// <inheritdoc/>
    public double? Fraction => _table.Units == 0 ? 1 : Math.Min(1, (double)Interlocked.Read(ref _next) * _table.BlockUnits / _table.Units);

    /// <inheritdoc/>
    public RowBlock? NextBlock(CancellationToken cancel)
    {
        var (write, tuples) = _workers.Value;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var unit = (Interlocked.Increment(ref _next) - 1) * _table.BlockUnits;
            if (unit >= _table.Units) return null;
            var end = Math.Min(unit + _table.BlockUnits, _table.Units);
            tuples.Clear();
            for (; unit < end; unit++) write(unit, tuples);
            if (tuples.Rows > 0) return new RowBlock(tuples.Written, tuples.Rows);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _workers.Dispose();
}
