using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Loading;

/// <summary>
/// One file of a load: pieces of whole rows are taken from it one after the other, and parsed by several threads at once. What it is
/// shows in its first bytes: gzip or not, FITS or else CSV.
/// </summary>
abstract class TableFile : IDisposable
{
    readonly FileStream _file;

    protected TableFile(FileStream file) => _file = file;

    /// <summary>Its columns, matched with those of the table.</summary>
    public abstract RowAssembler Rows { get; }

    /// <summary>How many rows it has; null when that is not known before reading.</summary>
    public abstract long? ExpectedRows { get; }

    /// <summary>Bytes of the file, as it lies on disk.</summary>
    public long Length => _file.Length;

    /// <summary>How many of these bytes have been read.</summary>
    public long Position => _file.Position;

    /// <summary>Opens a file and matches its columns.</summary>
    /// <exception cref="VoException">It cannot be read, is neither CSV nor FITS, or lacks a column that the table needs.</exception>
    public static TableFile Open(string path, TableDefinition table, int blockBytes)
    {
        FileStream? file = null;
        try
        {
            Span<byte> magic = stackalloc byte[9];
            bool zipped, fits;
            using (var peek = OpenRaw(path))
            {
                zipped = peek.ReadAtLeast(magic, 2, throwOnEndOfStream: false) >= 2 && magic is [0x1f, 0x8b, ..];
                peek.Position = 0;
                using var content = Content(peek, zipped);
                fits = content.ReadAtLeast(magic, 9, throwOnEndOfStream: false) == 9 && magic.SequenceEqual("SIMPLE  ="u8);
            }
            file = OpenRaw(path);
            var stream = Content(file, zipped);
            return fits ? new FitsTableFile(path, file, stream, table, blockBytes) : new CsvTableFile(path, file, stream, table, blockBytes);
        }
        catch (Exception e)
        {
            file?.Dispose();
            if (Broken(path, e) is { } error) throw error;
            throw;
        }
    }

    /// <summary>Takes the next piece. The caller locks.</summary>
    /// <param name="buffer">Memory for it, replaced where it is too small.</param>
    /// <param name="piece">The piece, in <paramref name="buffer"/>.</param>
    /// <returns>False at the end of the file.</returns>
    public abstract bool Take(ref byte[] buffer, out Piece piece);

    /// <summary>Makes tuples of a piece; the rows that are refused go to the log. Safe for several threads with a writer each.</summary>
    /// <returns>How many rows the piece had, refused ones included.</returns>
    public abstract int Parse(Piece piece, TupleWriter to, RejectLog log);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The failure of a file, for those exceptions that are the file's fault; null for others.</summary>
    internal static VoException? Broken(string path, Exception cause) => cause switch
    {
        InvalidDataException => LoadErrors.File($"The file {path} is broken. {cause.Message}", cause),
        FileNotFoundException or DirectoryNotFoundException => LoadErrors.File($"There is no file {path}.", cause),
        IOException or UnauthorizedAccessException => LoadErrors.File($"The file {path} cannot be read. {cause.Message}", cause),
        _ => null,
    };

    /// <summary>A value of the file as the report shows it.</summary>
    protected static string Shown(ReadOnlySpan<byte> value) => System.Text.Encoding.UTF8.GetString(value[..Math.Min(100, value.Length)]);

    /// <summary>Closes the file.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _file.Dispose();
    }

    static FileStream OpenRaw(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);

    static Stream Content(FileStream file, bool zipped) => zipped ? new GzipFile(file) : file;
}

/// <summary>Whole rows of a file, not parsed yet.</summary>
/// <param name="Bytes">The rows.</param>
/// <param name="First">The line of the first, or its number.</param>
readonly record struct Piece(ReadOnlyMemory<byte> Bytes, long First);
