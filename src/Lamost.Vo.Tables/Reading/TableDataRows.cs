using System.Buffers;
using System.Globalization;
using System.Xml;

namespace Lamost.Vo.Tables.Reading;

/// <summary>Rows of TABLEDATA (VOTable 1.4, 5.1). Texts go through one buffer; no string is made of them.</summary>
sealed class TableDataRows(MarkupReader document, IReadOnlyList<VotableField> fields, TableReadLimits limits) : IRows
{
    readonly XmlReader _xml = document.Xml;
    readonly RowBuilder _row = new();
    char[] _text = new char[256];
    long _number;

    /// <inheritdoc/>
    public bool Read(IBufferWriter<byte> row)
    {
        if (!Next("TR", "TABLEDATA")) return false;
        _number++;
        _row.Clear();
        var count = 0;
        if (!_xml.IsEmptyElement)
        {
            for (; Next("TD", "TR"); count++)
            {
                if (count == fields.Count) throw Bad(string.Create(CultureInfo.InvariantCulture, $"row {_number} has more cells than the table has columns, {fields.Count}."));
                Cell(fields[count]);
            }
        }
        // Cells that are missing at the end are null, as older programs leave them out.
        for (; count < fields.Count; count++) _row.Null();
        _row.CopyTo(row);
        return true;
    }

    // Moves to the next element of a name; false at the end of the one around.
    bool Next(string name, string around)
    {
        while (document.Read())
        {
            if (_xml.NodeType == XmlNodeType.EndElement && _xml.LocalName == around) return false;
            if (_xml.NodeType == XmlNodeType.Element)
            {
                if (_xml.LocalName != name) throw Bad($"there is {_xml.LocalName} inside {around}, where only {name} can be, after row {_number}.");
                return true;
            }
            if (_xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) throw Bad($"there is text between the cells, after row {_number}.");
        }
        throw Bad($"it ends inside {around}.");
    }

    void Cell(VotableField field)
    {
        var encoded = _xml.GetAttribute("encoding") == "base64";
        var text = Text(field);
        if (encoded)
        {
            Decoded(field, text);
            return;
        }
        if (CellParser.Write(field, text, _row) is { } wanted)
            throw Bad(string.Create(CultureInfo.InvariantCulture, $"\"{Excerpt.Of(text)}\" in column {field.Label} of row {_number} should be {wanted}."));
    }

    // A cell may hold its binary form (VOTable 1.4, 5.1).
    void Decoded(VotableField field, ReadOnlySpan<char> text)
    {
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(text.ToString());
        }
        catch (FormatException)
        {
            throw Bad($"the cell of column {field.Label} in row {_number} is not base64.");
        }
        if (bytes.Length == 0) _row.Null();
        else
        {
            try
            {
                new BinaryCells(new ByteSource(new MemoryStream(bytes), limits.CellBytes), _row).Read(field, isNull: false, flags: true, whole: bytes.Length);
            }
            catch (TableReadException e)
            {
                throw new TableReadException(e.Kind, $"in column {field.Label} of row {_number}: {e.Message}", e);
            }
        }
    }

    ReadOnlySpan<char> Text(VotableField field)
    {
        var length = 0;
        if (_xml.IsEmptyElement) return default;
        while (document.Read() && _xml.NodeType != XmlNodeType.EndElement)
        {
            if (!document.IsText)
                throw Bad($"the cell of column {field.Label} in row {_number} holds {(_xml.NodeType == XmlNodeType.Element ? $"the element {_xml.LocalName}" : "something that is no text")}.");
            for (int read; (read = document.Chunk(_text, length, _text.Length - length)) > 0;)
            {
                length += read;
                if (length > limits.CellBytes)
                    throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"the cell of column {field.Label} in row {_number} has more than {limits.CellBytes} characters."));
                if (length == _text.Length) Array.Resize(ref _text, 2 * _text.Length);
            }
        }
        return _text.AsSpan(0, length);
    }

    static TableReadException Bad(string what) => new(TableReadFault.Malformed, what);
}
