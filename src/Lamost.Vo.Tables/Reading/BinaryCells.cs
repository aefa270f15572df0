using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Lamost.Vo.Tables.Reading;

/// <summary>Cells of binary serialisations into cells of ours (VOTable 1.4, 5.2 and 6).</summary>
sealed class BinaryCells(ByteSource bytes, RowBuilder row)
{
    readonly StringBuilder _text = new();

    /// <summary>Reads a cell.</summary>
    /// <param name="field">Its field.</param>
    /// <param name="isNull">Whether a flag says that it is null; its bytes are there all the same.</param>
    /// <param name="flags">Whether there are flags, so that what is empty is not null.</param>
    /// <param name="whole">The bytes of the cell where it stands alone, without a count; null in a stream.</param>
    public void Read(VotableField field, bool isNull, bool flags, int? whole)
    {
        var type = field.Type;
        var count = (long)type.Fixed;
        if (type.Varies) count = whole is { } size ? (type.Primitive == Primitive.Bit ? 8L * size : size / type.Width) : Count();
        var length = type.Primitive == Primitive.Bit ? (count + 7) / 8 : count * type.Width;
        if (whole is { } given && given != length) throw new TableReadException(TableReadFault.Malformed, string.Create(CultureInfo.InvariantCulture, $"there are {given} bytes, where {length} would be whole."));
        var cell = bytes.Take(length);
        if (isNull) row.Null();
        else if (type.Varies && count == 0 && !flags) row.Null();
        else Value(field, cell, (int)count, flags);
    }

    long Count()
    {
        var count = BinaryPrimitives.ReadInt32BigEndian(bytes.Take(4));
        return count >= 0 ? count : throw new TableReadException(TableReadFault.Malformed, string.Create(CultureInfo.InvariantCulture, $"an array of {count} elements."));
    }

    void Value(VotableField field, ReadOnlySpan<byte> cell, int count, bool flags)
    {
        switch (field.Kind)
        {
            case FieldKind.Boolean:
                if (Truth(cell[0]) is { } truth) row.Boolean(truth);
                else row.Null();
                break;
            case FieldKind.Integer:
                if (CellParser.Integer(field, Whole(field.Type.Primitive, cell), row) is { } wanted) throw new TableReadException(TableReadFault.Malformed, $"there should be {wanted}.");
                break;
            case FieldKind.Real:
                var real = Real(field, cell);
                if (field.Type.Primitive == Primitive.Float) row.Float((float)real);
                else row.Double(real);
                break;
            case FieldKind.Text:
                Text(field, cell, flags);
                break;
            case FieldKind.Timestamp:
                var moment = Decoded(field.Type, cell);
                if (CellParser.Timestamp(moment, row) is { } form) throw new TableReadException(TableReadFault.Malformed, $"\"{Excerpt.Of(moment)}\" should be {form}.");
                break;
            case FieldKind.Doubles or FieldKind.Integers:
                Array(field, cell, count);
                break;
            default:
                Verbatim(field.Type, cell, count, flags);
                break;
        }
    }

    void Text(VotableField field, ReadOnlySpan<byte> cell, bool flags)
    {
        // A text of fixed length ends at its first NUL; one of NULs alone has nothing in it, which without flags is null. So it is for a single character even
        // with flags, for that cannot be empty: astropy does not flag it.
        if ((!flags || field.Type.IsScalar) && cell.TrimEnd((byte)0).IsEmpty) row.Null();
        else if (field.Type.Primitive == Primitive.Char && Utf8.IsValid(cell)) row.Text(cell);
        else row.Text(Decoded(field.Type, cell).AsSpan());
    }

    // STIL writes what is beyond ASCII as Latin-1, astropy as UTF-8.
    static string Decoded(FieldType type, ReadOnlySpan<byte> cell)
    {
        var text = Characters(type, cell);
        var nul = text.IndexOf('\0', StringComparison.Ordinal);
        return nul < 0 ? text : text[..nul];
    }

    static string Characters(FieldType type, ReadOnlySpan<byte> cell) => type.Primitive == Primitive.UnicodeChar ? Encoding.BigEndianUnicode.GetString(cell)
        : Utf8.IsValid(cell) ? Encoding.UTF8.GetString(cell)
        : Encoding.Latin1.GetString(cell);

