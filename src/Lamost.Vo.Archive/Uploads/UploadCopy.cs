using System.Buffers;
using System.Buffers.Binary;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Sky;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.Reading;
using Npgsql;

namespace Lamost.Vo.Archive.Uploads;

/// <summary>
/// The rows of a table that is read, copied into a table of the database: their cells are in the layout of PostgreSQL's binary COPY already. Where there is a
/// position, its HEALPix pixel is computed on the way.
/// </summary>
static class UploadCopy
{
    const int FlushBytes = 256 << 10;

    /// <summary>Copies all rows.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="Errors.VoException">The table cannot be read to its end.</exception>
    public static async Task<long> RunAsync(NpgsqlConnection connection, string physicalTable, ITableSource source, string name, CancellationToken cancel)
    {
        var position = UploadColumns.Position(source.Columns);
        var buffer = new ArrayBufferWriter<byte>(FlushBytes + (64 << 10));
        long rows = 0;
        var copy = await connection.BeginRawBinaryCopyAsync($"COPY {physicalTable} FROM STDIN (FORMAT BINARY)", cancel).ConfigureAwait(false);
        await using (copy)
        {
            try
            {
                buffer.Write(BinaryCopy.Header.Span);
                bool more;
                do
                {
                    more = ReadSome(source, position, buffer, name, ref rows);
                    if (!more) buffer.Write(BinaryCopy.Trailer.Span);
                    await copy.WriteAsync(buffer.WrittenMemory, cancel).ConfigureAwait(false);
                    buffer.ResetWrittenCount();
                }
                while (more);
            }
            catch
            {
                // Else the end of the stream would be taken for that of the table, and what is wrong with it for a fault of its bytes.
                await copy.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
        return rows;
    }

    // False at the end of the table; what was read before it is in the buffer.
    static bool ReadSome(ITableSource source, (int Longitude, int Latitude)? position, ArrayBufferWriter<byte> buffer, string name, ref long rows)
    {
        try
        {
            while (buffer.WrittenCount < FlushBytes)
            {
                var fields = (short)(source.Columns.Count + (position is null ? 0 : 1));
                BinaryPrimitives.WriteInt16BigEndian(buffer.GetSpan(2), fields);
                var start = buffer.WrittenCount + 2;
                buffer.Advance(2);
                if (!source.Read(buffer))
                {
                    Shorten(buffer, start - 2);
                    return false;
                }
                rows++;
                if (position is { } p) Pixel(buffer, Pixel(buffer.WrittenSpan[start..], source.Columns, p));
            }
            return true;
        }
        catch (TableReadException e)
        {
            throw UploadLoader.Failure(name, e);
        }
    }

    static void Shorten(ArrayBufferWriter<byte> buffer, int length)
    {
        var kept = buffer.WrittenSpan[..length].ToArray();
        buffer.ResetWrittenCount();
        buffer.Write(kept);
    }

    static void Pixel(ArrayBufferWriter<byte> buffer, long pixel)
    {
        var cell = buffer.GetSpan(12);
        BinaryPrimitives.WriteInt32BigEndian(cell, 8);
        BinaryPrimitives.WriteInt64BigEndian(cell[4..], pixel);
        buffer.Advance(12);
    }

    /// <summary>The pixel of a row's position; -1 where it has none.</summary>
    static long Pixel(ReadOnlySpan<byte> row, IReadOnlyList<TableColumn> columns, (int Longitude, int Latitude) position)
    {
        double longitude = double.NaN, latitude = double.NaN;
        var cells = new RowReader(row);
        for (var i = 0; i <= Math.Max(position.Longitude, position.Latitude); i++)
        {
            if (!cells.Next(out var cell)) continue;
            if (i == position.Longitude) longitude = CellNumber.Of(columns[i].Type, cell);
            if (i == position.Latitude) latitude = CellNumber.Of(columns[i].Type, cell);
        }
        return double.IsFinite(longitude) && Math.Abs(latitude) <= 90 ? Healpix.PixelOf(Healpix.MaxOrder, longitude, latitude) : -1;
    }
}
