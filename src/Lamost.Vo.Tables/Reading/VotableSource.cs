using System.Buffers;
using System.Globalization;
using System.Xml;

namespace Lamost.Vo.Tables.Reading;

/// <summary>
/// The first table of a VOTable, read as a stream: any version and namespace, any serialisation. The document is hostile until it is parsed: no DTD is processed, no
/// entity expanded, nothing fetched; depth, columns, rows, bytes and cells have limits. (docs/dev/table-readers.md)
/// </summary>
sealed class VotableSource : ITableSource
{
    readonly XmlReader _xml;
    readonly TableReadLimits _limits;
    readonly List<VotableField> _fields = [];
    readonly List<string> _notes = [];
    readonly ColumnNames _names = new();
    readonly IRows _rows;
    long _count;

    public VotableSource(Stream stream, TableReadLimits limits)
    {
        _limits = limits;
        _xml = XmlReader.Create(new GuardedStream(stream, limits.Bytes, markup: true), new XmlReaderSettings
        {
            // Old documents name a DTD, which is passed over, not read.
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            MaxCharactersFromEntities = 1024,
            MaxCharactersInDocument = limits.Bytes,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        });
        try
        {
            _rows = Open();
            Columns = [.. _fields.Select(f => f.Column)];
            if (_rows is FitsSource fits) (Columns, _notes) = (Described(fits.Columns), [.. fits.Notes]);
            else _notes.AddRange(_fields.Select(f => f.Note).OfType<string>());
        }
        catch (Exception e)
        {
            _xml.Dispose();
            if (IsMalformed(e)) throw Malformed(e);
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => _notes;

    /// <inheritdoc/>
    public bool Read(IBufferWriter<byte> row)
    {
        try
        {
            if (!_rows.Read(row)) return false;
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw Malformed(e);
        }
        if (++_count > _limits.Rows) throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"it has more than {_limits.Rows} rows."));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();

    // Finds the first TABLE with data; one without data counts when there is no other.
    IRows Open()
    {
        if (_xml.MoveToContent() != XmlNodeType.Element || _xml.LocalName != "VOTABLE")
            throw new TableReadException(TableReadFault.Malformed, $"this is XML, but no VOTable: its root element is {_xml.LocalName}.");
        List<VotableField>? empty = null;
        for (var more = _xml.Read(); more;)
        {
            if (_xml.Depth > _limits.Depth) throw new TableReadException(TableReadFault.TooLarge, $"its elements are nested more than {_limits.Depth} deep.");
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
                    // Skipping ends at the node behind, which is looked at next.
                    _xml.Skip();
                    more = !_xml.EOF;
                    continue;
            }
            more = _xml.Read();
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
        using var inside = _xml.ReadSubtree();
        inside.Read();
        while (inside.Read())
        {
            if (inside.NodeType != XmlNodeType.Element || inside.Depth != 1) continue;
            if (inside.LocalName == "VALUES") field.TakeNull(inside.GetAttribute("null"));
            if (inside.LocalName == "DESCRIPTION") field.TakeDescription(inside.ReadString());
        }
    }

    IRows Data()
    {
        if (_xml.IsEmptyElement) return Checked(new NoRows());
        while (_xml.Read())
        {
            if (_xml is { NodeType: XmlNodeType.EndElement, LocalName: "DATA" }) return Checked(new NoRows());
            if (_xml.NodeType != XmlNodeType.Element) continue;
            switch (_xml.LocalName)
            {
                case "TABLEDATA":
                    return Checked(_xml.IsEmptyElement ? new NoRows() : new TableDataRows(_xml, _fields, _limits));
                case "BINARY" or "BINARY2":
                    var flags = _xml.LocalName == "BINARY2";
                    return Checked(Stream() is { } bytes ? new BinaryRows(bytes, _fields, flags, _limits) : new NoRows());
                case "FITS":
                    return Stream() is { } file ? new FitsSource(new BufferedStream(file), _limits) : Checked(new NoRows());
                default:
                    throw new TableReadException(TableReadFault.Unsupported, $"its rows are in {_xml.LocalName}; TABLEDATA, BINARY, BINARY2 and FITS are read.");
            }
        }
        return Checked(new NoRows());
    }

    Base64Content? Stream()
    {
        while (_xml.Read() && _xml.NodeType != XmlNodeType.Element)
        {
        }
        if (_xml.LocalName != "STREAM") throw new TableReadException(TableReadFault.Malformed, "its rows are not in a STREAM.");
        // What it names would be fetched by this service, in a stranger's name.
        if (_xml.GetAttribute("href") is not null) throw new TableReadException(TableReadFault.Unsupported, "its rows are elsewhere (STREAM with href); write them into the document.");
        var encoding = _xml.GetAttribute("encoding");
        if (encoding is not (null or "base64")) throw new TableReadException(TableReadFault.Unsupported, $"its STREAM has the encoding \"{(encoding.Length <= 20 ? encoding : encoding[..20])}\"; base64 is read.");
        return _xml.IsEmptyElement ? null : new Base64Content(_xml);
    }

    IRows Checked(IRows rows) => _fields.Count > 0 ? rows : throw new TableReadException(TableReadFault.Malformed, "its TABLE has no FIELD.");

    // The names and units of the VOTable go before those of the FITS file (VOTable 1.4, 5.4).
    TableColumn[] Described(IReadOnlyList<TableColumn> columns) => columns.Count != _fields.Count
        ? [.. columns]
        : [.. columns.Zip(_fields, (c, f) => c with { Name = f.Column.Name, Unit = f.Column.Unit ?? c.Unit, Ucd = f.Column.Ucd, Utype = f.Column.Utype, Description = f.Column.Description ?? c.Description })];

    static bool IsMalformed(Exception e) => e is XmlException or FormatException or InvalidOperationException or ArgumentException;

    static TableReadException Malformed(Exception e) => new(TableReadFault.Malformed, e is XmlException xml
        ? string.Create(CultureInfo.InvariantCulture, $"it is no well-formed XML at line {xml.LineNumber}, column {xml.LinePosition}: {Plain(xml)}")
        : "it is no well-formed VOTable.", e);

    // .NET adds the place to its message.
    static string Plain(XmlException e)
    {
        var text = e.Message;
        var place = text.LastIndexOf(" Line ", StringComparison.Ordinal);
        return place > 0 ? text[..place] : text;
    }

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
