using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Hips;

/// <summary>The rows that tiles are made of.</summary>
/// <param name="Table">The table in PostgreSQL, quoted.</param>
/// <param name="Healpix">Its HEALPix column of order 29.</param>
/// <param name="Score">Which rows come first.</param>
/// <param name="Time">A column with MJD; null for none.</param>
sealed record HipsSource(string Table, string Healpix, HipsScore Score, string? Time)
{
    /// <summary>Those of a table that is being loaded.</summary>
    public static HipsSource Of(TableDefinition table, string physical) => new(physical, TableDefinition.HealpixColumn, HipsScore.Of(table),
        table.Spectra?.Day ?? Day(table.Columns.Select(c => (c.Name, c.Ucd, c.Unit))));

    /// <summary>Those of a table that is published.</summary>
    public static HipsSource Of(PublishedCatalog catalog, CatalogTable table)
    {
        var spectra = catalog.FeedOf(table)?.Definition;
        return new HipsSource(SqlNames.Quote(table.PhysicalSchema, table.PhysicalName), table.Position!.HealpixPhysicalName, HipsScore.Of(table, catalog.Tables[table].HipsScore, spectra),
            spectra?.Day ?? Day(table.Columns.Where(c => c.Type is not AdqlType.Varchar).Select(c => (c.Name, c.Ucd, c.Unit))));
    }

    /// <summary>All rows: pixel, score, place, time; the score is the greater the better.</summary>
    /// <param name="sorted">Whether PostgreSQL has to sort them; the rows of a table lie in the order of the sky.</param>
    public string Sql(bool sorted)
    {
        var score = Score.Columns.Count == 0 ? "NULL::float8" : $"{(Score.Lowest ? "-" : "")}coalesce({string.Join(", ", Score.Columns.Select(c => $"t.{SqlNames.Quote(c)}::float8"))})";
        var time = Time is null ? "NULL::float8" : $"t.{SqlNames.Quote(Time)}::float8";
        var pixel = $"t.{SqlNames.Quote(Healpix)}";
        return $"SELECT {pixel}, {score}, t.ctid, {time} FROM {Table} AS t WHERE {pixel} >= 0{(sorted ? $" ORDER BY {pixel}, t.ctid" : "")}";
    }

    // Days as MJD; where there are several, as with local days, the one that is called so.
    static string? Day(IEnumerable<(string Name, string? Ucd, string? Unit)> columns)
    {
        var days = columns.Where(c => c.Unit == "d" && c.Ucd?.StartsWith("time.epoch", StringComparison.OrdinalIgnoreCase) == true).Select(c => c.Name).ToList();
        return days.Find(d => d.Equals("mjd", StringComparison.OrdinalIgnoreCase)) ?? days.FirstOrDefault();
    }
}

/// <summary>Tiles that were made.</summary>
/// <param name="Rows">Rows in all of them.</param>
/// <param name="Tiles">How many there are.</param>
/// <param name="Order">The deepest order.</param>
/// <param name="Cells">Rows in each cell.</param>
sealed record BuiltTiles(long Rows, int Tiles, int Order, CellCounts Cells)
{
    /// <summary>The first moment, MJD; null when not known.</summary>
    public double? TimeStart { get; init; }

    /// <summary>The last.</summary>
    public double? TimeStop { get; init; }

    /// <summary>What decides which rows come first, in words.</summary>
    public string? Score { get; init; }
}
