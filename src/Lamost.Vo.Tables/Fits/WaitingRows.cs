using System.Buffers;
using System.Buffers.Binary;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.Fits;

/// <summary>Rows that wait in a scratch file until the longest text of each column is known.</summary>
sealed class WaitingRows(TableColumn[] columns) : IDisposable
{
    /// <summary>Takes a row.</summary>
    public delegate void RowTaker(ReadOnlySpan<byte> row);

    readonly FileStream _file = new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 128 << 10, FileOptions.DeleteOnClose);
    readonly int[] _longest = new int[columns.Length];

    /// <summary>Adds a row, which is checked.</summary>
    public void Add(ReadOnlySpan<byte> row)
    {
        var cells = new RowReader(row);
        for (var i = 0; i < columns.Length; i++)
        {
            if (!cells.Next(out var cell)) continue;
            var width = CellCheck.Width(columns[i].Type);
            if (width > 0 && cell.Length != width) CellCheck.WrongWidth(cell.Length, columns[i]);
            if (columns[i].Type is CellType.Text or CellType.UnicodeText) _longest[i] = Math.Max(_longest[i], cell.Length);
        }
        CellCheck.AtEnd(cells);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, row.Length);
        _file.Write(length);
        _file.Write(row);
    }

    /// <summary>The columns, their texts as long as the longest: in bytes, which is no fewer than characters.</summary>
    public TableColumn[] Measured() => [.. columns.Select((c, i) => c.Type is CellType.Text or CellType.UnicodeText ? c with { MaxLength = Math.Max(1, _longest[i]), FixedLength = false } : c)];

    /// <summary>Hands all rows over, in their order.</summary>
    public void CopyTo(RowTaker take)
    {
        _file.Position = 0;
        var row = new byte[4096];
        Span<byte> length = stackalloc byte[4];
        while (_file.ReadAtLeast(length, 4, throwOnEndOfStream: false) == 4)
        {
            var count = BinaryPrimitives.ReadInt32BigEndian(length);
            if (row.Length < count) row = new byte[count];
            _file.ReadExactly(row, 0, count);
            take(row.AsSpan(0, count));
        }
    }

    public void Dispose() => _file.Dispose();
}

/// <summary>A buffer that is written to a stream whenever it is full.</summary>
sealed class StreamBuffer(Stream stream) : IBufferWriter<byte>
{
    byte[] _bytes = new byte[128 << 10];
    int _count;

    public void Advance(int count) => _count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var size = Math.Max(1, sizeHint);
        if (_bytes.Length - _count < size)
        {
            Flush();
            if (_bytes.Length < size) _bytes = new byte[size];
        }
        return _bytes.AsMemory(_count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Writes what is held.</summary>
    public void Flush()
    {
        stream.Write(_bytes, 0, _count);
        _count = 0;
    }
}
