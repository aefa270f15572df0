using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Syntax;

/// <summary>
/// Cuts a query into tokens (ADQL 2.1, 2.1.1 to 2.1.5). What cannot be a token is reported, and is then read as what was meant by it or skipped, so
/// that the rest of the query can be checked too. Linear in the text.
/// </summary>
sealed partial class Lexer(string text, AdqlMode mode, DiagnosticBag bag)
{
    Token[] _tokens = new Token[text.Length / 3 + 16];
    int _at, _count;
    bool _skipped;

    /// <summary>How many tokens there are, the end not counted.</summary>
    public int Count => _count - 1;

    /// <summary>All tokens; the end is the one at <see cref="Count"/>, and what follows it in the array is nothing.</summary>
    public Token[] Tokens()
    {
        for (SkipBlanks(); _at < text.Length; SkipBlanks()) Read();
        // The end is where the last token ends, so that a caret stands beside it and not below an empty line.
        Add(TokenKind.End, _count > 0 ? _tokens[_count - 1].End : text.Length, 0);
        return _tokens;
    }

    void Read()
    {
        var c = text[_at];
        if (char.IsAsciiLetter(c)) Word();
        else if (char.IsAsciiDigit(c) || c == '.' && char.IsAsciiDigit(Ahead)) Number();
        else if (c == '\'') Delimited('\'', TokenKind.String);
        else if (c == '"') Delimited('"', TokenKind.Quoted);
        else if (Mark(c) is var (kind, length))
        {
            Add(kind, _at, length);
            _at += length;
        }
        else Stranger(c);
    }

    char Ahead => _at + 1 < text.Length ? text[_at + 1] : '\0';

    (TokenKind Kind, int Length)? Mark(char c) => (c, Ahead) switch
    {
        ('<', '>') => (TokenKind.NotEqual, 2),
        ('<', '=') => (TokenKind.LessOrEqual, 2),
        ('<', '<') => (TokenKind.ShiftLeft, 2),
        ('>', '=') => (TokenKind.GreaterOrEqual, 2),
        ('>', '>') => (TokenKind.ShiftRight, 2),
        ('!', '=') => (TokenKind.NotEqual, 2),
        ('=', '=') => (TokenKind.DoubleEqual, 2),
        ('|', '|') => (TokenKind.DoubleBar, 2),
        (':', ':') => (TokenKind.DoubleColon, 2),
        _ => Single(c) is var kind and not TokenKind.End ? (kind, 1) : null,
    };

    static TokenKind Single(char c) => c switch
    {
        '(' => TokenKind.OpenParenthesis,
        ')' => TokenKind.CloseParenthesis,
        '[' => TokenKind.OpenBracket,
        ']' => TokenKind.CloseBracket,
        ',' => TokenKind.Comma,
        '.' => TokenKind.Dot,
        ';' => TokenKind.Semicolon,
        '=' => TokenKind.Equal,
        '<' => TokenKind.Less,
        '>' => TokenKind.Greater,
        '+' => TokenKind.Plus,
        '-' => TokenKind.Minus,
        '*' => TokenKind.Star,
        '/' => TokenKind.Slash,
        '%' => TokenKind.Percent,
        '&' => TokenKind.Ampersand,
        '|' => TokenKind.Bar,
        '~' => TokenKind.Tilde,
        _ => TokenKind.End,
    };

    void SkipBlanks()
    {
        while (_at < text.Length)
        {
            var c = text[_at];
            if (c is ' ' or '\n' or '\r' or '\t') _at++;
            else if (c == '-' && Ahead == '-') _at = text.AsSpan(_at).IndexOfAny('\n', '\r') is var end and >= 0 ? _at + end : text.Length;
            else if (c == '/' && Ahead == '*') SkipComment();
            else if (char.IsWhiteSpace(c) || c == '\uFEFF')
            {
                if (mode == AdqlMode.Strict) bag.Error(Messages.NoBlank(c), new TextSpan(_at, 1));
                _at++;
            }
            else return;
        }
    }

    void SkipComment()
    {
        var start = _at;
        var end = text.AsSpan(_at + 2).IndexOf("*/");
        _at = end < 0 ? text.Length : _at + 2 + end + 2;
        if (end < 0) Report(Messages.OpenComment, start, 2, skipped: true);
        else bag.Extension(mode, Messages.ExtensionComment, new TextSpan(start, _at - start));
    }

