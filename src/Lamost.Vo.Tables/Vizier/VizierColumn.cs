namespace Lamost.Vo.Tables.Vizier;

/// <summary>A column of a file for VizieR: one line of its byte-by-byte description.</summary>
/// <param name="Label">Its name there; unique in the file, without blanks.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Start">The first byte, from 1.</param>
public sealed record VizierColumn(string Label, VizierFormat Format, int Start)
{
    /// <summary>The last byte.</summary>
    public int End => Start + Format.Width - 1;

    /// <summary>Unit in the spelling of CDS; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>What is measured of it: limits, and whether values are missing.</summary>
    public required VizierMeasure Measure { get; init; }

    /// <summary>What it is, ASCII.</summary>
    public required string Explanation { get; init; }

    /// <summary>Places columns side by side with one blank between.</summary>
    /// <param name="columns">Of each its label, unit, explanation and measure.</param>
    public static IReadOnlyList<VizierColumn> Place(IEnumerable<(string Label, string? Unit, string Explanation, VizierMeasure Measure)> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var placed = new List<VizierColumn>();
        foreach (var (label, unit, explanation, measure) in columns)
            placed.Add(new(label, measure.Format, placed.Count == 0 ? 1 : placed[^1].End + 2) { Unit = unit, Explanation = explanation, Measure = measure });
        return placed;
    }
}
