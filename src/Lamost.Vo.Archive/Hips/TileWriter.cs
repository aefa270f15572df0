using System.Buffers;
using System.Buffers.Binary;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Archive.Hips;

/// <summary>
/// Reads where the rows of a table are and how good each is, in one pass, makes the pyramid in memory (some 30 bytes a row), and writes one row for each tile.
/// </summary>
static class TileWriter
{
    const int FlushBytes = 1 << 20;
    const int TidOid = 27, TidBytes = 6;

    /// <summary>Makes the table of tiles in the area, in the transaction of its session.</summary>
    public static async Task<BuiltTiles> WriteAsync(StagingArea area, HipsSource source, CancellationToken cancel)
    {
        var rows = await ReadAsync(area, source.Sql(sorted: false), cancel).ConfigureAwait(false)
            ?? await ReadAsync(area, source.Sql(sorted: true), cancel).ConfigureAwait(false) ?? throw new InvalidOperationException("PostgreSQL did not sort.");
        var pyramid = Pyramid.Of(rows.Pixels, rows.Scores, rows.Count);
        await area.RunAsync($"CREATE TABLE {area.Tiles} (npix bigint NOT NULL, total bigint NOT NULL, hips_order smallint NOT NULL, places tid[] NOT NULL)", cancel).ConfigureAwait(false);
        await CopyAsync(area, pyramid, rows.Places, cancel).ConfigureAwait(false);
        await area.RunAsync($"ALTER TABLE {area.Tiles} ADD PRIMARY KEY (hips_order, npix) WITH (fillfactor = 100); ANALYZE {area.Tiles}", cancel).ConfigureAwait(false);
        return new BuiltTiles(rows.Count, pyramid.Tiles.Count, pyramid.Order, CellCounts.Of(rows.Pixels.AsSpan(0, rows.Count)))
        {
            TimeStart = rows.TimeStart,
            TimeStop = rows.TimeStop,
            Score = source.Score.Words,
        };
    }

    // Null when the rows do not come in the order of the sky.
    static async Task<Rows?> ReadAsync(StagingArea area, string sql, CancellationToken cancel)
    {
        var rows = new Rows();
        var cursor = await TupleCursor.OpenAsync(area.Connection, sql, cancel).ConfigureAwait(false);
        await using (cursor.ConfigureAwait(false))
        {
            while (await cursor.WaitAsync().ConfigureAwait(false))
            {
                cancel.ThrowIfCancellationRequested();
                while (cursor.TryRow(out var row))
                    if (!rows.Take(row)) return null;
            }
        }
        return rows;
    }

    static async Task CopyAsync(StagingArea area, Pyramid pyramid, long[] places, CancellationToken cancel)
    {
        var buffer = new ArrayBufferWriter<byte>(FlushBytes + (64 << 10));
        var copy = await area.Connection.BeginRawBinaryCopyAsync($"COPY {area.Tiles} (npix, total, hips_order, places) FROM STDIN (FORMAT BINARY)", cancel).ConfigureAwait(false);
        await using (copy.ConfigureAwait(false))
        {
            try
            {
                buffer.Write(BinaryCopy.Header.Span);
                foreach (var tile in pyramid.Tiles)
                {
                    Tile(buffer, tile, pyramid.Rows.AsSpan(tile.Start, tile.Count), places);
                    if (buffer.WrittenCount < FlushBytes) continue;
                    await copy.WriteAsync(buffer.WrittenMemory, cancel).ConfigureAwait(false);
                    buffer.ResetWrittenCount();
                }
                buffer.Write(BinaryCopy.Trailer.Span);
                await copy.WriteAsync(buffer.WrittenMemory, cancel).ConfigureAwait(false);
            }
            catch
            {
                await copy.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    // Four fields; the last is an array as array_recv reads it: dimensions, flags, type, length, lower bound, elements.
    static void Tile(ArrayBufferWriter<byte> buffer, PyramidTile tile, ReadOnlySpan<int> rows, long[] places)
    {
        var array = 20 + rows.Length * (4 + TidBytes);
        var to = buffer.GetSpan(2 + 12 + 12 + 6 + 4 + array);
        BinaryPrimitives.WriteInt16BigEndian(to, 4);
        BinaryPrimitives.WriteInt32BigEndian(to[2..], 8);
        BinaryPrimitives.WriteInt64BigEndian(to[6..], tile.Address.Pixel);
        BinaryPrimitives.WriteInt32BigEndian(to[14..], 8);
        BinaryPrimitives.WriteInt64BigEndian(to[18..], tile.Total);
        BinaryPrimitives.WriteInt32BigEndian(to[26..], 2);
        BinaryPrimitives.WriteInt16BigEndian(to[30..], (short)tile.Address.Order);
        BinaryPrimitives.WriteInt32BigEndian(to[32..], array);
        BinaryPrimitives.WriteInt32BigEndian(to[36..], 1);
        BinaryPrimitives.WriteInt32BigEndian(to[40..], 0);
        BinaryPrimitives.WriteInt32BigEndian(to[44..], TidOid);
        BinaryPrimitives.WriteInt32BigEndian(to[48..], rows.Length);
        BinaryPrimitives.WriteInt32BigEndian(to[52..], 1);
        var at = 56;
        foreach (var row in rows)
        {
            BinaryPrimitives.WriteInt32BigEndian(to[at..], TidBytes);
            BinaryPrimitives.WriteUInt32BigEndian(to[(at + 4)..], (uint)(places[row] >> 16));
            BinaryPrimitives.WriteUInt16BigEndian(to[(at + 8)..], (ushort)places[row]);
            at += 4 + TidBytes;
        }
        buffer.Advance(at);
    }

    sealed class Rows
    {
        long[] _pixels = new long[1 << 16], _places = new long[1 << 16];
        float[] _scores = new float[1 << 16];

        public int Count { get; private set; }

        public long[] Pixels => _pixels;

        /// <summary>The block and the place in it, in 16 bits, of each row.</summary>
        public long[] Places => _places;

        public float[] Scores => _scores;

        public double? TimeStart { get; private set; }

        public double? TimeStop { get; private set; }

        public bool Take(ReadOnlySpan<byte> row)
        {
            var cells = new RowReader(row);
            cells.Next(out var cell);
            var pixel = BinaryPrimitives.ReadInt64BigEndian(cell);
            if (Count > 0 && pixel < _pixels[Count - 1]) return false;
            if (Count == _pixels.Length) Grow();
            _pixels[Count] = pixel;
            _scores[Count] = cells.Next(out cell) ? (float)BinaryPrimitives.ReadDoubleBigEndian(cell) : float.NaN;
            cells.Next(out cell);
            _places[Count] = ((long)BinaryPrimitives.ReadUInt32BigEndian(cell) << 16) | BinaryPrimitives.ReadUInt16BigEndian(cell[4..]);
            if (cells.Next(out cell)) Time(BinaryPrimitives.ReadDoubleBigEndian(cell));
            Count++;
            return true;
        }

        void Time(double day)
        {
            if (!double.IsFinite(day)) return;
            if (!(TimeStart <= day)) TimeStart = day;
            if (!(TimeStop >= day)) TimeStop = day;
        }

        void Grow()
        {
            var length = Math.Max(Count * 3 / 2, Count + 1);
            Array.Resize(ref _pixels, length);
            Array.Resize(ref _places, length);
            Array.Resize(ref _scores, length);
        }
    }
}
