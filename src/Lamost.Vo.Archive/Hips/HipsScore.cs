using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Hips;

/// <summary>Which rows of a table a progressive catalogue shows first.</summary>
/// <param name="Columns">Names of numeric columns; of each row the first that is not null counts. Empty where no column tells: then rows are chosen evenly.</param>
/// <param name="Lowest">Whether the least values come first, as with magnitudes, and not the greatest.</param>
public sealed record HipsScore(IReadOnlyList<string> Columns, bool Lowest)
{
    /// <summary>What a table that is being loaded goes by: what it declares, else the signal-to-noise of its spectra, else what its columns seem to say.</summary>
    public static HipsScore Of(TableDefinition table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Hips is { } declared) return declared;
        if (table.Spectra is { } spectra) return new HipsScore(spectra.SignalToNoise, false);
        return Seeming([.. table.Columns.Select(c => (c.Name, c.Ucd, c.Principal, c.Type is ColumnType.Short or ColumnType.Int or ColumnType.Long or ColumnType.Float or ColumnType.Double))]);
    }

    /// <summary>The same of a table that is published.</summary>
    /// <param name="table">The table.</param>
    /// <param name="kept">What was kept when it was loaded; null for nothing.</param>
    /// <param name="spectra">How it feeds SSA; null where it does not.</param>
    public static HipsScore Of(CatalogTable table, HipsScore? kept, SpectraDefinition? spectra)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (kept is not null) return kept;
        if (spectra is not null) return new HipsScore(spectra.SignalToNoise, false);
        return Seeming([.. table.Columns.Select(c => (c.Name, c.Ucd, c.Principal, c.Type is AdqlType.Smallint or AdqlType.Integer or AdqlType.Bigint or AdqlType.Real or AdqlType.Double))]);
    }

    /// <summary>In words, for the properties of the HiPS; null where no column tells.</summary>
    public string? Words => Columns.Count == 0 ? null : $"{string.Join(", else ", Columns)}, the {(Lowest ? "least" : "greatest")} first";

    /// <summary>Signal-to-noise, else magnitudes, by UCD; those that a newcomer should see before others.</summary>
    internal static HipsScore Seeming(IReadOnlyList<(string Name, string? Ucd, bool Principal, bool IsNumber)> columns)
    {
        foreach (var (ucd, lowest) in (ReadOnlySpan<(string, bool)>)[("stat.snr", false), ("phot.mag", true)])
        {
            var found = columns.Where(c => c.IsNumber && c.Ucd?.Split(';')[0].Equals(ucd, StringComparison.OrdinalIgnoreCase) == true).OrderByDescending(c => c.Principal).Select(c => c.Name).ToList();
            // Magnitudes of different bands are not to be compared; signals are.
            if (found.Count > 0) return new HipsScore(lowest ? [found[0]] : found, lowest);
        }
        return new HipsScore([], false);
    }
}
