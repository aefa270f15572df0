using System.Buffers;
using System.Globalization;
using System.Xml;

namespace Lamost.Vo.Tables.Reading;

/// <summary>The first table of a VOTable, read as a stream: any version and namespace, any serialisation. (docs/dev/table-readers.md)</summary>
sealed class VotableSource : ITableSource
{
    const int MostDescription = 16 << 10;

    readonly MarkupReader _document;
    readonly XmlReader _xml;
    readonly TableReadLimits _limits;
    readonly List<VotableField> _fields = [];
    readonly ColumnNames _names = new();
    readonly IRows _rows;
    long _count;

    public VotableSource(Stream stream, TableReadLimits limits)
    {
        _limits = limits;
        _document = new MarkupReader(stream, limits);
        _xml = _document.Xml;
        try
        {
            _rows = Open();
            (Columns, Notes) = _rows is FitsSource fits ? (fits.Columns, fits.Notes) : ([.. _fields.Select(f => f.Column)], [.. _fields.Select(f => f.Note).OfType<string>()]);
        }
        catch (Exception e)
        {
            _document.Dispose();
            if (MarkupReader.IsMalformed(e)) throw MarkupReader.Malformed(e);
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes { get; }

    /// <inheritdoc/>
    public bool Read(IBufferWriter<byte> row)
    {
        try
        {
            if (!_rows.Read(row)) return false;
        }
        catch (Exception e) when (MarkupReader.IsMalformed(e))
        {
            throw MarkupReader.Malformed(e);
        }
        if (++_count > _limits.Rows) throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"it has more than {_limits.Rows} rows."));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    // Finds the first TABLE with data; one without data counts when there is no other.
    IRows Open()
    {
        while (_xml.NodeType != XmlNodeType.Element && _document.Read())
        {
        }
        if (_xml.LocalName != "VOTABLE") throw new TableReadException(TableReadFault.Malformed, $"this is XML, but no VOTable: its root element is {Excerpt.Of(_xml.LocalName)}.");
        List<VotableField>? empty = null;
        while (_document.Read())
        {
            if (_xml is { NodeType: XmlNodeType.EndElement, LocalName: "TABLE" }) empty ??= [.. _fields];
            switch (_xml.NodeType == XmlNodeType.Element ? _xml.LocalName : "")
            {
                case "TABLE":
                    _fields.Clear();
                    _names.Clear();
                    if (_xml.GetAttribute("ref") is not null) throw new TableReadException(TableReadFault.Unsupported, "its TABLE takes its columns from another by ref; write the FIELDs into the TABLE.");
                    break;
                case "FIELD":
                    Field();
                    break;
                case "DATA":
                    return Data();
                case "PARAM" or "GROUP" or "INFO" or "LINK" or "COOSYS" or "TIMESYS" or "DEFINITIONS":
                    _document.Skip();
                    break;
            }
        }
        _fields.Clear();
        _fields.AddRange(empty ?? throw new TableReadException(TableReadFault.Malformed, "the VOTable has no TABLE."));
        return Checked(new NoRows());
    }

    void Field()
    {
        if (_fields.Count == _limits.Columns) throw new TableReadException(TableReadFault.TooLarge, $"it has more than {_limits.Columns} columns.");
        var field = VotableField.Make(_fields.Count + 1, _xml.GetAttribute);
        field.Rename(_names.Take(field.Column.Name, _fields.Count + 1));
        _fields.Add(field);
        if (_xml.IsEmptyElement) return;
        for (var depth = _xml.Depth; _document.Read() && _xml.Depth > depth;)
        {
            if (_xml.NodeType != XmlNodeType.Element || _xml.Depth != depth + 1) continue;
            if (_xml.LocalName == "VALUES") field.TakeNull(_xml.GetAttribute("null"));
            if (_xml.LocalName == "DESCRIPTION") field.TakeDescription(_document.Text(MostDescription));
        }
    }

    IRows Data()
    {
        if (_xml.IsEmptyElement) return Checked(new NoRows());
        while (_document.Read())
        {
            if (_xml is { NodeType: XmlNodeType.EndElement, LocalName: "DATA" }) return Checked(new NoRows());
            if (_xml.NodeType != XmlNodeType.Element) continue;
            switch (_xml.LocalName)
            {
                case "TABLEDATA":
                    return Checked(_xml.IsEmptyElement ? new NoRows() : new TableDataRows(_document, _fields, _limits));
                case "BINARY" or "BINARY2":
                    var flags = _xml.LocalName == "BINARY2";
                    return Checked(Stream() is { } bytes ? new BinaryRows(bytes, _fields, flags, _limits) : new NoRows());
                case "FITS":
                    var extension = Extension(_xml.GetAttribute("extnum"));
                    return Stream() is { } file ? new FitsSource(new BufferedStream(file), _limits, extension, _fields) : Checked(new NoRows());
                default:
                    throw new TableReadException(TableReadFault.Unsupported, $"its rows are in {Excerpt.Of(_xml.LocalName)}; TABLEDATA, BINARY, BINARY2 and FITS are read.");
            }
        }
        return Checked(new NoRows());
    }

    Base64Content? Stream()
    {
        while (_document.Read() && _xml.NodeType != XmlNodeType.Element)
        {
        }
        if (_xml.LocalName != "STREAM") throw new TableReadException(TableReadFault.Malformed, "its rows are not in a STREAM.");
        // What it names would be fetched by this service, in a stranger's name.
        if (_xml.GetAttribute("href") is not null) throw new TableReadException(TableReadFault.Unsupported, "its rows are elsewhere (STREAM with href); write them into the document.");
        var encoding = _xml.GetAttribute("encoding");
        if (encoding is not (null or "base64")) throw new TableReadException(TableReadFault.Unsupported, $"its STREAM has the encoding \"{Excerpt.Of(encoding)}\"; base64 is read.");
        return _xml.IsEmptyElement ? null : new Base64Content(_document);
    }

    IRows Checked(IRows rows) => _fields.Count > 0 ? rows : throw new TableReadException(TableReadFault.Malformed, "its TABLE has no FIELD.");

    static int? Extension(string? text) => text is null ? null
        : int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new TableReadException(TableReadFault.Malformed, $"its FITS has the extnum \"{Excerpt.Of(text)}\"; it is the number of an extension, from 1.");

    sealed class NoRows : IRows
    {
        public bool Read(IBufferWriter<byte> row) => false;
    }
}

/// <summary>The rows of a table in one of the forms that they come in.</summary>
interface IRows
{
    /// <summary>As <see cref="ITableSource.Read"/>.</summary>
    bool Read(IBufferWriter<byte> row);
}
