using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Lamost.Vo.Tables.Reading;

/// <summary>Builds the cells of one row in the layout of <see cref="RowReader"/>, to be handed over as a whole or not at all. One buffer serves all rows.</summary>
sealed class RowBuilder
{
    /// <summary>The most bytes of a row; a cell has a limit too, but there are many in a row, and an array takes more here than in a file.</summary>
    public const int MostBytes = 64 << 20;

    const int Float8Oid = 701, Int4Oid = 23, ArrayHead = 20;

    byte[] _bytes = new byte[1 << 10];
    int _count, _array, _elements, _known;
    long _number;

    /// <summary>Begins a row; what was there of another is void.</summary>
    public void Clear()
    {
        _count = 0;
        _number++;
    }

    /// <summary>Hands the row over.</summary>
    public void CopyTo(IBufferWriter<byte> to) => to.Write(_bytes.AsSpan(0, _count));

    public void Null() => BinaryPrimitives.WriteInt32BigEndian(Room(4), -1);

    public void Boolean(bool value) => Cell(1)[0] = value ? (byte)1 : (byte)0;

    public void Short(short value) => BinaryPrimitives.WriteInt16BigEndian(Cell(2), value);

    public void Int(int value) => BinaryPrimitives.WriteInt32BigEndian(Cell(4), value);

    public void Long(long value) => BinaryPrimitives.WriteInt64BigEndian(Cell(8), value);

    /// <summary>NaN is null: that is what it means in the tables that are read (VOTable 1.4, 6).</summary>
    public void Float(float value)
    {
        if (float.IsNaN(value)) Null();
        else BinaryPrimitives.WriteSingleBigEndian(Cell(4), value);
    }

    /// <inheritdoc cref="Float"/>
    public void Double(double value)
    {
        if (double.IsNaN(value)) Null();
        else BinaryPrimitives.WriteDoubleBigEndian(Cell(8), value);
    }

    /// <summary>UTF-8; the database has no NUL, which ends a text of fixed length anyway (VOTable 1.4, 6).</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        var nul = utf8.IndexOf((byte)0);
        if (nul >= 0) utf8 = utf8[..nul];
        utf8.CopyTo(Cell(utf8.Length));
    }

    /// <summary>Lone surrogates become U+FFFD.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        var nul = text.IndexOf('\0');
        if (nul >= 0) text = text[..nul];
        var length = Encoding.UTF8.GetByteCount(text);
        Encoding.UTF8.GetBytes(text, Cell(length));
    }

    /// <summary>Begins an array of doubles or of integers.</summary>
    public void BeginArray()
    {
        _array = _count;
        _elements = _known = 0;
        Room(4 + ArrayHead);
    }

    public void Element(double value)
    {
        _elements++;
        if (!double.IsNaN(value)) _known++;
        BinaryPrimitives.WriteDoubleBigEndian(Cell(8), value);
    }

    public void Element(int value)
    {
        _elements++;
        Int(value);
    }

    public void NullElement()
    {
        _elements++;
        Null();
    }

    /// <summary>Ends the array: its head is written where room was left (PostgreSQL's array_send; see <c>ArrayCell</c>).</summary>
    /// <param name="doubles">Whether it is one of doubles.</param>
    /// <param name="hasLength">Whether all arrays of the column have the same length: then NaN throughout is how binary tables and DALI 1.1, 3.3 spell null.</param>
    public void EndArray(bool doubles, bool hasLength)
    {
        if (doubles && hasLength && _elements > 0 && _known == 0)
        {
            _count = _array;
            Null();
            return;
        }
        var head = _bytes.AsSpan(_array + 4);
        BinaryPrimitives.WriteInt32BigEndian(head, _elements == 0 ? 0 : 1);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], 1);
        BinaryPrimitives.WriteInt32BigEndian(head[8..], doubles ? Float8Oid : Int4Oid);
        BinaryPrimitives.WriteInt32BigEndian(head[12..], _elements);
        BinaryPrimitives.WriteInt32BigEndian(head[16..], 1);
        if (_elements == 0) _count = _array + 4 + 12;
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_array), _count - _array - 4);
    }

    Span<byte> Cell(int length)
    {
        var room = Room(4 + length);
        BinaryPrimitives.WriteInt32BigEndian(room, length);
        return room[4..];
    }

    Span<byte> Room(int length)
    {
        if (_bytes.Length - _count < length) Grow((long)_count + length);
        var room = _bytes.AsSpan(_count, length);
        _count += length;
        return room;
    }

    void Grow(long wanted)
    {
        if (wanted > MostBytes) throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"row {_number} takes more than {MostBytes} bytes."));
        Array.Resize(ref _bytes, (int)Math.Min(MostBytes, Math.Max(2L * _bytes.Length, wanted)));
    }
}