    void Word()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_')) _at++;
        if (_at < text.Length && IsStrangeInName(text[_at])) StrangeName(start);
        else Add(TokenKind.Word, start, _at - start, Keywords.Of(text.AsSpan(start, _at - start)));
    }

    void Number()
    {
        var start = _at;
        var traits = TokenTraits.None;
        if (text[_at] == '0' && Ahead is 'x' or 'X')
        {
            Hexadecimal(start);
            return;
        }
        Digits();
        if (_at < text.Length && text[_at] == '.')
        {
            traits = TokenTraits.Fraction;
            _at++;
            Digits();
        }
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            var digits = _at + (Ahead is '+' or '-' ? 2 : 1);
            if (digits < text.Length && char.IsAsciiDigit(text[digits]))
            {
                traits = TokenTraits.Fraction;
                _at = digits;
                Digits();
            }
            else if (digits == _at + 2 || digits == text.Length || !char.IsAsciiLetter(text[digits]) && text[digits] != '_')
            {
                _at = digits;
                bag.Error(Messages.NoExponent, new TextSpan(start, _at - start));
                Add(TokenKind.Number, start, _at - start, Keyword.None, TokenTraits.Unreadable);
                return;
            }
        }
        Add(TokenKind.Number, start, _at - start, Keyword.None, traits);
        AfterNumber(start);
    }

    void Hexadecimal(int start)
    {
        _at += 2;
        while (_at < text.Length && char.IsAsciiHexDigit(text[_at])) _at++;
        var span = new TextSpan(start, _at - start);
        var digits = text.AsSpan(start + 2, _at - start - 2).TrimStart('0').Length;
        var fits = digits < 16 || digits == 16 && text[_at - 16] is >= '0' and <= '7';
        if (span.Length == 2) bag.Error(Messages.NoHexadecimalDigits, span);
        else if (!fits) bag.Error(Messages.HexadecimalTooLarge, span);
        else bag.Extension(mode, Messages.ExtensionHexadecimal, span);
        Add(TokenKind.Number, start, span.Length, Keyword.None, span.Length > 2 && fits ? TokenTraits.Hexadecimal : TokenTraits.Unreadable);
        AfterNumber(start);
    }

    // A word of the language directly after a number can mean only one thing; a name cannot begin with a digit.
    void AfterNumber(int start)
    {
        if (_at == text.Length || !char.IsAsciiLetter(text[_at]) && text[_at] != '_') return;
        var end = _at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) end++;
        if (Keywords.IsReserved(Keywords.Of(text.AsSpan(_at, end - _at)))) bag.Extension(mode, Messages.ExtensionNumberBeforeWord, new TextSpan(start, end - start));
        else
        {
            Report(Messages.LetterAfterNumber, start, _at - start + 1, skipped: true);
            ref var number = ref _tokens[_count - 1];
            number = new Token(number.Kind, number.Keyword, number.Traits | TokenTraits.AfterSkipped, number.Start, number.Length);
        }
    }

    void Digits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
    }

    void Delimited(char quote, TokenKind kind)
    {
        var start = _at++;
        var traits = TokenTraits.None;
        while (true)
        {
            var next = text.AsSpan(_at).IndexOf(quote);
            if (next < 0)
            {
                _at = text.Length;
                bag.Error(kind == TokenKind.String ? Messages.OpenText : Messages.OpenName, new TextSpan(start, 1));
                Add(kind, start, _at - start, Keyword.None, traits | TokenTraits.AfterSkipped);
                _skipped = true;
                return;
            }
            _at += next + 1;
            if (_at == text.Length || text[_at] != quote) break;
            traits = TokenTraits.Doubled;
            _at++;
        }
        Content(kind, start, traits);
    }

    void Content(TokenKind kind, int start, TokenTraits traits)
    {
        var span = new TextSpan(start, _at - start);
        if (span.Length == 2 && kind == TokenKind.Quoted) bag.Error(Messages.EmptyName, span);
        if (Unstorable(text.AsSpan(start + 1, span.Length - 2)) is { } bad) bag.Error(Messages.Unstorable(bad), span);
        Add(kind, start, span.Length, Keyword.None, traits);
    }

    // NUL, and half a surrogate pair.
    static char? Unstorable(ReadOnlySpan<char> content)
    {
        if (content.Contains('\0')) return '\0';
        for (var i = 0; content[i..].IndexOfAnyInRange('\uD800', '\uDFFF') is var next and >= 0; i++)
        {
            i += next;
            if (i + 1 == content.Length || !char.IsSurrogatePair(content[i], content[i + 1])) return content[i];
            i++;
        }
        return null;
    }

    void Add(TokenKind kind, int start, int length, Keyword keyword = Keyword.None, TokenTraits traits = TokenTraits.None)
    {
        // Every token has a character, and there is the end: one growth is enough.
        if (_count == _tokens.Length) Array.Resize(ref _tokens, text.Length + 1);
        _tokens[_count++] = new Token(kind, keyword, _skipped ? traits | TokenTraits.AfterSkipped : traits, start, length);
        _skipped = false;
    }

    void Report(Message message, int start, int length, bool skipped)
    {
        bag.Error(message, new TextSpan(start, length));
        _skipped |= skipped;
    }
}
