using System.Buffers;
using System.Globalization;
using System.Text;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.Csv;
using Lamost.Vo.Tables.VOTable;

namespace Lamost.Vo.Archive.Hips;

/// <summary>A progressive catalogue (HiPS 1.0, 4.2.3) of a published table or of the result of a job. Safe for any number of threads.</summary>
public abstract class HipsCatalogue
{
    /// <summary>The columns of its rows; position first, so that a client that takes the first column that looks like one has it.</summary>
    public abstract TableHeader Header { get; }

    /// <summary>Rows in all tiles.</summary>
    public abstract long Rows { get; }

    /// <summary>The deepest order of its tiles, at least <see cref="Pyramid.LastAllskyOrder"/>.</summary>
    public abstract int Order { get; }

    /// <summary>When the tiles were made; of another time they are others.</summary>
    public abstract DateTimeOffset BuiltAt { get; }

    /// <summary>What decides which rows come first, in words; null for nothing.</summary>
    public abstract string? Score { get; }

    /// <summary>A tile as tab-separated values; null where there is none.</summary>
    /// <exception cref="Errors.VoException">LVO-HIPS-1101: the tiles are just being made anew; or the database failed.</exception>
    public abstract Task<ReadOnlyMemory<byte>?> TileAsync(TileAddress tile, CancellationToken cancel);

    /// <summary>All tiles of an order from <see cref="Pyramid.MinOrder"/> to <see cref="Pyramid.LastAllskyOrder"/>, one after the other.</summary>
    /// <exception cref="Errors.VoException">As for a tile.</exception>
    public abstract Task<ReadOnlyMemory<byte>> AllskyAsync(int order, CancellationToken cancel);

    /// <summary>How many rows each cell has.</summary>
    /// <exception cref="Errors.VoException">As for a tile.</exception>
    public abstract Task<CellCounts> CellsAsync(CancellationToken cancel);

    /// <summary>The columns as a VOTable without rows: <c>metadata.xml</c>.</summary>
    public byte[] Metadata()
    {
        var output = new ArrayBufferWriter<byte>(16 << 10);
        var writer = new VotableWriter(VotableSerialization.TableData);
        writer.Begin(output, Header);
        writer.End(output, TableEnding.Complete);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The comment of a tile by which Aladin knows whether there are tiles below it: rows in it, and in it and all below it.</summary>
    internal static string Completeness(long count, long total) => string.Create(CultureInfo.InvariantCulture, $"# Completeness = {count} / {total}\n");

    /// <summary>The comment of all tiles of an order.</summary>
    internal static string Allsky(int order, long count, long total) => string.Create(CultureInfo.InvariantCulture, $"# All tiles of order {order}: {count} of {total} rows\n");

    /// <summary>Writes the two lines that come before rows: exactly one comment and the names, since clients leave out two lines.</summary>
    internal static TsvWriter Begin(IBufferWriter<byte> output, TableHeader header, string comment)
    {
        output.Write(Encoding.UTF8.GetBytes(comment));
        var writer = new TsvWriter();
        writer.Begin(output, header);
        return writer;
    }
}
