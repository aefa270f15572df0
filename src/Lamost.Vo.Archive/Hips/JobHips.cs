using System.Text;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Archive.Hips;

/// <summary>
/// The progressive catalogue of a job's result: its rows as text in a file beside the result, in the order of tiles, and in memory where each tile begins. It goes with the job.
/// </summary>
public sealed class JobHips : HipsCatalogue
{
    const int Version = 1;

    /// <summary>The directory in that of the job, and the files there.</summary>
    internal const string DirectoryName = "hips", RowsName = "rows.tsv", IndexName = "index";

    readonly string _rows;
    readonly Dictionary<TileAddress, Place> _places;
    readonly CellCounts _cells;

    JobHips(string rows, TableHeader header, JobTiles tiles, DateTimeOffset builtAt)
    {
        (_rows, Header, _cells, BuiltAt, Order, Rows, Score) = (rows, header, tiles.Cells, builtAt, tiles.Order, tiles.Rows, tiles.Score);
        _places = tiles.Places.ToDictionary(p => p.Tile);
    }

    /// <inheritdoc/>
    public override TableHeader Header { get; }

    /// <inheritdoc/>
    public override long Rows { get; }

    /// <inheritdoc/>
    public override int Order { get; }

    /// <inheritdoc/>
    public override DateTimeOffset BuiltAt { get; }

    /// <inheritdoc/>
    public override string? Score { get; }

    /// <summary>About how many bytes of memory it holds.</summary>
    public long MemoryBytes => 100L * _places.Count + 8L * _cells.Cells.Length + 10_000;

    /// <inheritdoc/>
    public override async Task<ReadOnlyMemory<byte>?> TileAsync(TileAddress tile, CancellationToken cancel) =>
        _places.TryGetValue(tile, out var place) ? await ReadAsync(Completeness(place.Count, place.Total), [place], cancel).ConfigureAwait(false) : default(ReadOnlyMemory<byte>?);

    /// <inheritdoc/>
    public override Task<ReadOnlyMemory<byte>> AllskyAsync(int order, CancellationToken cancel)
    {
        var places = _places.Values.Where(p => p.Tile.Order == order).OrderBy(p => p.At).ToList();
        return ReadAsync(Allsky(order, places.Sum(p => (long)p.Count), Rows), places, cancel);
    }

    /// <inheritdoc/>
    public override Task<CellCounts> CellsAsync(CancellationToken cancel) => Task.FromResult(_cells);

    /// <summary>Opens what was made; null where nothing was.</summary>
    /// <param name="directory">The job's.</param>
    /// <param name="header">The columns of the result.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static JobHips? Open(string directory, TableHeader header)
    {
        var index = Path.Combine(directory, DirectoryName, IndexName);
        if (!File.Exists(index)) return null;
        using var reader = new BinaryReader(File.OpenRead(index), Encoding.UTF8);
        return reader.ReadInt32() == Version ? new JobHips(Path.Combine(directory, DirectoryName, RowsName), header, JobTiles.Read(reader), new DateTimeOffset(File.GetLastWriteTimeUtc(index), TimeSpan.Zero)) : null;
    }

    /// <summary>Writes what <see cref="Open"/> reads.</summary>
    internal static void WriteIndex(string path, JobTiles tiles)
    {
        using var writer = new BinaryWriter(File.Create(path), Encoding.UTF8);
        writer.Write(Version);
        tiles.Write(writer);
    }

    async Task<ReadOnlyMemory<byte>> ReadAsync(string comment, IReadOnlyList<Place> places, CancellationToken cancel)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>(64 << 10);
        Begin(output, Header, comment);
        using var file = File.OpenHandle(_rows, options: FileOptions.Asynchronous);
        foreach (var place in places)
        {
            for (var read = 0; read < place.Bytes;)
            {
                var some = await RandomAccess.ReadAsync(file, output.GetMemory(place.Bytes - read)[..(place.Bytes - read)], place.At + read, cancel).ConfigureAwait(false);
                if (some == 0) throw new EndOfStreamException($"{_rows} ends too soon.");
                output.Advance(some);
                read += some;
            }
        }
        return output.WrittenMemory;
    }
}

/// <summary>Where the rows of a tile are in the file of rows.</summary>
/// <param name="Tile">The tile.</param>
/// <param name="Count">Its rows.</param>
/// <param name="Total">Its rows and those of all tiles below it.</param>
/// <param name="At">Where they begin.</param>
/// <param name="Bytes">How long they are.</param>
readonly record struct Place(TileAddress Tile, int Count, int Total, long At, int Bytes);

/// <summary>All that is kept in memory of the tiles of a job's result.</summary>
/// <param name="Rows">Rows in all tiles.</param>
/// <param name="Order">The deepest order.</param>
/// <param name="Score">What decides which rows come first, in words.</param>
/// <param name="Places">The tiles.</param>
/// <param name="Cells">Rows in each cell.</param>
sealed record JobTiles(long Rows, int Order, string? Score, IReadOnlyList<Place> Places, CellCounts Cells)
{
    public void Write(BinaryWriter writer)
    {
        writer.Write(Rows);
        writer.Write(Order);
        writer.Write(Score ?? "");
        writer.Write(Places.Count);
        foreach (var place in Places)
        {
            writer.Write((byte)place.Tile.Order);
            writer.Write(place.Tile.Pixel);
            writer.Write(place.Count);
            writer.Write(place.Total);
            writer.Write(place.At);
            writer.Write(place.Bytes);
        }
        var cells = Cells.ToBytes();
        writer.Write(cells.Length);
        writer.Write(cells);
    }

    public static JobTiles Read(BinaryReader reader)
    {
        var (rows, order, score) = (reader.ReadInt64(), reader.ReadInt32(), reader.ReadString());
        var places = new Place[reader.ReadInt32()];
        for (var i = 0; i < places.Length; i++) places[i] = new Place(new TileAddress(reader.ReadByte(), reader.ReadInt64()), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt32());
        return new JobTiles(rows, order, score.Length == 0 ? null : score, places, CellCounts.FromBytes(reader.ReadBytes(reader.ReadInt32())));
    }
}
