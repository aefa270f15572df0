using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Lamost.Vo.Adql;

namespace Lamost.Vo.Archive.Releases;

/// <summary>Which words may name a schema, a table or a column, so that a user never has to quote one.</summary>
static partial class PublicNames
{
    // Columns that every PostgreSQL table has, and the one that the archive adds.
    static readonly FrozenSet<string> TakenColumns =
        new[] { "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", TableDefinition.HealpixColumn }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Schemas of the service itself and of the standards.
    static readonly FrozenSet<string> TakenSchemas =
        new[] { "vo", "vo_spectra", "vo_staging", "vo_upload", "adql", "tap_schema", "tap_upload", "ivoa", "lamost", "information_schema" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the word cannot name anything; null when it can.</summary>
    public static string? Fault(string name)
    {
        if (!Regular().IsMatch(name)) return $"'{name}' is no name; a name is a letter, then letters, digits and underscores, ASCII, at most 63.";
        return AdqlLanguage.IsReserved(name) ? $"'{name}' is a reserved word of ADQL, users would have to quote it; choose another, e.g. '{name}_v'." : null;
    }

    /// <summary>Why the word cannot name a column; null when it can.</summary>
    public static string? ColumnFault(string name) =>
        TakenColumns.Contains(name) ? $"'{name}' is a column that the database has already; choose another name." : Fault(name);

    /// <summary>Why the word cannot name a schema; null when it can.</summary>
    public static string? SchemaFault(string name) =>
        TakenSchemas.Contains(name) || name.StartsWith("pg_", StringComparison.OrdinalIgnoreCase)
            ? $"'{name}' is a schema of the service or of the database; choose another name."
            : Fault(name);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,62}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Regular();
}
