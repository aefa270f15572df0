namespace Lamost.Vo.Tables.Fits;

/// <summary>
/// Reads the first binary table of a FITS file (FITS 4.0, section 7.3), forwards, in blocks of whole rows. The heap behind the rows is not
/// read. Not safe for several threads: the caller locks around <see cref="Read"/>; the columns may be used by any thread.
/// </summary>
public sealed class FitsTableReader : IDisposable
{
    /// <summary>The most bytes of one row.</summary>
    public const int MaxRowBytes = 16 << 20;

    /// <summary>The most HDUs that are passed over in search of a binary table.</summary>
    public const int MaxHdus = 1000;

    readonly Stream _stream;
    readonly long _dataStart;

    /// <summary>Reads the headers up to that of the table.</summary>
    /// <param name="stream">A FITS file at its first byte, not compressed; disposed of with the reader.</param>
    /// <param name="extension">The number of the extension that holds the table, from 1; null for the first binary table.</param>
    /// <exception cref="InvalidDataException">It is not FITS, has no binary table, or its headers contradict themselves; the message names HDU and keyword.</exception>
    public FitsTableReader(Stream stream, int? extension = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = new CountingStream(stream);
        var header = FitsHeader.Read(_stream, 0);
        if (header?.Text("SIMPLE") != "T") throw new InvalidDataException("This is not a FITS file: it does not begin with SIMPLE = T.");
        for (var hdu = 1; ; hdu++)
        {
            Skip(header.DataBytes(), hdu - 1);
            header = FitsHeader.Read(_stream, hdu) ?? throw new InvalidDataException($"The file has no binary table among its {hdu} HDUs.");
            if (hdu == MaxHdus) throw new InvalidDataException($"The file has no binary table among its first {hdu} HDUs.");
            if (header.Text("XTENSION") is not { } kind) throw header.Bad("XTENSION is missing");
            var isTable = kind is "BINTABLE" or "A3DTABLE";
            if (hdu == extension && !isTable) throw header.Bad("it is no binary table");
            if (isTable && hdu == (extension ?? hdu)) break;
        }
        header.Integer("BITPIX", 8, 8);
        header.Integer("NAXIS", 2, 2);
        header.Integer("GCOUNT", 1, 1, absent: 1);
        Header = header;
        RowBytes = (int)header.Integer("NAXIS1", 0, MaxRowBytes);
        Rows = header.Integer("NAXIS2", 0, long.MaxValue);
        header.DataBytes();
        Columns = FitsColumn.All(header, RowBytes);
        if (RowBytes == 0 && Rows > 0) throw header.Bad("its rows have no bytes");
        _dataStart = _stream.Position;
    }

    /// <summary>The header of the table.</summary>
    public FitsHeader Header { get; }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<FitsColumn> Columns { get; }

    /// <summary>How many rows the header declares.</summary>
    public long Rows { get; }

    /// <summary>Bytes of a row.</summary>
    public int RowBytes { get; }

    /// <summary>How many rows have been read.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Reads rows, as many as fit.</summary>
    /// <param name="buffer">At least <see cref="RowBytes"/> long.</param>
    /// <returns>How many whole rows were read; 0 at the end of the table.</returns>
    /// <exception cref="InvalidDataException">The file ends before the table does; the message says in which row and at which byte.</exception>
    public int Read(Span<byte> buffer)
    {
        if (RowsRead == Rows) return 0;
        ArgumentOutOfRangeException.ThrowIfLessThan(buffer.Length, RowBytes);
        var rows = (int)Math.Min(Rows - RowsRead, buffer.Length / RowBytes);
        var want = rows * RowBytes;
        var read = _stream.ReadAtLeast(buffer[..want], want, throwOnEndOfStream: false);
        if (read < want)
            throw new InvalidDataException($"The file ends inside row {RowsRead + read / RowBytes + 1} of {Rows}, at byte {_dataStart + RowsRead * RowBytes + read}.");
        RowsRead += rows;
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    void Skip(long bytes, int hdu)
    {
        var left = (bytes + FitsHeader.BlockBytes - 1) / FitsHeader.BlockBytes * FitsHeader.BlockBytes;
        var waste = new byte[(int)Math.Min(left, 1 << 16)];
        while (left > 0)
        {
            var read = _stream.Read(waste, 0, (int)Math.Min(left, waste.Length));
            if (read == 0) throw new InvalidDataException($"The file ends inside the data of HDU {hdu}, at byte {_stream.Position}: {left} bytes are missing.");
            left -= read;
        }
    }

    /// <summary>Knows how many bytes have gone through, which a decompressing stream does not.</summary>
    sealed class CountingStream(Stream inner) : ReadOnlyStream
    {
        long _read;

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            _read += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
