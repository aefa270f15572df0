using System.Buffers;
using Lamost.Vo.Tables.Formats;
using Xunit;

namespace Lamost.Vo.Tables.Tests;

/// <summary>What holds for every format.</summary>
public sealed class TableWriterContractTests
{
    static readonly TableHeader Header = new([new("n", CellType.Int), new("x", CellType.Double), new("s", CellType.Text) { MaxLength = 4 }, new("t", CellType.Timestamp)]);

    public static TheoryData<string> Formats => [.. TableFormats.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_row_costs_no_memory(string format)
    {
        var writer = TableFormats.Find(format)!.CreateWriter();
        var output = new Sink();
        var row = RowBuilder.Row(1, 0.1, "STAR", new DateTime(2020, 1, 2, 3, 4, 5), new double?[] { 10, 20 }, new int?[] { 1, 2, 3 });
        writer.Begin(output, new([.. Header.Columns, new("p", CellType.DoubleArray) { ArrayLength = 2 }, new("h", CellType.IntArray)]));
        for (var i = 0; i < 5000; i++) writer.Row(output, row);
        // A collection that tests beside this one cause can count what is left of the thread's allocation buffer; what a row costs is there in every round.
        Assert.InRange(Enumerable.Range(0, 5).Min(_ => Allocated(writer, output, row)), 0, 1000);
        writer.End(output, TableEnding.Complete);
        Assert.True(output.Count > 25_000 * 20);
    }

    static long Allocated(ITableWriter writer, Sink output, byte[] row)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20_000; i++)
        {
            writer.Row(output, row);
            if (i % 100 == 0) writer.Flush(output);
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Calls_out_of_turn_are_refused(string format)
    {
        var writer = TableFormats.Find(format)!.CreateWriter();
        var output = new Sink();
        var row = RowBuilder.Row(1, 0.1, "STAR", null);
        Assert.Throws<InvalidOperationException>(() => writer.Row(output, row));
        Assert.Throws<InvalidOperationException>(() => writer.End(output, TableEnding.Complete));
        writer.Begin(output, Header);
        Assert.Throws<InvalidOperationException>(() => writer.Begin(output, Header));
        writer.Row(output, row);
        writer.End(output, TableEnding.Complete);
        var count = output.Count;
        Assert.Throws<InvalidOperationException>(() => writer.Row(output, row));
        Assert.Throws<InvalidOperationException>(() => writer.End(output, TableEnding.Complete));
        Assert.Equal(count, output.Count);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_header_that_cannot_be_written_leaves_no_trace(string format)
    {
        var output = new Sink();
        foreach (var header in (TableHeader[])[
            new([]),
            new([new("x", (CellType)99)]),
            new([new("x", CellType.Text) { FixedLength = true }]),
            new([new("x", CellType.Text) { MaxLength = 0 }])])
        {
            Assert.ThrowsAny<ArgumentException>(() => TableFormats.Find(format)!.CreateWriter().Begin(output, header));
        }
        Assert.Equal(0, output.Count);
    }

    /// <summary>Counts bytes and forgets them.</summary>
    sealed class Sink : IBufferWriter<byte>
    {
        readonly byte[] _buffer = new byte[128 * 1024];

        public long Count { get; private set; }

        public void Advance(int count) => Count += count;

        public Memory<byte> GetMemory(int sizeHint = 0) => _buffer;

        public Span<byte> GetSpan(int sizeHint = 0) => _buffer;
    }
}
