namespace Lamost.Vo.Tables.Vizier;

/// <summary>What the rows of a table have in one column, and so how it is written.</summary>
/// <param name="Name">The column.</param>
/// <param name="Format">The narrowest format that holds every value without loss.</param>
public sealed record VizierMeasure(string Name, VizierFormat Format)
{
    /// <summary>The least value, of real numbers rounded down to some digits; null for text, and where there is no value.</summary>
    public string? Minimum { get; init; }

    /// <summary>The greatest value, of real numbers rounded up; null like <see cref="Minimum"/>.</summary>
    public string? Maximum { get; init; }

    /// <summary>Whether a row has no value: null, NaN, a text of blanks or none.</summary>
    public bool HasNulls { get; init; }

    /// <summary>Values that ASCII cannot hold, or that would break a line: they are written as <see cref="VizierText"/> says.</summary>
    public long Escaped { get; init; }

    /// <summary>Values that a file for VizieR cannot hold: infinite numbers.</summary>
    public long Infinite { get; init; }
}
