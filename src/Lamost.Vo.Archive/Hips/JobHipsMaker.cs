using System.Buffers;
using System.Buffers.Binary;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Uploads;
using Lamost.Vo.Sky;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.Csv;
using Lamost.Vo.Tables.Reading;

namespace Lamost.Vo.Archive.Hips;

/// <summary>
/// Makes the progressive catalogue of a job's result. The result is read once from its file, in whatever format it was written; its rows go to a file as text, and from there,
/// in the order of tiles, to another. Of each row some 40 bytes are kept in memory meanwhile. For one use; of one job one at a time.
/// </summary>
/// <param name="limits">How many rows it takes.</param>
public sealed class JobHipsMaker(ServiceLimits limits)
{
    const long MaxFileBytes = 8L << 30;
    const int FlushBytes = 1 << 20;

    /// <summary>Opens the progressive catalogue of a result, which is made when it is not there.</summary>
    /// <param name="job">A job that is completed.</param>
    /// <param name="directory">The directory of the job.</param>
    /// <param name="cancel">Breaks the making off.</param>
    /// <exception cref="Errors.VoException">LVO-HIPS-1001 to 1003: the result has no positions, cannot be read or is too large. LVO-JOB-1103: the disk is full.</exception>
    public JobHips Open(Job job, string directory, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        var result = job.Result ?? throw JobErrors.Nothing(job, "result");
        if (result.Rows > limits.HipsJobRows) throw HipsErrors.TooLarge(result.Rows, limits.HipsJobRows);
        try
        {
            using var source = TableReaders.Open(File.OpenRead(Path.Combine(directory, result.File)), new TableReadLimits { Rows = limits.HipsJobRows, Columns = int.MaxValue, Bytes = MaxFileBytes });
            var position = UploadColumns.Position(source.Columns) ?? throw HipsErrors.NoPosition(source.Columns.Select(c => c.Name));
            var header = Header(source.Columns, position);
            if (JobHips.Open(directory, header) is { } there) return there;
            Make(source, header, position, directory, cancel);
            return JobHips.Open(directory, header)!;
        }
        catch (TableReadException e)
        {
            throw HipsErrors.NotReadable(result.MediaType, e.Message, e);
        }
        catch (IOException e) when (JobFiles.IsDiskFull(e))
        {
            throw new Errors.VoException(JobErrors.DiskFull, e);
        }
    }

    // The position comes first, and is the only main one.
    static TableHeader Header(IReadOnlyList<TableColumn> columns, (int Longitude, int Latitude) position)
    {
        var other = columns.Where((_, i) => i != position.Longitude && i != position.Latitude)
            .Select(c => c.Ucd?.StartsWith("pos.eq", StringComparison.OrdinalIgnoreCase) == true ? c with { Ucd = c.Ucd.Replace(";meta.main", "", StringComparison.OrdinalIgnoreCase) } : c);
        return new TableHeader([Main(columns[position.Longitude], "pos.eq.ra;meta.main"), Main(columns[position.Latitude], "pos.eq.dec;meta.main"), .. other.Select(c => c with { Id = null, CoordinateSystemId = null })])
        {
            CoordinateSystems = [OutputColumns.Icrs],
        };

        static TableColumn Main(TableColumn column, string ucd) => column with { Ucd = ucd, Unit = "deg", CoordinateSystemId = OutputColumns.Icrs.Id, Id = null };
    }

    static void Make(ITableSource source, TableHeader header, (int Longitude, int Latitude) position, string directory, CancellationToken cancel)
    {
        var target = Path.Combine(directory, JobHips.DirectoryName);
        Directory.CreateDirectory(target);
        // Several processes may do the same; each writes files of its own, and the last to end has its way.
        var own = Guid.NewGuid().ToString("N");
        var (unsorted, sorted, index) = (Path.Combine(target, $"{own}.1"), Path.Combine(target, $"{own}.2"), Path.Combine(target, $"{own}.3"));
        try
        {
            var score = HipsScore.Seeming([.. source.Columns.Select(c => (c.Name, c.Ucd, false, c.Type.IsNumber()))]);
            var rows = new Rows(source.Columns, position, score);
            using (var file = new FileStream(unsorted, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1)) rows.Write(source, header, file, cancel);
            JobHips.WriteIndex(index, rows.Sort(unsorted, sorted, score.Words ?? "the order of the result", cancel));
            File.Move(sorted, Path.Combine(target, JobHips.RowsName), overwrite: true);
            File.Move(index, Path.Combine(target, JobHips.IndexName), overwrite: true);
        }
        finally
        {
            File.Delete(unsorted);
            File.Delete(sorted);
            File.Delete(index);
        }
    }

