namespace Lamost.Vo.Adql.Sql;

/// <summary>How a query is translated.</summary>
public sealed record TranslationOptions
{
    /// <summary>
    /// Rows that the answer may have; the SQL asks for one more, so that an overflow is known. A TOP that is not above it is asked for as it stands. Null
    /// for no limit; 0 asks for no row at all.
    /// </summary>
    public long? MaxRows { get; init; }

    /// <summary>What is taken beside ADQL 2.1.</summary>
    public AdqlMode Mode { get; init; } = AdqlMode.Tolerant;

    /// <summary>Ranges of the sky index that a constant region becomes, at most; at least 4.</summary>
    public int MaxRangesPerRegion { get; init; } = 32;
}
