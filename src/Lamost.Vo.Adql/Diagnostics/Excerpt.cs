using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Diagnostics;

/// <summary>Shows pieces of a query's text in messages: short, and without characters that a terminal or a document would act upon.</summary>
static class Excerpt
{
    const int ExcerptCharacters = 100, ShownCharacters = 60;

    /// <summary>A name or text of the user's as a message shows it: at most 60 characters, without control characters.</summary>
    public static string Shown(string text) => Printable(text.Length <= ShownCharacters ? text : text[..ShownCharacters] + "...");

    /// <summary>A name as it has to be typed, cut and cleaned likewise; names in double quotes can hold anything.</summary>
    public static string Name(string name) => Shown(AdqlLanguage.Written(name));

    /// <summary>The line of a piece of the text and carets under it, divided by a line end.</summary>
    public static string Of(string text, TextSpan span)
    {
        var lineStart = text.AsSpan(0, span.Start).LastIndexOf('\n') + 1;
        var lineEnd = text.AsSpan(span.Start).IndexOfAny('\n', '\r') is var end and >= 0 ? span.Start + end : text.Length;
        var from = Math.Max(lineStart, span.Start - ExcerptCharacters / 2);
        var to = Math.Min(lineEnd, from + ExcerptCharacters);
        var piece = Printable(text[from..Math.Max(from, to)]);
        var (left, right) = (from > lineStart ? "..." : "", to < lineEnd ? "..." : "");
        var carets = Math.Clamp(Math.Min(span.End, to) - span.Start, 1, ExcerptCharacters);
        return $"{left}{piece}{right}\n{new string(' ', left.Length + span.Start - from)}{new string('^', carets)}";
    }

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
}