    /// <summary>What is remembered of the rows while they are on their way.</summary>
    sealed class Rows(IReadOnlyList<TableColumn> columns, (int Longitude, int Latitude) position, HipsScore score)
    {
        readonly List<long> _pixels = [], _starts = [0];
        readonly List<float> _scores = [];
        readonly int[] _scoreColumns = [.. score.Columns.Select(name => columns.ToList().FindIndex(c => c.Name == name))];

        // Rows without a position on the sky are left out.
        public void Write(ITableSource source, TableHeader header, FileStream file, CancellationToken cancel)
        {
            var (row, text) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>(FlushBytes + (64 << 10)));
            var writer = new TsvWriter();
            writer.Begin(text, header);
            text.ResetWrittenCount();
            var cells = new (int At, int Length)[columns.Count];
            var moved = new ArrayBufferWriter<byte>();
            long written = 0;
            while (source.Read(row))
            {
                Cut(row.WrittenSpan, cells);
                if (Number(row.WrittenSpan, cells, position.Longitude) is { } lon && Number(row.WrittenSpan, cells, position.Latitude) is { } lat && double.IsFinite(lon) && lat is >= -90 and <= 90)
                {
                    Move(row.WrittenSpan, cells, moved);
                    writer.Row(text, moved.WrittenSpan);
                    moved.ResetWrittenCount();
                    _pixels.Add(Healpix.PixelOf(Healpix.MaxOrder, lon, lat));
                    _scores.Add(Score(row.WrittenSpan, cells));
                    _starts.Add(written + text.WrittenCount);
                }
                row.ResetWrittenCount();
                if (text.WrittenCount < FlushBytes) continue;
                cancel.ThrowIfCancellationRequested();
                file.Write(text.WrittenSpan);
                written += text.WrittenCount;
                text.ResetWrittenCount();
            }
            file.Write(text.WrittenSpan);
        }

        // From the file in the order of the result to one in the order of tiles.
        public JobTiles Sort(string unsorted, string sorted, string words, CancellationToken cancel)
        {
            var (pixels, order) = (_pixels.ToArray(), new int[_pixels.Count]);
            for (var i = 0; i < order.Length; i++) order[i] = i;
            Array.Sort(pixels, order);
            var pyramid = Pyramid.Of(pixels, [.. order.Select(i => _scores[i])], pixels.Length);
            var places = new List<Place>(pyramid.Tiles.Count);
            using var from = File.OpenHandle(unsorted);
            using var to = new FileStream(sorted, FileMode.Create, FileAccess.Write, FileShare.None, FlushBytes);
            var buffer = new byte[64 << 10];
            foreach (var tile in pyramid.Tiles)
            {
                cancel.ThrowIfCancellationRequested();
                var at = to.Position;
                for (var i = tile.Start; i < tile.Start + tile.Count; i++)
                {
                    var row = order[pyramid.Rows[i]];
                    var length = (int)(_starts[row + 1] - _starts[row]);
                    if (buffer.Length < length) buffer = new byte[length];
                    if (RandomAccess.Read(from, buffer.AsSpan(0, length), _starts[row]) != length) throw new EndOfStreamException($"{unsorted} ends too soon.");
                    to.Write(buffer, 0, length);
                }
                places.Add(new Place(tile.Address, tile.Count, tile.Total, at, checked((int)(to.Position - at))));
            }
            return new JobTiles(pixels.Length, pyramid.Order, words, places, CellCounts.Of(pixels));
        }

        static void Cut(ReadOnlySpan<byte> row, (int At, int Length)[] cells)
        {
            var at = 0;
            for (var i = 0; i < cells.Length; i++)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(row[at..]);
                cells[i] = (at, 4 + Math.Max(0, length));
                at += cells[i].Length;
            }
        }

        void Move(ReadOnlySpan<byte> row, (int At, int Length)[] cells, ArrayBufferWriter<byte> to)
        {
            to.Write(row.Slice(cells[position.Longitude].At, cells[position.Longitude].Length));
            to.Write(row.Slice(cells[position.Latitude].At, cells[position.Latitude].Length));
            for (var i = 0; i < cells.Length; i++)
                if (i != position.Longitude && i != position.Latitude) to.Write(row.Slice(cells[i].At, cells[i].Length));
        }

        // Without a column that tells, the first rows of a result are those that its author put there.
        float Score(ReadOnlySpan<byte> row, (int At, int Length)[] cells)
        {
            if (_scoreColumns.Length == 0) return -_pixels.Count;
            foreach (var column in _scoreColumns)
                if (Number(row, cells, column) is { } value) return (float)(score.Lowest ? -value : value);
            return float.NaN;
        }

        double? Number(ReadOnlySpan<byte> row, (int At, int Length)[] cells, int column) =>
            cells[column].Length == 4 ? null : CellNumber.Of(columns[column].Type, row.Slice(cells[column].At + 4, cells[column].Length - 4));
    }
}
