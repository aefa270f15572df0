using Lamost.Vo.Archive.Loading;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>The rows of one simulated table. Block n holds rows that depend on n alone, whichever thread makes it.</summary>
sealed class SimulatedRowSource : IRowSource
{
    /// <summary>Rows of the general catalogue that one block is made from.</summary>
    public const int BlockRows = 4096;

    readonly SurveyPlan _plan;
    readonly ColumnFiller[] _fillers;
    readonly bool _onlyStellar;
    readonly ThreadLocal<(SpectrumMaker Maker, TupleWriter Writer)> _workers;
    long _next;

    public SimulatedRowSource(SurveyPlan plan, ColumnFiller[] fillers, bool onlyStellar)
    {
        (_plan, _fillers, _onlyStellar) = (plan, fillers, onlyStellar);
        _workers = new(() => (new SpectrumMaker(plan), new TupleWriter()));
    }

    /// <inheritdoc/>
    public long? ExpectedRows => _onlyStellar ? null : _plan.Rows;

    /// <inheritdoc/>
    public double? Fraction => Math.Min(1, (double)Interlocked.Read(ref _next) * BlockRows / _plan.Rows);

    /// <inheritdoc/>
    public RowBlock? NextBlock(CancellationToken cancel)
    {
        var (maker, writer) = _workers.Value;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var row = (Interlocked.Increment(ref _next) - 1) * BlockRows;
            if (row >= _plan.Rows) return null;
            var end = Math.Min(row + BlockRows, _plan.Rows);
            writer.Clear();
            for (; row < end; row++)
            {
                var spectrum = maker.Make(row);
                if (_onlyStellar && !spectrum.HasParameters) continue;
                writer.Begin((short)_fillers.Length);
                foreach (var fill in _fillers) fill(spectrum, writer);
            }
            if (writer.Rows > 0) return new RowBlock(writer.Written, writer.Rows);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _workers.Dispose();
}
