using System.Globalization;
using System.Xml;

namespace Lamost.Vo.Tables.Reading;

/// <summary>
/// An XML document that is hostile until it is parsed. No DTD is processed, no entity known, nothing fetched. What a parser has to hold grows with the document in three
/// ways, and each has a limit here, wherever in the document it happens: elements inside one another, different names (a parser keeps each to its end), and the
/// bytes that it takes in before it gives anything out (an attribute, a comment, a declaration).
/// </summary>
sealed class MarkupReader : IDisposable
{
    /// <summary>The most bytes that are read before the parser gives something out.</summary>
    public const int HeldBytes = 1 << 20;

    readonly GuardedStream _stream;
    readonly int _depth;

    /// <summary>Opens a document; nothing is read yet.</summary>
    /// <param name="stream">Disposed of with this.</param>
    /// <param name="limits">The limits.</param>
    public MarkupReader(Stream stream, TableReadLimits limits)
    {
        _stream = new GuardedStream(stream, limits.Bytes, HeldBytes);
        _depth = limits.Depth;
        Xml = Created(new XmlReaderSettings
        {
            // Old documents name a DTD, which is passed over, not read.
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            MaxCharactersFromEntities = 1024,
            MaxCharactersInDocument = limits.Bytes,
            NameTable = new LimitedNames(),
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        });
    }

    // The parser looks at the first bytes and at the encoding at once.
    XmlReader Created(XmlReaderSettings settings)
    {
        try
        {
            return XmlReader.Create(_stream, settings);
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw Malformed(e);
        }
    }

    /// <summary>The parser, to be asked about its node; it is moved by the members of this class alone.</summary>
    public XmlReader Xml { get; }

    /// <summary>Moves to the next node; false at the end.</summary>
    public bool Read()
    {
        var more = Xml.Read();
        _stream.Mark();
        if (Xml.Depth > _depth) throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"its elements are nested more than {_depth} deep."));
        return more;
    }

    /// <summary>Moves to the end of the element that begins here; where it is empty, stays.</summary>
    public void Skip()
    {
        if (Xml.IsEmptyElement) return;
        for (var depth = Xml.Depth; Read() && Xml.Depth > depth;)
        {
        }
    }

    /// <summary>The text in the element that begins here, its first so many characters, and moves to its end.</summary>
    public string Text(int most)
    {
        if (Xml.IsEmptyElement) return "";
        var text = new char[most];
        var length = 0;
        for (var depth = Xml.Depth; Read() && Xml.Depth > depth;)
            for (int read; Xml.CanReadValueChunk && IsText && (read = Chunk(text, length, most - length)) > 0;) length += read;
        return new string(text, 0, length);
    }

    /// <summary>Whether the node is text.</summary>
    public bool IsText => Xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace;

    /// <summary>Takes some more of a text; 0 at its end.</summary>
    public int Chunk(char[] buffer, int offset, int count)
    {
        var read = Xml.ReadValueChunk(buffer, offset, count);
        _stream.Mark();
        return read;
    }

    /// <summary>Takes some more of the bytes that the element holds as base64, with white space anywhere; 0 at its end.</summary>
    public int Base64(byte[] buffer, int offset, int count)
    {
        var read = Xml.ReadElementContentAsBase64(buffer, offset, count);
        _stream.Mark();
        return read;
    }

    /// <summary>Whether an exception says that the document is not what it should be.</summary>
    public static bool IsMalformed(Exception e) => e is XmlException or FormatException or InvalidOperationException or ArgumentException or NotSupportedException;

    /// <summary>The same for the owner of the document.</summary>
    public static TableReadException Malformed(Exception e) => new(TableReadFault.Malformed, e is XmlException xml
        ? string.Create(CultureInfo.InvariantCulture, $"it is no well-formed XML at line {xml.LineNumber}, column {xml.LinePosition}: {Plain(xml)}")
        : "it is no well-formed VOTable.", e);

    /// <inheritdoc/>
    public void Dispose() => Xml.Dispose();

    // .NET adds the place to its message, and repeats names of the document in it.
    static string Plain(XmlException e)
    {
        var text = e.Message;
        var place = text.LastIndexOf(" Line ", StringComparison.Ordinal);
        return Excerpt.Of(place > 0 ? text[..place] : text, 200);
    }

    /// <summary>The names that the parser keeps: of elements, of attributes, of namespaces. A document has a few dozen.</summary>
    sealed class LimitedNames : NameTable
    {
        const int Most = 4096, Longest = 4096;

        int _count;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(len, base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? Counted(key.Length, base.Add(key));

        string Counted(int length, string name)
        {
            if (length > Longest) throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"a name has {length} characters; {Longest} are read."));
            if (++_count > Most) throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"its elements and attributes have more than {Most} different names."));
            return name;
        }
    }
}

/// <summary>The base64 content of an XML element as a stream of bytes.</summary>
sealed class Base64Content(MarkupReader document) : ReadOnlyStream
{
    bool _ended;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_ended) return 0;
        var read = document.Base64(buffer, offset, count);
        _ended = read == 0 && count > 0;
        return read;
    }
}
