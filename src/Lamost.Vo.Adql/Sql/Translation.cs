using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Sql;

/// <summary>What PostgreSQL is to run for an ADQL query, and what it will answer.</summary>
/// <param name="Sql">One SELECT statement without a trailing semicolon; every output column is cast to the PostgreSQL type of its ADQL type.</param>
/// <param name="Columns">The output columns, in order.</param>
/// <param name="Tables">The tables that the query reads, each once.</param>
/// <param name="Warnings">What the author of the query should know: extensions that it uses, and what does not mean what it seems to.</param>
public sealed record Translation(string Sql, IReadOnlyList<OutputColumn> Columns, IReadOnlyList<Binding.CatalogTable> Tables, IReadOnlyList<AdqlDiagnostic> Warnings)
{
    /// <summary>
    /// Queries whose rows the planner of the database should estimate before this one runs, each under a number: sides of positional joins, of which the smaller is
    /// to drive. Empty for most queries.
    /// </summary>
    public IReadOnlyDictionary<int, string> Questions { get; init; } = new Dictionary<int, string>();

    /// <summary>The same query, planned with the rows that answer <see cref="Questions"/>; without questions there is no need.</summary>
    public required Func<IReadOnlyDictionary<int, double>, Translation> WithRows { get; init; }

    /// <summary>The query as one that can be read in parts; null for most queries.</summary>
    public TableScan? Scan { get; init; }
}

/// <summary>A column of the answer.</summary>
/// <param name="Name">The alias or column name as written; unique in the answer.</param>
/// <param name="Type">Its type, and with it the bytes PostgreSQL sends: Boolean bool, Smallint int2, Integer int4, Bigint int8, Real float4,
/// Double float8, Varchar and UnicodeVarchar text, Date date, Timestamp timestamp,
/// Point, Circle and Polygon float8[], Region and Moc text, IntegerArray int4[], DoubleArray float8[].</param>
public sealed record OutputColumn(string Name, AdqlType Type)
{
    /// <summary>For text, the most characters; null when unbounded. For IntegerArray and DoubleArray, the count of numbers of every value; null when it differs.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Unit in the VOUnits syntax; null for none or not known.</summary>
    public string? Unit { get; init; }

    /// <summary>UCD1+; null for none.</summary>
    public string? Ucd { get; init; }

    /// <summary>The role in a data model; null for none.</summary>
    public string? Utype { get; init; }

    /// <summary>DALI extended type; null for none.</summary>
    public string? Xtype { get; init; }

    /// <summary>English description; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>True for a longitude or latitude of a table's main position, which is ICRS.</summary>
    public bool IsMainPosition { get; init; }

    /// <summary>
    /// The column of a table that this is, under whatever name and through any queries in FROM, WITH and set operations (both sides of which must agree); null for
    /// what is computed.
    /// </summary>
    public Binding.ColumnOrigin? Origin { get; init; }
}
