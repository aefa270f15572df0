using System.Globalization;

namespace Lamost.Vo.Tables.Reading;

/// <summary>The texts of cells, as TABLEDATA and CSV spell them, into cells (VOTable 1.4, 6).</summary>
static class CellParser
{
    const NumberStyles Whole = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>An integer, decimal or <c>0x</c> hexadecimal.</summary>
    public static bool TryInteger(ReadOnlySpan<char> text, out long value)
    {
        text = text.Trim();
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return long.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        return TryDecimal(text, out value);
    }

    /// <summary>A decimal integer.</summary>
    public static bool TryDecimal(ReadOnlySpan<char> text, out long value) => long.TryParse(text, Whole, CultureInfo.InvariantCulture, out value);

    /// <summary>Whether there is nothing but digits. (ContainsAnyExceptInRange allocates for each text.)</summary>
    public static bool AreDigits(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiDigit(c)) return false;
        return true;
    }

    /// <summary>A real number; infinity in the spellings in use.</summary>
    public static bool TryReal(ReadOnlySpan<char> text, out double value)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) return true;
        var plain = text.Trim();
        var sign = plain.StartsWith("-") ? -1 : 1;
        if (plain.StartsWith("-") || plain.StartsWith("+")) plain = plain[1..];
        value = sign * double.PositiveInfinity;
        if (plain.Equals("inf", StringComparison.OrdinalIgnoreCase) || plain.Equals("infinity", StringComparison.OrdinalIgnoreCase)) return true;
        value = double.NaN;
        return plain.Equals("nan", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A boolean; null for a question mark.</summary>
    public static bool TryBoolean(ReadOnlySpan<char> text, out bool? value)
    {
        var plain = text.Trim();
        value = null;
        if (plain is "?") return true;
        var yes = plain is "1" || plain.Equals("t", StringComparison.OrdinalIgnoreCase) || plain.Equals("true", StringComparison.OrdinalIgnoreCase);
        var no = plain is "0" || plain.Equals("f", StringComparison.OrdinalIgnoreCase) || plain.Equals("false", StringComparison.OrdinalIgnoreCase);
        value = yes;
        return yes || no;
    }

    /// <summary>
    /// Writes the cell of a text. An empty one is null, whatever the type: the two cannot be told apart in TABLEDATA (VOTable 1.4, 6).
    /// </summary>
    /// <returns>Null, or what the text should have been.</returns>
    public static string? Write(VotableField field, ReadOnlySpan<char> text, RowBuilder row)
    {
        if (text.IsEmpty)
        {
            row.Null();
            return null;
        }
        switch (field.Kind)
        {
            case FieldKind.Text:
                if (field.NullText is { } nullText && text.SequenceEqual(nullText)) row.Null();
                else row.Text(text);
                return null;
            case FieldKind.Verbatim:
                // Blanks fill the texts of an array, so they keep their places; elsewhere they are between numbers.
                if (field.Type.IsText) row.Text(text);
                else if (text.IsWhiteSpace()) row.Null();
                else row.Text(text.Trim());
                return null;
            case FieldKind.Timestamp:
                return Timestamp(text, row);
            case FieldKind.Doubles or FieldKind.Integers:
                return Array(field, text, row);
        }
        if (text.IsWhiteSpace())
        {
            row.Null();
            return null;
        }
        switch (field.Kind)
        {
            case FieldKind.Boolean:
                if (!TryBoolean(text, out var truth)) return "true or false";
                if (truth is { } known) row.Boolean(known);
                else row.Null();
                return null;
            case FieldKind.Real:
                if (!TryReal(text, out var real)) return "a number";
                if (field.IsNull(real)) row.Null();
                else if (field.Column.Type == CellType.Float) row.Float((float)real);
                else row.Double(real);
                return null;
            default:
                return TryInteger(text, out var whole) ? Integer(field, whole, row) : "an integer";
        }
    }

    /// <summary>Writes an integer into a cell of its field.</summary>
    /// <returns>Null, or what the number should have been.</returns>
    public static string? Integer(VotableField field, long value, RowBuilder row)
    {
        if (value == field.Null) row.Null();
        else if (field.Type.Primitive == Primitive.UnsignedByte && (value < 0 || value > byte.MaxValue)) return "an integer from 0 to 255";
        else if (field.Column.Type == CellType.Short)
        {
            if (value is < short.MinValue or > short.MaxValue) return "an integer from -32768 to 32767";
            row.Short((short)value);
        }
        else if (field.Column.Type == CellType.Int)
        {
            if (value is < int.MinValue or > int.MaxValue) return "an integer from -2147483648 to 2147483647";
            row.Int((int)value);
        }
        else row.Long(value);
        return null;
    }

    /// <summary>Writes a moment.</summary>
    /// <returns>Null, or what the text should have been.</returns>
    public static string? Timestamp(ReadOnlySpan<char> text, RowBuilder row)
    {
        if (text.IsWhiteSpace()) row.Null();
        else if (DaliTimestamp.TryParse(text, out var microseconds)) row.Long(microseconds);
        else return "a date and time such as 2026-11-25T20:15:30.5";
        return null;
    }

    static string? Array(VotableField field, ReadOnlySpan<char> text, RowBuilder row)
    {
        var doubles = field.Kind == FieldKind.Doubles;
        row.BeginArray();
        var count = 0;
        foreach (var range in new Words(text))
        {
            var word = text[range];
            count++;
            if (doubles)
            {
                if (!TryReal(word, out var real)) return "numbers with blanks between them";
                row.Element(field.IsNull(real) ? double.NaN : real);
            }
            else
            {
                if (!TryInteger(word, out var whole) || whole is < int.MinValue or > int.MaxValue) return "integers with blanks between them";
                if (whole == field.Null) row.NullElement();
                else row.Element((int)whole);
            }
        }
        row.EndArray(doubles, !field.Type.Varies);
        return field.Type.Varies || count == field.Type.Fixed ? null : string.Create(CultureInfo.InvariantCulture, $"{field.Type.Fixed} numbers");
    }

    /// <summary>The pieces of a text between white space.</summary>
    ref struct Words(ReadOnlySpan<char> text)
    {
        readonly ReadOnlySpan<char> _text = text;
        int _at;

        public Range Current { get; private set; }

        public readonly Words GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
            if (_at == _text.Length) return false;
            var from = _at;
            while (_at < _text.Length && !char.IsWhiteSpace(_text[_at])) _at++;
            Current = from.._at;
            return true;
        }
    }
}
