using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Loading;

/// <summary>
/// What every format shares in making the rows of one file: a converter for each column of the table, and which value is the position.
/// Immutable, so that threads share it.
/// </summary>
sealed class RowAssembler
{
    readonly CellConverter[] _converters;
    readonly int[] _source;

    /// <summary>Prepares the rows of a file.</summary>
    /// <param name="table">What they are for.</param>
    /// <param name="file">The file, as it was given.</param>
    /// <param name="names">The names of its columns.</param>
    /// <exception cref="Errors.VoException">A column that the table needs is missing.</exception>
    public RowAssembler(TableDefinition table, string file, IReadOnlyList<string> names)
    {
        File = file;
        Mapping = ColumnMapping.Match(table, names, file);
        _source = [.. Mapping.Source];
        Longitude = Place(table, table.Position?.Longitude);
        Latitude = Place(table, table.Position?.Latitude);
        HasPosition = table.Position is not null;
        _converters = [.. table.Columns.Select((column, i) => new CellConverter(
            column,
            ColumnMapping.IsRequired(table, column),
            i == Longitude ? 0 : i == Latitude ? -90 : double.NegativeInfinity,
            i == Longitude ? 360 : i == Latitude ? 90 : double.PositiveInfinity))];
    }

    /// <summary>The file, as it was given.</summary>
    public string File { get; }

    /// <summary>Which column of the file feeds which column of the table.</summary>
    public ColumnMapping Mapping { get; }

    /// <summary><see cref="ColumnMapping.Source"/>, for the inner loop.</summary>
    public ReadOnlySpan<int> Source => _source;

    /// <summary>The converter of each column of the table.</summary>
    public ReadOnlySpan<CellConverter> Converters => _converters;

    /// <summary>Whether rows end with <see cref="TableDefinition.HealpixColumn"/>.</summary>
    public bool HasPosition { get; }

    /// <summary>How many cells a tuple has.</summary>
    public short Fields => (short)(_converters.Length + (HasPosition ? 1 : 0));

    /// <summary>The place among the table's columns of the position's longitude; -1 for none.</summary>
    public int Longitude { get; }

    /// <summary>The place among the table's columns of the position's latitude; -1 for none.</summary>
    public int Latitude { get; }

    /// <summary>The pixel of a position in degrees; -1, which no region covers, when either coordinate is null (NaN).</summary>
    public static long PixelOf(double longitude, double latitude) =>
        double.IsNaN(longitude) || double.IsNaN(latitude) ? -1 : Healpix.PixelOf(29, longitude, latitude);

    static int Place(TableDefinition table, string? name) => table.Columns.ToList().FindIndex(c => ColumnMapping.Is(c, name));
}
