using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using BenchmarkDotNet.Attributes;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.Formats;

namespace Lamost.Vo.Benchmarks;

/// <summary>
/// What one row of eight columns costs in each format (the figures are per row), beside the copying of its bytes. The rows are those of a
/// spectroscopic catalogue: one in sixteen cells is null.
/// </summary>
[MemoryDiagnoser]
public class TablesWriters
{
    const int Rows = 100_000;

    static readonly TableHeader Header = new([
        new("obsid", CellType.Long), new("ra", CellType.Double), new("dec", CellType.Double), new("snrg", CellType.Float),
        new("class", CellType.Text) { MaxLength = 16 }, new("z", CellType.Double), new("mag", CellType.Float), new("fiberid", CellType.Int)]);

    readonly Sink _sink = new();
    readonly byte[] _room = new byte[64 << 20], _piece = new byte[128 << 10];
    readonly byte[] _bytes = new byte[Rows * 80];
    readonly int[] _ends = new int[Rows];

    [GlobalSetup]
    public void MakeRows()
    {
        var random = new Random(1);
        var at = 0;
        for (var i = 0; i < Rows; i++)
        {
            Cell(ref at, 8, 100_000_000 + i);
            Cell(ref at, 8, BitConverter.DoubleToInt64Bits(Math.Round(random.NextDouble() * 360, 6)));
            Cell(ref at, 8, BitConverter.DoubleToInt64Bits(Math.Round(random.NextDouble() * 180 - 90, 6)));
            Cell(ref at, random.Next(4) == 0 ? -1 : 4, BitConverter.SingleToInt32Bits(MathF.Round(random.NextSingle() * 100, 2)));
            var name = random.Next(3) switch { 0 => "STAR"u8, 1 => "GALAXY"u8, _ => "QSO"u8 };
            Cell(ref at, name.Length, 0);
            name.CopyTo(_bytes.AsSpan(at - name.Length));
            Cell(ref at, random.Next(4) == 0 ? -1 : 8, BitConverter.DoubleToInt64Bits(Math.Round(random.NextDouble(), 8)));
            Cell(ref at, 4, BitConverter.SingleToInt32Bits(MathF.Round(random.NextSingle() * 20, 2)));
            Cell(ref at, 4, random.Next(4000));
            _ends[i] = at;
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Rows)]
    public void Copy()
    {
        var from = 0;
        foreach (var to in _ends)
        {
            _sink.Write(_bytes.AsSpan(from, to - from));
            from = to;
        }
    }

    public static IEnumerable<string> Formats => TableFormats.All.Select(f => f.Name);

    /// <summary>Every format; those that are spooled into memory.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    [ArgumentsSource(nameof(Formats))]
    public void Row(string format) => Write(TableFormats.All.Single(f => f.Name == format), false);

    /// <summary>As when the database is slow, and each row leaves as soon as it is there.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void Binary2_flushed_at_each_row() => Write(TableFormats.VotableBinary2, true);

    /// <summary>As a server does it, with a flush of the pipe whenever 64 KiB wait there.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void Binary2_into_a_pipe()
    {
        var pipe = PipeWriter.Create(Stream.Null);
        var writer = TableFormats.VotableBinary2.CreateWriter();
        writer.Begin(pipe, Header);
        var from = 0;
        foreach (var to in _ends)
        {
            writer.Row(pipe, _bytes.AsSpan(from, to - from));
            if (pipe.UnflushedBytes >= 65_000) pipe.FlushAsync().AsTask().GetAwaiter().GetResult();
            from = to;
        }
        writer.End(pipe, TableEnding.Complete);
        pipe.Complete();
    }

    void Write(TableFormat format, bool flush)
    {
        using var file = new MemoryStream(_room);
        file.SetLength(0);
        var sink = format.Spooled ? new StreamSink(file, _piece) : (IBufferWriter<byte>)_sink;
        var writer = format.CreateWriter();
        writer.Begin(sink, Header);
        var from = 0;
        foreach (var to in _ends)
        {
            writer.Row(sink, _bytes.AsSpan(from, to - from));
            if (flush) writer.Flush(sink);
            from = to;
        }
        writer.End(sink, TableEnding.Complete);
        if (writer is not ISpooledWriter spooled) return;
        ((StreamSink)sink).Flush();
        spooled.Finish(file);
        spooled.Dispose();
    }

    void Cell(ref int at, int length, long value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(at), length);
        at += 4;
        if (length == 8) BinaryPrimitives.WriteInt64BigEndian(_bytes.AsSpan(at), value);
        if (length == 4) BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(at), (int)value);
        at += Math.Max(length, 0);
    }

    /// <summary>Takes bytes and forgets them.</summary>
    sealed class Sink : IBufferWriter<byte>
    {
        readonly byte[] _buffer = new byte[128 * 1024];
        int _count;

        public void Advance(int count) => _count += count;

        public Memory<byte> GetMemory(int sizeHint = 0) => _buffer.AsMemory(From(sizeHint));

        public Span<byte> GetSpan(int sizeHint = 0) => _buffer.AsSpan(From(sizeHint));

        int From(int sizeHint)
        {
            if (_buffer.Length - _count < Math.Max(sizeHint, 1)) _count = 0;
            return _count;
        }
    }

    /// <summary>Writes into a stream by the buffer.</summary>
    sealed class StreamSink(Stream stream, byte[] buffer) : IBufferWriter<byte>
    {
        int _count;

        public void Advance(int count) => _count += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            if (buffer.Length - _count < Math.Max(sizeHint, 1)) Flush();
            return buffer.AsMemory(_count);
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public void Flush()
        {
            stream.Write(buffer, 0, _count);
            _count = 0;
        }
    }
}
