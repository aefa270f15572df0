using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Sky;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.Fits;
using Lamost.Vo.Tables.Reading;

namespace Lamost.Vo.Archive.Uploads;

/// <summary>
/// A coverage map that is uploaded as a file (MOC 2.0, 4.3: FITS, text, JSON): a table of one row with one column, <c>moc</c>. What is a map is told from its first bytes,
/// as clients send them under all kinds of media types, or none.
/// </summary>
sealed partial class MocFile : ITableSource
{
    const int HeadBytes = 256;

    readonly Moc _moc;
    bool _read;

    MocFile(Moc moc) => _moc = moc;

    /// <inheritdoc/>
    public IReadOnlyList<TableColumn> Columns { get; } = [new("moc", CellType.Text) { Xtype = "moc", Description = "The uploaded coverage map." }];

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => [];

    /// <summary>The part of the sky that the map has.</summary>
    public double SkyFraction => _moc.SkyFraction;

    /// <summary>Reads a file when it is a map.</summary>
    /// <param name="file">The file at its first byte, not packed; it can be positioned. Closed when it is a map, else at its first byte again.</param>
    /// <param name="limits">The limits of uploads.</param>
    /// <returns>Null for a file that is none.</returns>
    /// <exception cref="TableReadException">It is a map that cannot be read.</exception>
    public static MocFile? TryOpen(Stream file, UploadLimits limits)
    {
        Span<byte> bytes = stackalloc byte[HeadBytes];
        var head = (ReadOnlySpan<byte>)bytes[..file.ReadAtLeast(bytes, HeadBytes, throwOnEndOfStream: false)];
        file.Position = 0;
        Moc? moc;
        if (head.StartsWith("SIMPLE  ="u8)) moc = OfFits(file, limits);
        else
        {
            if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) head = head[3..];
            var start = Encoding.Latin1.GetString(head.TrimStart(" \t\r\n"u8));
            moc = start.StartsWith('{') || Map().IsMatch(start) ? OfText(file, isJson: start.StartsWith('{'), limits) : null;
        }
        if (moc is null) return null;
        file.Dispose();
        return new MocFile(moc);
    }

    /// <inheritdoc/>
    public bool Read(IBufferWriter<byte> row)
    {
        if (_read) return false;
        MocCell(row, _moc);
        return _read = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Appends the cell of a map, as PostgreSQL takes a value of <c>adql.moc</c> in binary COPY (record_recv, multirange_recv, range_recv).</summary>
    public static void MocCell(IBufferWriter<byte> row, Moc moc)
    {
        const int Int4 = 23, Int8Multirange = 4536, RangeBytes = 1 + (2 * 12);
        const byte LowerInclusive = 2;
        var multirange = 4 + (moc.Ranges.Length * (4 + RangeBytes));
        var length = 4 + 8 + 4 + 8 + multirange;
        var cell = row.GetSpan(4 + length);
        var at = 0;
        foreach (var number in (ReadOnlySpan<int>)[length, 2, Int4, 4, moc.Order, Int8Multirange, multirange, moc.Ranges.Length]) Int(cell, ref at, number);
        foreach (var range in moc.Ranges)
        {
            Int(cell, ref at, RangeBytes);
            cell[at++] = LowerInclusive;
            foreach (var bound in (ReadOnlySpan<long>)[range.First, range.Last + 1])
            {
                Int(cell, ref at, 8);
                BinaryPrimitives.WriteInt64BigEndian(cell[at..], bound);
                at += 8;
            }
        }
        row.Advance(at);
    }

    static void Int(Span<byte> cell, ref int at, int number)
    {
        BinaryPrimitives.WriteInt32BigEndian(cell[at..], number);
        at += 4;
    }

    // A table of one column that says by its keywords that it is a map (MOC 2.0, 5.2; ORDERING alone in those of MOC 1.0). A map of values, as of gravitational
    // waves, has ORDERING too, and further columns.
    static Moc? OfFits(Stream file, UploadLimits limits)
    {
        try
        {
            var table = new FitsTableReader(file);
            if (table.Columns.Count != 1 || (table.Header.Text("MOCDIM") ?? table.Header.Text("MOCVERS")) is null && table.Header.Text("ORDERING")?.Trim() is not ("NUNIQ" or "RANGE" or "RANGE29"))
            {
                file.Position = 0;
                return null;
            }
            if (table.Rows > 2L * limits.MapRanges / Math.Max(1, table.Columns[0].Elements))
                throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"its coverage map has more than {2L * limits.MapRanges} cells or ends of ranges; send it at a coarser order."));
        }
        catch (InvalidDataException)
        {
            // No table, which whoever reads tables says better.
            file.Position = 0;
            return null;
        }
        file.Position = 0;
        try
        {
            var moc = MocFits.Read(file, 2L * limits.MapRanges);
            Check(moc.Ranges.Length, limits);
            return moc;
        }
        catch (InvalidDataException e)
        {
            throw new TableReadException(TableReadFault.Malformed, $"its coverage map is not valid. {e.Message}", e);
        }
    }

    static Moc OfText(Stream file, bool isJson, UploadLimits limits)
    {
        if (file.Length > limits.MapTextBytes)
            throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"a coverage map as text has at most {limits.MapTextBytes} bytes; send it as FITS, or at a coarser order."));
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: -1, leaveOpen: true);
        var text = reader.ReadToEnd();
        Moc? moc;
        var read = isJson ? Moc.TryParseJson(text, out moc, out var fault) : Moc.TryParse(text, out moc, out fault);
        if (!read) throw new TableReadException(TableReadFault.Malformed, $"it begins like a coverage map {(isJson ? "in JSON" : "as text")}, but {fault}.");
        Check(moc!.Ranges.Length, limits);
        return moc;
    }

    /// <summary>Refuses a map that is too large.</summary>
    /// <exception cref="TableReadException">It is.</exception>
    public static void Check(long ranges, UploadLimits limits)
    {
        if (ranges > limits.MapRanges)
            throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"its coverage maps have more than {limits.MapRanges} ranges of cells together; send them at a coarser order."));
    }

    // "4/30-33 ...", "s4/ ..."; "t61/1 ..." is one too, and refused in words.
    [GeneratedRegex(@"\A[sStT]?\d{1,2}/[\d\s,/stST-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Map();
}