    void Array(VotableField field, ReadOnlySpan<byte> cell, int count)
    {
        row.BeginArray();
        for (var i = 0; i < count; i++, cell = cell[field.Type.Width..])
        {
            switch (field.Type.Primitive)
            {
                case Primitive.Float or Primitive.Double: row.Element(Real(field, cell)); break;
                default:
                    var whole = Whole(field.Type.Primitive, cell);
                    if (whole == field.Null) row.NullElement();
                    else row.Element((int)whole);
                    break;
            }
        }
        row.EndArray(field.Kind == FieldKind.Doubles, !field.Type.Varies);
    }

    // NaN where it stands for null.
    static double Real(VotableField field, ReadOnlySpan<byte> cell)
    {
        var value = field.Type.Primitive == Primitive.Float ? BinaryPrimitives.ReadSingleBigEndian(cell) : BinaryPrimitives.ReadDoubleBigEndian(cell);
        return field.IsNull(value) ? double.NaN : value;
    }

    void Verbatim(FieldType type, ReadOnlySpan<byte> cell, int count, bool flags)
    {
        if (type.IsText)
        {
            // NUL fills the texts of an array; as in TABLEDATA, blanks keep their places.
            var texts = Characters(type, cell).Replace('\0', ' ').TrimEnd(' ');
            if (texts.Length == 0 && !flags) row.Null();
            else row.Text(texts.AsSpan());
            return;
        }
        _text.Clear();
        for (var i = 0; i < count; i++)
        {
            if (i > 0) _text.Append(' ');
            if (type.Primitive == Primitive.Bit) _text.Append((cell[i >> 3] & (0x80 >> (i & 7))) != 0 ? '1' : '0');
            else Spell(type.Primitive, cell.Slice(i * type.Width, type.Width));
        }
        row.Text(_text.ToString().AsSpan());
    }

    void Spell(Primitive primitive, ReadOnlySpan<byte> cell)
    {
        switch (primitive)
        {
            case Primitive.Boolean: _text.Append(Truth(cell[0]) switch { true => 'T', false => 'F', null => '?' }); break;
            case Primitive.Float: Number(BinaryPrimitives.ReadSingleBigEndian(cell)); break;
            case Primitive.Double: Number(BinaryPrimitives.ReadDoubleBigEndian(cell)); break;
            case Primitive.FloatComplex:
                Number(BinaryPrimitives.ReadSingleBigEndian(cell));
                _text.Append(' ');
                Number(BinaryPrimitives.ReadSingleBigEndian(cell[4..]));
                break;
            case Primitive.DoubleComplex:
                Number(BinaryPrimitives.ReadDoubleBigEndian(cell));
                _text.Append(' ');
                Number(BinaryPrimitives.ReadDoubleBigEndian(cell[8..]));
                break;
            default: _text.Append(CultureInfo.InvariantCulture, $"{Whole(primitive, cell)}"); break;
        }
    }

    void Number(float value) => _text.Append(float.IsFinite(value) ? value.ToString(CultureInfo.InvariantCulture) : NotFinite(value));

    void Number(double value) => _text.Append(double.IsFinite(value) ? value.ToString(CultureInfo.InvariantCulture) : NotFinite(value));

    static string NotFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";

    static long Whole(Primitive primitive, ReadOnlySpan<byte> cell) => primitive switch
    {
        Primitive.UnsignedByte => cell[0],
        Primitive.Short => BinaryPrimitives.ReadInt16BigEndian(cell),
        Primitive.Int => BinaryPrimitives.ReadInt32BigEndian(cell),
        _ => BinaryPrimitives.ReadInt64BigEndian(cell),
    };

    // VOTable 1.4, 6: T, t and 1; F, f and 0; anything else, as NUL, a blank or a question mark, is null.
    static bool? Truth(byte value) => value switch
    {
        (byte)'T' or (byte)'t' or (byte)'1' => true,
        (byte)'F' or (byte)'f' or (byte)'0' => false,
        _ => null,
    };
}
