using System.Text;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Database;

/// <summary>The SQL that makes the table of a definition. Load first, then index: <see cref="CreateTable"/>, the rows, then <see cref="Finish"/>.</summary>
public static class TableDdl
{
    /// <summary>PostgreSQL's longest name, in bytes.</summary>
    const int LongestName = 63;

    // A loaded table is replaced as a whole, never changed: its indexes need no room to grow.
    const string Full = "WITH (fillfactor = 100)";

    /// <summary>
    /// The <c>CREATE TABLE</c>. What every search of the sky reads stands first, so that PostgreSQL need not walk over other columns to it: the hidden
    /// <see cref="TableDefinition.HealpixColumn"/> and the position, then the primary key; then columns by falling width, which leaves no gaps
    /// between them (docs/dev/physical-design.md). Text sorts and compares by code point (collation C), whatever the database's own.
    /// </summary>
    /// <param name="table">What to make.</param>
    /// <param name="schema">The schema in PostgreSQL, which must exist.</param>
    /// <param name="name">The name in PostgreSQL; the loader's may differ from the definition's.</param>
    public static string CreateTable(TableDefinition table, string schema, string name)
    {
        var sql = new StringBuilder("CREATE TABLE ").Append(SqlNames.Quote(schema, name)).Append(" (");
        if (table.Position is not null) sql.Append("\n  ").Append(SqlNames.Quote(TableDefinition.HealpixColumn)).Append(" bigint NOT NULL,");
        foreach (var column in table.Columns.OrderBy(c => Place(c, table)))
        {
            sql.Append("\n  ").Append(SqlNames.Quote(column.Name)).Append(' ').Append(PhysicalType(column.Type));
            if (!column.Nullable) sql.Append(" NOT NULL");
            sql.Append(',');
        }
        sql.Length--;
        return sql.Append("\n)").ToString();
    }

    /// <summary>
    /// The columns of a tuple as readers and simulators make it, for COPY: those of the definition in its order, then
    /// <see cref="TableDefinition.HealpixColumn"/> where the table has a position.
    /// </summary>
    /// <returns>Quoted names, divided by commas.</returns>
    public static string TupleColumns(TableDefinition table) =>
        List(table.Columns.Select(c => c.Name).Concat(table.Position is null ? [] : [TableDefinition.HealpixColumn]));

    /// <summary>
    /// What to run on the loaded table, in order: the index of the sky (see <see cref="HealpixIndexName"/>), that of its cells, by which tables are matched, the primary key, the further indexes.
    /// The names of all begin with <paramref name="name"/>, so that those of a table loaded beside the served one do not collide in one schema.
    /// </summary>
    public static IReadOnlyList<string> Finish(TableDefinition table, string schema, string name)
    {
        var at = SqlNames.Quote(schema, name);
        var statements = new List<string>();
        if (table.Position is not null)
        {
            var pixel = SqlNames.Quote(TableDefinition.HealpixColumn);
            statements.Add($"CREATE INDEX {SqlNames.Quote(HealpixIndexName(name))} ON {at} ({pixel}) {Full}");
            statements.Add($"CREATE INDEX {SqlNames.Quote(Fit($"{name}_cell"))} ON {at} ({SkyPosition.CellOf(pixel)}) {Full}");
        }
        if (table.PrimaryKey.Count > 0)
            statements.Add($"ALTER TABLE {at} ADD CONSTRAINT {SqlNames.Quote(Fit($"{name}_pkey"))} PRIMARY KEY ({List(table.PrimaryKey)}) {Full}");
        foreach (var index in table.Indexes)
            statements.Add($"CREATE INDEX {SqlNames.Quote(Fit($"{name}_{index.Name}"))} ON {at} ({List(index.Columns)}) {Full}");
        return statements;
    }

    /// <summary>The name of the sky's index on a table of this name, in the table's schema; the one to <c>CLUSTER</c> by.</summary>
    public static string HealpixIndexName(string name) => Fit($"{name}_{TableDefinition.HealpixColumn}");

    /// <summary>The type in PostgreSQL.</summary>
    public static string PhysicalType(ColumnType type) => type switch
    {
        ColumnType.Boolean => "boolean",
        ColumnType.Short => "smallint",
        ColumnType.Int => "integer",
        ColumnType.Long => "bigint",
        ColumnType.Float => "real",
        ColumnType.Double => "double precision",
        ColumnType.Char or ColumnType.String or ColumnType.Unicode => "text COLLATE \"C\"",
        ColumnType.Date => "date",
        ColumnType.Timestamp => "timestamp",
        ColumnType.Circle => "double precision[]",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    static int Place(ColumnDefinition column, TableDefinition table) =>
        IsNamed(column, table.Position?.Longitude) ? 0
        : IsNamed(column, table.Position?.Latitude) ? 1
        : table.PrimaryKey.Any(k => IsNamed(column, k)) ? 2
        : column.Type switch
        {
            ColumnType.Long or ColumnType.Double or ColumnType.Timestamp => 3,
            ColumnType.Int or ColumnType.Float or ColumnType.Date => 4,
            ColumnType.Short => 5,
            ColumnType.Boolean => 6,
            _ => 7,
        };

    static bool IsNamed(ColumnDefinition column, string? name) => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase);

    static string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(SqlNames.Quote));

    /// <summary>A name that PostgreSQL does not cut: the end of a long one gives way to a digest of the whole.</summary>
    static string Fit(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= LongestName) return name;
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..10];
        var kept = name;
        while (Encoding.UTF8.GetByteCount(kept) > LongestName - digest.Length - 1) kept = kept[..^1];
        return $"{kept}_{digest}";
    }
}
