using System.Buffers;
using System.Buffers.Text;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Tables.VOTable;

/// <summary>
/// Writes a table as a VOTable whose rows are a FITS file in base64 (VOTable 1.4, 5.4), for who wants the metadata of the one and the data of the other. The FITS file
/// is made in a scratch file, and the document from it in <see cref="Finish"/>.
/// </summary>
/// <param name="options">Further choices; null for <see cref="VotableOptions.Default"/>.</param>
public sealed class VotableFitsWriter(VotableOptions? options = null) : ISpooledWriter
{
    /// <summary>Three bytes are four characters; 2880 divides by three.</summary>
    const int PieceBytes = 16 * FitsHeader.BlockBytes;

    readonly VotableOptions _options = options ?? VotableOptions.Default;
    readonly FitsTableWriter _fits = new();
    TableHeader? _header;
    TableEnding _ending;

    /// <inheritdoc/>
    public string ContentType => _options.ContentType;

    /// <summary>True: the last INFO tells.</summary>
    public bool CanReportEnding => true;

    /// <inheritdoc/>
    public void Begin(IBufferWriter<byte> output, TableHeader header)
    {
        _fits.Begin(output, header);
        _header = header;
    }

    /// <inheritdoc/>
    public void Row(IBufferWriter<byte> output, ReadOnlySpan<byte> row) => _fits.Row(output, row);

    /// <inheritdoc/>
    public void Flush(IBufferWriter<byte> output) => _fits.Flush(output);

    /// <inheritdoc/>
    public void End(IBufferWriter<byte> output, TableEnding ending)
    {
        _fits.End(output, ending);
        _ending = ending;
    }

    /// <summary>Makes the VOTable of the FITS file that is in the file, and puts it there in its place.</summary>
    public void Finish(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        _fits.Finish(file);
        using var fits = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose);
        file.Position = 0;
        file.CopyTo(fits);
        file.SetLength(0);
        fits.Position = 0;
        var text = new ArrayBufferWriter<byte>();
        VotableWriter.OpenTable(text, _header!, _options.Version, VotableSerialization.Binary2);
        text.Write("<FITS extnum=\"1\">\n<STREAM encoding=\"base64\">\n"u8);
        var piece = new byte[PieceBytes];
        for (int read; (read = fits.ReadAtLeast(piece, PieceBytes, throwOnEndOfStream: false)) > 0;)
        {
            Base64.EncodeToUtf8(piece.AsSpan(0, read), text.GetSpan(Base64.GetMaxEncodedToUtf8Length(read)), out _, out var written);
            text.Advance(written);
            text.Write("\n"u8);
            file.Write(text.WrittenSpan);
            text.ResetWrittenCount();
        }
        text.Write("</STREAM>\n</FITS>\n"u8);
        VotableWriter.CloseTable(text, _header!, _ending);
        file.Write(text.WrittenSpan);
    }

    /// <inheritdoc/>
    public void Dispose() => _fits.Dispose();
}
