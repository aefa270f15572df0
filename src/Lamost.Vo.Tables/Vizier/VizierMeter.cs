using System.Buffers;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.Vizier;

/// <summary>
/// The first of the two passes of an export for VizieR: goes through the rows and writes nothing, and says afterwards how wide each column has to be. Holds some numbers a
/// column, however many rows there are. Columns of arrays are refused.
/// </summary>
public sealed class VizierMeter() : TextTableWriter("text/plain", canReportEnding: false)
{
    ColumnMeter[] _meters = [];

    /// <summary>What was seen of each column so far.</summary>
    public IReadOnlyList<VizierMeasure> Measures => [.. _meters.Select(m => m.Measured())];

    private protected override int MostBytes(int rowBytes) => 1;

    private protected override void BeginTable(IBufferWriter<byte> output, TableHeader header) => _meters = [.. Columns.Select(ColumnMeter.Of)];

    private protected override int Null(int column, Span<byte> to, int at)
    {
        _meters[column].AddNull();
        return at;
    }

    private protected override int Cell(int column, ReadOnlySpan<byte> cell, Span<byte> to, int at)
    {
        _meters[column].Add(cell);
        return at;
    }

    private protected override int EndRow(Span<byte> to, int at) => 0;
}
