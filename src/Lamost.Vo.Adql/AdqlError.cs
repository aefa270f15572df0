using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql;

/// <summary>What is wrong with a query, and where.</summary>
/// <param name="Code">For instance <c>LVO-ADQL-0203</c>; never reused.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Hint">What would be right; null when there is nothing to say.</param>
/// <param name="Span">The piece of the text that is wrong; <see cref="TextSpan.None"/> for a query that a program built.</param>
/// <param name="Line">Line of its first character, from 1; 0 when there is no text.</param>
/// <param name="Column">Column of its first character, from 1, in characters; 0 when there is no text.</param>
/// <param name="Excerpt">The line with a caret under the piece; null when there is no text.</param>
public sealed record AdqlError(string Code, string Message, string? Hint, TextSpan Span, int Line, int Column, string? Excerpt)
{
    const int ExcerptCharacters = 100, ShownCharacters = 60;

    /// <summary>Makes the error of a place in a text.</summary>
    public static AdqlError At(string text, string code, TextSpan span, string message, string? hint = null)
    {
        if (span.Start < 0 || span.Start > text.Length) return new AdqlError(code, message, hint, TextSpan.None, 0, 0, null);
        var before = text.AsSpan(0, span.Start);
        var lineStart = before.LastIndexOf('\n') + 1;
        var line = before.Count('\n') + 1;
        var lineEnd = text.AsSpan(lineStart).IndexOfAny('\n', '\r') is var end and >= 0 ? lineStart + end : text.Length;
        return new AdqlError(code, message, hint, span, line, span.Start - lineStart + 1, MakeExcerpt(text, lineStart, lineEnd, span));
    }

    /// <summary>A name or text of the user's as a message shows it: at most 60 characters, without control characters.</summary>
    internal static string Shown(string text) => Printable(text.Length <= ShownCharacters ? text : text[..ShownCharacters] + "...");

    // Character for character: control characters become blanks, halves of surrogate pairs (which a cut can leave) U+FFFD.
    static string Printable(string text) => string.Create(text.Length, text, (to, from) =>
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = char.IsControl(from[i]) ? ' ' : from[i];
            if (!char.IsSurrogate(from[i])) continue;
            if (i + 1 < from.Length && char.IsSurrogatePair(from[i], from[i + 1])) to[i + 1] = from[++i];
            else to[i] = '\uFFFD';
        }
    });

    /// <summary>The whole as text, several lines.</summary>
    public override string ToString()
    {
        var place = Line == 0 ? "" : $" (line {Line}, column {Column})";
        return string.Join('\n', new[] { $"{Message}{place}", Excerpt, Hint }.Where(s => s is not null));
    }

    static string MakeExcerpt(string text, int lineStart, int lineEnd, TextSpan span)
    {
        var from = Math.Max(lineStart, span.Start - ExcerptCharacters / 2);
        var to = Math.Min(lineEnd, from + ExcerptCharacters);
        var piece = Printable(text[from..Math.Max(from, to)]);
        var (left, right) = (from > lineStart ? "..." : "", to < lineEnd ? "..." : "");
        var carets = Math.Clamp(Math.Min(span.End, to) - span.Start, 1, ExcerptCharacters);
        return $"{left}{piece}{right}\n{new string(' ', left.Length + span.Start - from)}{new string('^', carets)}";
    }
}

/// <summary>A query that is refused: at least one error.</summary>
public sealed class AdqlException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="errors">At least one.</param>
    public AdqlException(IReadOnlyList<AdqlError> errors) : base(string.Join('\n', errors)) => Errors = errors;

    /// <summary>What is wrong, in the order of the text.</summary>
    public IReadOnlyList<AdqlError> Errors { get; }
}
