using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Syntax;

/// <summary>
/// Makes the syntax tree of a query: step 1 of the way of a query. Recursive descent over tokens, which is what lets an error say what was
/// expected and what would be right (ADQL 2.1, 2.2 and appendix A). Errors after which it is clear how to go on are collected; at the first other one
/// the parser stands at the end of the text, where every loop ends, and gives no tree.
/// </summary>
public sealed partial class AdqlParser
{
    readonly string _text;
    readonly AdqlMode _mode;
    readonly DiagnosticBag _bag;
    readonly Token[] _tokens;
    readonly int _last;
    int _at, _depth, _tables;
    bool _failed;
    Expectation _follow = Messages.AfterAll;

    AdqlParser(string text, AdqlMode mode, DiagnosticBag bag)
    {
        (_text, _mode, _bag) = (text, mode, bag);
        var lexer = new Lexer(text, mode, bag);
        _tokens = lexer.Tokens();
        _last = lexer.Count;
    }

    /// <summary>Parses a query.</summary>
    /// <param name="text">The query.</param>
    /// <param name="mode">What is taken beside ADQL 2.1.</param>
    /// <exception cref="AdqlException">LVO-ADQL-01xx: the text is no query, or one that is not supported; LVO-ADQL-0501: it is not ADQL 2.1, in the strict mode.</exception>
    public static ParsedQuery Parse(string text, AdqlMode mode = AdqlMode.Tolerant)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bag = new DiagnosticBag(text);
        var query = Parse(text, mode, bag);
        if (query is null || bag.HasErrors) throw bag.Refusal();
        return new ParsedQuery(query, bag.Warnings);
    }

    /// <summary>Parses a query and reports what is wrong; null when that leaves no tree. With errors, a tree serves to look for more of them.</summary>
    internal static Query? Parse(string text, AdqlMode mode, DiagnosticBag bag)
    {
        if (text.Length > AdqlLimits.QueryCharacters)
        {
            bag.Error(Messages.TooLong(text.Length), new TextSpan(0, 0));
            return null;
        }
        var parser = new AdqlParser(text, mode, bag);
        var query = parser.ParseStatement();
        parser.ReportReservedNames();
        if (!parser._failed && parser._last > AdqlLimits.Height && TreeHeight.TooHigh(query) is { } high)
            parser.Stop(Messages.TooHigh, high.Span with { Length = Math.Min(high.Span.Length, 1) });
        return parser._failed ? null : query;
    }

    Query ParseStatement()
    {
        if (Current.Kind == TokenKind.End && !Current.IsAfterSkipped) Stop(Messages.EmptyQuery, Current.Span);
        if (Current.Keyword is Keyword.Insert or Keyword.Update or Keyword.Delete or Keyword.Create or Keyword.Drop or Keyword.Alter or Keyword.Grant or Keyword.Revoke or Keyword.Set
            or Keyword.Explain or Keyword.Describe or Keyword.Show or Keyword.Merge or Keyword.Begin or Keyword.Commit or Keyword.Rollback or Keyword.Execute or Keyword.Values or Keyword.Table)
            Stop(Messages.Statement(Shown(Current)), Current.Span);
        var query = ParseQuery(isOutermost: true);
        var semicolon = Current.Span;
        if (Take(TokenKind.Semicolon))
        {
            while (Take(TokenKind.Semicolon)) { }
            if (Current.Kind == TokenKind.End) Extension(Messages.ExtensionSemicolon, semicolon);
            else Stop(Messages.SeveralStatements, Current.Span);
        }
        if (Current.Kind != TokenKind.End) Unexpected(_follow);
        return query;
    }

    Token Current => _tokens[_at];

    Token Ahead => _tokens[Math.Min(_at + 1, _last)];

    Token Previous => _tokens[Math.Max(_at - 1, 0)];

    // From the start of a piece to the last token taken.
    TextSpan Since(int start) => new(start, Math.Max(0, Previous.End - start));

    bool Is(TokenKind kind) => _tokens[_at].Kind == kind;

    bool Is(Keyword keyword) => _tokens[_at].Keyword == keyword;

    bool Take(Keyword keyword)
    {
        if (_tokens[_at].Keyword != keyword) return false;
        _at++;
        return true;
    }

    bool Take(TokenKind kind)
    {
        if (_tokens[_at].Kind != kind || _at == _last) return false;
        _at++;
        return true;
    }

    void Expect(Keyword keyword, Expectation expected)
    {
        if (!Take(keyword)) Unexpected(expected);
    }

    int ExpectOpen()
    {
        var open = _at;
        if (!Take(TokenKind.OpenParenthesis)) Unexpected(Messages.ExpectOpen);
        return open;
    }

    void ExpectClose(int open)
    {
        if (!Take(TokenKind.CloseParenthesis)) Unexpected(Messages.ExpectClose, open);
    }

    // The way down; every call has its Leave. At the limit the parser stands at the end, and goes no deeper.
    bool Enter()
    {
        if (++_depth <= AdqlLimits.Depth) return true;
        Stop(Messages.TooDeep, Current.Span);
        return false;
    }

    void Leave() => _depth--;

    // What takes more than one element: the elements by turns of Next, which takes the comma.
    bool Next(int count, int most, Message tooMany)
    {
        if (!Is(TokenKind.Comma)) return false;
        var comma = Current.Span;
        _at++;
        if (Is(TokenKind.Comma) || EndsList())
        {
            while (Take(TokenKind.Comma)) { }
            if (!Current.IsAfterSkipped) Soft(Messages.CommaTooMany(Messages.Found(Current, _text)), comma);
            if (EndsList()) return false;
        }
        if (count >= most) Stop(tooMany, Current.Span);
        return !_failed;
    }

    bool EndsList() => Current.Kind is TokenKind.End or TokenKind.CloseParenthesis or TokenKind.Semicolon
        || Current.Keyword is Keyword.From or Keyword.Where or Keyword.Group or Keyword.Having or Keyword.Order or Keyword.Union or Keyword.Except or Keyword.Intersect;

    long Whole(Expectation expected)
    {
        var start = Current.Start;
        var open = _at;
        if (Take(TokenKind.OpenParenthesis))
        {
            var inner = Whole(expected);
            ExpectClose(open);
            Soft(Messages.TopExpression, Since(start));
            return inner;
        }
        var signed = Is(TokenKind.Minus) || Is(TokenKind.Plus);
        var number = signed ? Ahead : Current;
        if (number.Kind != TokenKind.Number)
        {
            Unexpected(expected);
            return 0;
        }
        if (signed || (number.Traits & ~TokenTraits.AfterSkipped) != 0) Soft(Messages.Unexpected(expected.Text, Messages.Found(Current, _text), null), Current.Span);
        _at += signed ? 2 : 1;
        return long.TryParse(_text.AsSpan(number.Start, number.Length), System.Globalization.NumberStyles.None, null, out var value) ? value : long.MaxValue;
    }

    string Shown(Token token) => Excerpt.Shown(token.Content(_text));
}
