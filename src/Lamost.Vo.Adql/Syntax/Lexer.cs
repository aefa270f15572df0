using System.Globalization;
using System.Text;

namespace Lamost.Vo.Adql.Syntax;

/// <summary>
/// Cuts a query into tokens (ADQL 2.1, 2.1.1 to 2.1.5). Comments run from <c>--</c> to the end of the line. String literals that follow one
/// another are one (SQL-92). Beside white space proper, NBSP and a byte order mark pass for blanks, as copied text brings them.
/// </summary>
sealed class Lexer(string text)
{
    static readonly string[] LongMarks = ["<>", "!=", "<=", ">=", "||"];

    int _at;

    /// <summary>All tokens, the end last.</summary>
    /// <exception cref="AdqlException">LVO-ADQL-0102 to 0104, 0107.</exception>
    public static IReadOnlyList<Token> Tokens(string text)
    {
        if (text.Length > AdqlLimits.QueryCharacters)
            throw Fail(text, "LVO-ADQL-0104", new TextSpan(0, 0), $"The query has {text.Length} characters; at most {AdqlLimits.QueryCharacters} are read.",
                "Upload long lists as a table, or send several queries.");
        var lexer = new Lexer(text);
        var tokens = new List<Token>();
        var joined = new StringBuilder();
        Token token;
        do
        {
            token = lexer.Next();
            if (token.Kind == TokenKind.String && tokens.Count > 0 && tokens[^1].Kind == TokenKind.String)
            {
                if (joined.Length == 0) joined.Append(tokens[^1].Text);
                joined.Append(token.Text);
                tokens[^1] = tokens[^1] with { Span = tokens[^1].Span.To(token.Span) };
                continue;
            }
            if (joined.Length > 0) tokens[^1] = tokens[^1] with { Text = joined.ToString() };
            joined.Clear();
            tokens.Add(token);
        }
        while (token.Kind != TokenKind.End);
        // The end is where the last token ends, so that a caret stands beside it and not below an empty line.
        if (tokens.Count > 1) tokens[^1] = token with { Span = new TextSpan(tokens[^2].Span.End, 0) };
        return tokens;
    }

