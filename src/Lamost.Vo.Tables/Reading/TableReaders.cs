using System.Globalization;
using System.IO.Compression;

namespace Lamost.Vo.Tables.Reading;

/// <summary>Opens tables of any format that is read: VOTable in all its versions and serialisations, FITS binary tables, CSV and TSV, each plain or gzipped.</summary>
public static class TableReaders
{
    const int HeadBytes = 64;

    /// <summary>Opens a table; its format is told from its first bytes.</summary>
    /// <param name="stream">The file at its first byte; it can be positioned. It is closed with the table, and when this throws.</param>
    /// <param name="limits">How much is read at most.</param>
    /// <exception cref="TableReadException">It is no table, or not one that can be read.</exception>
    public static ITableSource Open(Stream stream, TableReadLimits limits) => OpenUnpacked(Unpacked(stream, limits), limits);

    /// <summary>A file without its packing, if it is packed with gzip, for whoever looks into it before it is opened.</summary>
    /// <param name="stream">The file at its first byte; it can be positioned. It is closed when it was packed, and when this throws.</param>
    /// <param name="limits">How much is read at most.</param>
    /// <returns>The file itself, or another that is gone when it is closed; at its first byte.</returns>
    /// <exception cref="TableReadException">It is too large, or not packed as it should be.</exception>
    public static Stream Unpacked(Stream stream, TableReadLimits limits)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        try
        {
            if (stream.Length > limits.Bytes) throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"it has more than {limits.Bytes} bytes."));
            return IsPacked(Head(stream, stackalloc byte[HeadBytes])) ? Spread(stream, limits) : stream;
        }
        catch (Exception e)
        {
            stream.Dispose();
            if (e is InvalidDataException) throw new TableReadException(TableReadFault.Malformed, e.Message, e);
            throw;
        }
    }

    /// <summary>Opens a table that <see cref="Unpacked"/> has given.</summary>
    /// <param name="file">The file at its first byte; it can be positioned. It is closed with the table, and when this throws.</param>
    /// <param name="limits">How much is read at most.</param>
    /// <exception cref="TableReadException">It is no table, or not one that can be read.</exception>
    public static ITableSource OpenUnpacked(Stream file, TableReadLimits limits)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(limits);
        try
        {
            return Sniffed(file, limits);
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is InvalidDataException) throw new TableReadException(TableReadFault.Malformed, e.Message, e);
            throw;
        }
    }

    static bool IsPacked(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    // The first bytes; the stream stands before them again.
    static ReadOnlySpan<byte> Head(Stream stream, Span<byte> head)
    {
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return head[..length];
    }

    static ITableSource Sniffed(Stream stream, TableReadLimits limits)
    {
        var start = Head(stream, stackalloc byte[HeadBytes]);
        // Once is what transport and archives do. More has no end: there are files that unpack to themselves.
        if (IsPacked(start)) throw new TableReadException(TableReadFault.Unsupported, "it is packed twice; send it plain, or packed once with gzip.");
        if (start.StartsWith("SIMPLE  ="u8)) return new FitsSource(stream, limits);
        // UTF-16 begins with its mark; what spreadsheets write in it is no XML.
        var isWide = start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) start = start[3..];
        start = start.TrimStart(" \t\r\n"u8);
        if (start.IsEmpty) throw new TableReadException(TableReadFault.Malformed, "it is empty.");
        if (isWide && !start.Contains((byte)'<')) throw new TableReadException(TableReadFault.Unsupported, "it is text in UTF-16; save it as CSV in UTF-8.");
        if (isWide || start[0] == (byte)'<') return new VotableSource(stream, limits);
        if (start.Contains((byte)0)) throw new TableReadException(TableReadFault.Unsupported, "it is neither VOTable nor FITS nor CSV.");
        if (start.StartsWith("# %ECSV"u8)) throw new TableReadException(TableReadFault.Unsupported, "it is ECSV, which is written here but not read; save it as VOTable or CSV.");
        return new CsvSource(stream, limits);
    }

    // Into a file: a table may have to be read twice, and a bomb shall not grow in memory.
    static FileStream Spread(Stream packed, TableReadLimits limits)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 << 10, FileOptions.DeleteOnClose);
        try
        {
            using (packed)
            using (var gzip = new GZipStream(packed, CompressionMode.Decompress))
            using (var counted = new GuardedStream(gzip, limits.Bytes))
                counted.CopyTo(file);
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
