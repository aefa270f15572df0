using System.Buffers;
using System.IO.Compression;

namespace Lamost.Vo.Spectra.Reading;

/// <summary>The bytes of a file, unpacked, in a buffer that is lent until <see cref="Dispose"/>.</summary>
sealed class FileBytes : IDisposable
{
    const int FirstBuffer = 128 << 10;

    byte[] _buffer;
    int _length;

    FileBytes(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    static ReadOnlySpan<byte> Fits => "SIMPLE  ="u8;

    bool IsPacked => Memory.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>Reads a stream to its end, or as far as shows that it is no FITS, and unpacks it where it begins as gzip does (RFC 1952, 2.3.1).</summary>
    /// <exception cref="FileFault">It is larger than <see cref="SpectrumFileReader.MaxBytes"/>, or its gzip is damaged.</exception>
    public static FileBytes ReadAll(Stream stream)
    {
        var file = Filled(stream, FirstBuffer, mayBePacked: true);
        if (!file.IsPacked) return file;
        using (file)
        {
            using var gzip = new GZipStream(new MemoryStream(file._buffer, 0, file._length), CompressionMode.Decompress);
            try
            {
                // Spectra are packed to about two fifths.
                return Filled(gzip, Math.Max(FirstBuffer, 3 * Math.Min(file._length, SpectrumFileReader.MaxBytes / 3)), mayBePacked: false);
            }
            catch (InvalidDataException e)
            {
                throw new FileFault("its gzip stream is damaged or ends early; the file must be fetched anew", e);
            }
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _length) = ([], 0);
    }

    static FileBytes Filled(Stream stream, int capacity, bool mayBePacked)
    {
        var file = new FileBytes(capacity);
        try
        {
            file.Fill(stream, mayBePacked);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    void Fill(Stream stream, bool mayBePacked)
    {
        for (; ; )
        {
            if (_length == _buffer.Length) Grow();
            var read = stream.Read(_buffer, _length, _buffer.Length - _length);
            if (read == 0) return;
            _length += read;
            // Of what is no FITS the beginning is enough to say so.
            if (_length >= Fits.Length && !Memory.Span.StartsWith(Fits) && !(mayBePacked && IsPacked)) return;
            if (_length > SpectrumFileReader.MaxBytes)
                throw new FileFault($"the {(mayBePacked ? "" : "unpacked ")}file is larger than {SpectrumFileReader.MaxBytes >> 20} MiB, which no spectrum file of LAMOST is");
        }
    }

    void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * _buffer.Length);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
