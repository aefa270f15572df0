using System.Globalization;
using System.Text;
using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Syntax;

/// <summary>Characters that word processors, input methods and other languages bring: each is an error that says what to type, and is read as what was meant.</summary>
sealed partial class Lexer
{
    const int FullWidth = 0xFEE0;
    const string LineEnds = "\n\r", SingleQuotes = "\u2018\u2019\u201A\u201B\uFF07'" + LineEnds, DoubleQuotes = "\u201C\u201D\u201E\uFF02\"" + LineEnds, BackQuotes = "`" + LineEnds;

    void Stranger(char c)
    {
        var rune = Rune.TryGetRuneAt(text, _at, out var whole) ? whole : Rune.ReplacementChar;
        if (c is '_' or '$' or '#' or '@' && IsNamePart(Ahead) || Rune.IsLetter(rune) && !IsFullWidth(c)) StrangeName(_at);
        else if (c == '`') Quotes(TokenKind.Quoted, BackQuotes, Messages.BackQuotes);
        else if (SingleQuotes.Contains(c, StringComparison.Ordinal)) Quotes(TokenKind.String, SingleQuotes, Messages.TypographicQuotes(c));
        else if (DoubleQuotes.Contains(c, StringComparison.Ordinal)) Quotes(TokenKind.Quoted, DoubleQuotes, Messages.TypographicQuotes(c));
        else if (IsFullWidth(c) && char.IsAsciiLetterOrDigit((char)(c - FullWidth))) FullWidthWord();
        else if (Meant(c) is var meant and not '\0' && Single(meant) is var kind and not TokenKind.End)
        {
            bag.Error(Messages.FullWidth(c, meant), new TextSpan(_at, 1));
            Add(kind, _at++, 1);
        }
        else Skip(c, rune);
    }

    static char Meant(char c) => c switch
    {
        '\u3001' => ',',
        '\u3002' => '.',
        '\u2212' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' => '-',
        '\u00D7' or '\u22C5' => '*',
        '\u00F7' => '/',
        _ => IsFullWidth(c) ? (char)(c - FullWidth) : '\0',
    };

    void Skip(char c, Rune rune)
    {
        var length = rune.Value > char.MaxValue ? 2 : 1;
        var shown = char.IsControl(c) || char.IsSurrogate(c) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format ? $"U+{(char.IsSurrogate(c) && length == 1 ? c : rune.Value):X4}" : $"{c}";
        Report(Messages.Stranger(shown, c), _at, length, skipped: true);
        _at += length;
    }

    // A name with characters that names do not have, or without a letter before them: one error, and a name.
    void StrangeName(int start)
    {
        if (_at == start && text[_at] is '_') _at++;
        var strange = start;
        var found = false;
        while (_at < text.Length && (IsNamePart(text[_at]) || IsStrangeInName(text[_at])))
        {
            if (!found && IsStrangeInName(text[_at])) (strange, found) = (_at, true);
            _at += char.IsHighSurrogate(text[_at]) ? 2 : 1;
        }
        bag.Error(Messages.StrangeInName(found && char.IsSurrogate(text[strange]) ? "?" : $"{text[strange]}"), new TextSpan(strange, char.IsHighSurrogate(text[strange]) ? 2 : 1));
        Add(TokenKind.Word, start, _at - start);
    }

    bool IsStrangeInName(char c) => c is '$' or '#' or '@' || c > '\u007F' && !IsFullWidth(c) &&
        (char.IsHighSurrogate(c) ? Rune.TryGetRuneAt(text, _at, out var rune) && Rune.IsLetter(rune) : char.IsLetterOrDigit(c));

    static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    static bool IsFullWidth(char c) => c is >= '\uFF01' and <= '\uFF5E';

    void FullWidthWord()
    {
        var start = _at;
        var half = new StringBuilder();
        while (_at < text.Length && (IsFullWidth(text[_at]) ? (char)(text[_at] - FullWidth) : text[_at]) is var c && IsNamePart(c))
        {
            half.Append(c);
            _at++;
        }
        var word = half.ToString();
        bag.Error(Messages.FullWidthWord(text[start], word), new TextSpan(start, _at - start));
        Add(char.IsAsciiDigit(word[0]) ? TokenKind.Number : TokenKind.Word, start, _at - start, Keywords.Of(word), char.IsAsciiDigit(word[0]) ? TokenTraits.Unreadable : TokenTraits.None);
    }

    // Quotes of another kind end at the next of their kind on the line; one alone is skipped.
    void Quotes(TokenKind kind, string quotes, Message message)
    {
        var start = _at++;
        var close = text.AsSpan(_at).IndexOfAny(quotes);
        var isClosed = close >= 0 && !LineEnds.Contains(text[_at + close], StringComparison.Ordinal);
        Report(message, start, 1, skipped: !isClosed);
        if (!isClosed) return;
        _at += close + 1;
        Content(kind, start, TokenTraits.None);
    }
}
