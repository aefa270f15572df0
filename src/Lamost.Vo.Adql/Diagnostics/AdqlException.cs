namespace Lamost.Vo.Adql.Diagnostics;

/// <summary>A query that is refused.</summary>
public sealed class AdqlException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="errors">At least one, in the order of the text.</param>
    public AdqlException(IReadOnlyList<AdqlDiagnostic> errors) : base(string.Join('\n', errors)) => Errors = errors;

    /// <summary>What is wrong, in the order of the text; at most <see cref="AdqlLimits.Errors"/>.</summary>
    public IReadOnlyList<AdqlDiagnostic> Errors { get; }
}
