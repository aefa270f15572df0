using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Diagnostics;

/// <summary>Something that a query's author should know, and where it is.</summary>
/// <param name="Severity">Whether the query is refused for it.</param>
/// <param name="Code">For instance <c>LVO-ADQL-0203</c>; never reused, each with an entry in docs/reference/errors-adql.md.</param>
/// <param name="Message">One sentence: what is wrong, and what was expected.</param>
/// <param name="Hint">What would be right; null when there is nothing to say.</param>
/// <param name="Span">The piece of the text; <see cref="TextSpan.None"/> for a query that a program built.</param>
/// <param name="Line">Line of its first character, from 1; 0 when there is no text.</param>
/// <param name="Column">Column of its first character, from 1, in UTF-16 units; 0 when there is no text.</param>
/// <param name="Excerpt">The line, cut to a hundred characters, and below it carets under the piece; null when there is no text.</param>
public sealed record AdqlDiagnostic(Severity Severity, string Code, Wording Message, Wording? Hint, TextSpan Span, int Line, int Column, string? Excerpt)
{
    /// <summary>The whole in English, several lines.</summary>
    public override string ToString() => ToString(Language.English);

    /// <summary>The whole in a language: the message with its place, the excerpt, the hint, each on a line of its own.</summary>
    public string ToString(Language language) => string.Join('\n', new[] { MessageWithPlace(language), Excerpt, Hint?.In(language) }.Where(s => s is not null));

    /// <summary>The message, followed by line and column where they are known.</summary>
    public string MessageWithPlace(Language language) => Line == 0 ? Message.In(language)
        : language == Language.Chinese ? $"{Message.Chinese}（第 {Line} 行，第 {Column} 列）" : $"{Message.English} (line {Line}, column {Column})";
}

/// <summary>What follows from a diagnostic.</summary>
public enum Severity
{
    /// <summary>The query is refused.</summary>
    Error,

    /// <summary>The query is answered, and the answer carries the message.</summary>
    Warning,
}