    Token Next()
    {
        SkipBlanks();
        if (_at >= text.Length) return new Token(TokenKind.End, "", new TextSpan(text.Length, 0));
        var c = text[_at];
        if (char.IsAsciiLetter(c)) return Word();
        if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]))) return Number();
        if (c == '\'') return Delimited('\'', TokenKind.String, "LVO-ADQL-0102", "The text that begins here has no closing quote.");
        if (c == '/' && _at + 1 < text.Length && text[_at + 1] == '*')
            throw Fail(text, "LVO-ADQL-0103", new TextSpan(_at, 2), "The comment mark /* is not one of ADQL.", "A comment runs from -- to the end of the line.");
        if (c == '"') return Delimited('"', TokenKind.Quoted, "LVO-ADQL-0102", "The name that begins here has no closing double quote.");
        foreach (var mark in LongMarks)
            if (string.CompareOrdinal(text, _at, mark, 0, 2) == 0) return Mark(2);
        return "+-*/=<>(),.;".Contains(c, StringComparison.Ordinal) ? Mark(1) : throw Stranger(c);
    }

    void SkipBlanks()
    {
        while (_at < text.Length)
        {
            if (char.IsWhiteSpace(text[_at]) || text[_at] is '\uFEFF') _at++;
            else if (text[_at] == '-' && _at + 1 < text.Length && text[_at + 1] == '-')
                while (_at < text.Length && text[_at] is not ('\n' or '\r')) _at++;
            else return;
        }
    }

    Token Word()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_')) _at++;
        return new Token(TokenKind.Word, text[start.._at], new TextSpan(start, _at - start));
    }

    Token Number()
    {
        var start = _at;
        Digits();
        if (_at < text.Length && text[_at] == '.')
        {
            _at++;
            Digits();
        }
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < text.Length && text[_at] is '+' or '-') _at++;
            var exponent = _at;
            Digits();
            if (_at == exponent) throw Fail(text, "LVO-ADQL-0107", new TextSpan(start, _at - start), "The number has no digits after its exponent mark.", "Write for instance 1.5E-3.");
        }
        if (_at < text.Length && (char.IsAsciiLetter(text[_at]) || text[_at] == '_'))
            throw Fail(text, "LVO-ADQL-0107", new TextSpan(start, _at - start + 1), "A letter follows the number directly.",
                "Put a blank between a number and a word; a name cannot begin with a digit unless it is in double quotes.");
        return new Token(TokenKind.Number, text[start.._at], new TextSpan(start, _at - start));
    }

    void Digits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
    }

    Token Delimited(char quote, TokenKind kind, string code, string message)
    {
        var start = _at++;
        var content = new StringBuilder();
        while (_at < text.Length)
        {
            if (text[_at] != quote) content.Append(text[_at++]);
            else if (_at + 1 < text.Length && text[_at + 1] == quote)
            {
                content.Append(quote);
                _at += 2;
            }
            else
            {
                _at++;
                if (content.Length == 0 && kind == TokenKind.Quoted) throw Fail(text, "LVO-ADQL-0103", new TextSpan(start, 2), "A name in double quotes cannot be empty.");
                if (Unstorable(content) is { } bad)
                    throw Fail(text, "LVO-ADQL-0103", new TextSpan(start, _at - start), $"The character U+{(int)bad:X4} cannot be stored or compared.");
                return new Token(kind, content.ToString(), new TextSpan(start, _at - start));
            }
        }
        throw Fail(text, code, new TextSpan(start, 1), message, $"Double a {(quote == '"' ? "double quote" : "quote")} that belongs to the content.");
    }

    // NUL, and half a surrogate pair.
    static char? Unstorable(StringBuilder content)
    {
        var characters = content.ToString();
        for (var i = 0; i < characters.Length; i++)
        {
            if (characters[i] == '\0') return '\0';
            if (!char.IsSurrogate(characters[i])) continue;
            if (i + 1 == characters.Length || !char.IsSurrogatePair(characters[i], characters[i + 1])) return characters[i];
            i++;
        }
        return null;
    }

    Token Mark(int length)
    {
        var token = new Token(TokenKind.Mark, text.Substring(_at, length), new TextSpan(_at, length));
        _at += length;
        return token;
    }

    AdqlException Stranger(char c)
    {
        var whole = Rune.TryGetRuneAt(text, _at, out var rune) ? rune.Value : c;
        var shown = char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format ? $"U+{whole:X4}" : $"{c}";
        return Fail(text, "LVO-ADQL-0103", new TextSpan(_at, whole > char.MaxValue ? 2 : 1), $"The character {shown} has no meaning here.", c switch
        {
            >= '\uFF01' and <= '\uFF5E' => $"This is a full-width character; write the half-width one: {(char)(c - 0xFEE0)}",
            '\u3001' or '\u3002' => "This is a full-width character; write a comma or a point.",
            '\u2212' or '\u2013' or '\u2014' => "This is a dash; write the minus sign of the keyboard: -",
            '\u2018' or '\u2019' or '\u201C' or '\u201D' => "These are typographic quotes; write text in straight single quotes: 'STAR'.",
            '%' => "For the remainder of a division write MOD(a, b).",
            '_' => "A name begins with a letter; put others in double quotes.",
            '[' or ']' => "Put names that are not plain words in double quotes.",
            '`' => "Put names that are not plain words in double quotes, not in backquotes.",
            '&' or '^' or '~' or '#' => "ADQL has no bitwise operators.",
            ':' => "For a change of type write CAST(x AS type).",
            '|' => "Texts are joined with two bars: a || b.",
            '!' => "Unequal is written <> or !=, negation NOT.",
            _ => null,
        });
    }

    static AdqlException Fail(string text, string code, TextSpan span, string message, string? hint = null) =>
        new([AdqlError.At(text, code, span, message, hint)]);
}
