using System.Globalization;

namespace Lamost.Vo.Archive.Releases;

/// <summary>One fault of a release definition or of a file of settings.</summary>
/// <param name="File">The file as it was named to the reader.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Key">Where in the document, e.g. <c>lrs_stellar.teff ivoa:unit</c>; empty when the document as a whole is at fault.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record DefinitionError(string File, int Line, int Column, string Key, string Message)
{
    /// <summary><c>file(line,column): key: message</c>, the form that editors turn into a link.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column}): {(Key.Length == 0 ? "" : Key + ": ")}{Message}");
}

/// <summary>A release definition or a file of settings that cannot be used; it tells the faults of the file together.</summary>
public sealed class DefinitionException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="errors">At least one.</param>
    /// <param name="cause">What the YAML parser said; null for none.</param>
    public DefinitionException(IReadOnlyList<DefinitionError> errors, Exception? cause = null)
        : base(string.Join('\n', errors), cause) => Errors = errors;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<DefinitionError> Errors { get; }
}
