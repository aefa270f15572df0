using System.Buffers.Binary;
using System.IO.Compression;

namespace Lamost.Vo.Archive.Loading;

/// <summary>
/// Reads a gzip file forwards and refuses one that is cut off. The library does not: it takes the end of the file for the end of the data,
/// and a download that broke off would be loaded as if it were whole. So the length that stands in the last four bytes (RFC 1952, 2.3.1,
/// ISIZE) is compared with what came out. It is the length of the last member only, so a file of several members is refused too.
/// </summary>
sealed class GzipFile : Stream
{
    readonly GZipStream _content;
    readonly uint _declared;
    long _read;

    /// <summary>Opens the file for reading from its start.</summary>
    /// <param name="file">Disposed of with the stream.</param>
    public GzipFile(FileStream file)
    {
        Span<byte> tail = stackalloc byte[4];
        file.Seek(-Math.Min(4, file.Length), SeekOrigin.End);
        file.ReadAtLeast(tail, 4, throwOnEndOfStream: false);
        file.Position = 0;
        _declared = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        _content = new GZipStream(file, CompressionMode.Decompress);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The data is broken, or the file ends before it does.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = _content.Read(buffer);
        _read += read;
        if (read == 0 && buffer.Length > 0 && (uint)_read != _declared)
            throw new InvalidDataException($"Its gzip data breaks off after {_read} bytes, or it has several members; a file of one member can be made with gunzip and gzip.");
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _content.Dispose();
        base.Dispose(disposing);
    }
}
