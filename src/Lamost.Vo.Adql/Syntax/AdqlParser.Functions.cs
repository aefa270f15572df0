using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Syntax;

public sealed partial class AdqlParser
{
    FunctionCall ParseCall()
    {
        var token = Current;
        var name = new Identifier(token.Content(_text), Quoted: false) { Span = token.Span };
        _at++;
        var open = _at++;
        if (token.Keyword != Keyword.None && IsExtensionFunction(token.Keyword)) return ParseExtensionFunction(name, token, open);
        var (star, distinct) = (false, false);
        IReadOnlyList<Expression> arguments = [];
        if (Is(TokenKind.Star) && Ahead.Kind == TokenKind.CloseParenthesis)
        {
            _at++;
            star = true;
        }
        else if (!Is(TokenKind.CloseParenthesis))
        {
            distinct = Take(Keyword.Distinct);
            if (!distinct) Take(Keyword.All);
            arguments = ParseExpressions(AdqlLimits.QueryCharacters);
        }
        return EndCall(name, open, arguments, star, distinct);
    }

    FunctionCall EndCall(Identifier name, int open, IReadOnlyList<Expression> arguments, bool star = false, bool distinct = false)
    {
        if (Is(Keyword.Order) && Ahead.Keyword == Keyword.By)
        {
            Soft(Messages.OrderInFunction, Current.Span);
            ParseOrderBy();
        }
        ExpectClose(open);
        var filter = Is(Keyword.Filter) && Ahead.Kind == TokenKind.OpenParenthesis ? ParseFilter() : null;
        var over = Is(Keyword.Over) && (Ahead.Kind == TokenKind.OpenParenthesis || Ahead is { Kind: TokenKind.Word, Keyword: Keyword.None }) ? ParseOver() : null;
        return new FunctionCall(name, arguments) { Star = star, Distinct = distinct, Filter = filter, Over = over, Span = Since(name.Span.Start) };
    }

    static bool IsExtensionFunction(Keyword keyword) => keyword is Keyword.Nullif or Keyword.CharLength or Keyword.CharacterLength or Keyword.Substring or Keyword.Trim or Keyword.Position or Keyword.Extract;

    // Functions of SQL-92 whose names ADQL reserves. Those with words between the arguments are made calls like others.
    FunctionCall ParseExtensionFunction(Identifier name, Token token, int open)
    {
        Extension(Messages.ExtensionFunction(name.Text.ToUpperInvariant()), token.Span);
        if (Is(TokenKind.CloseParenthesis)) return EndCall(name, open, []);
        if (token.Keyword == Keyword.Trim) return ParseTrim(name, open);
        if (token.Keyword == Keyword.Extract && Is(TokenKind.Word) && Ahead.Keyword == Keyword.From)
        {
            var field = new StringLiteral(Current.Content(_text).ToUpperInvariant()) { Span = Current.Span };
            _at += 2;
            return EndCall(name, open, [field, ParseExpression()]);
        }
        var outside = _depthWithoutIn;
        if (token.Keyword == Keyword.Position) _depthWithoutIn = _depth + 1;
        var first = ParseExpression();
        _depthWithoutIn = outside;
        var arguments = new List<Expression>(3) { first };
        if (token.Keyword == Keyword.Substring && Current.Keyword is Keyword.From or Keyword.For)
        {
            if (Take(Keyword.From)) arguments.Add(ParseExpression());
            else arguments.Add(new NumberLiteral(1, IsInteger: true) { Integer = 1, Span = Current.Span });
            if (Take(Keyword.For)) arguments.Add(ParseExpression());
        }
        else if (token.Keyword == Keyword.Position && Take(Keyword.In) || token.Keyword == Keyword.Extract && Take(Keyword.From)) arguments.Add(ParseExpression());
        else
            while (Next(arguments.Count, AdqlLimits.QueryCharacters, Messages.TooManyColumns)) arguments.Add(ParseExpression());
        return EndCall(name, open, arguments);
    }

    // TRIM([LEADING | TRAILING | BOTH] [what] FROM text), TRIM(text), TRIM(text, what)
    FunctionCall ParseTrim(Identifier name, int open)
    {
        var side = Current.Keyword;
        var named = side is Keyword.Leading or Keyword.Trailing or Keyword.Both;
        if (named) _at++;
        var first = named && Is(Keyword.From) ? null : ParseExpression();
        if (side is Keyword.Leading or Keyword.Trailing) name = name with { Text = side == Keyword.Leading ? "LTRIM" : "RTRIM" };
        if (Take(Keyword.From))
        {
            var text = ParseExpression();
            return EndCall(name, open, first is null ? [text] : [text, first]);
        }
        var arguments = new List<Expression>(2) { first ?? NoValue };
        while (Next(arguments.Count, AdqlLimits.QueryCharacters, Messages.TooManyColumns)) arguments.Add(ParseExpression());
        return EndCall(name, open, arguments);
    }

    Expression ParseFilter()
    {
        Extension(Messages.ExtensionFilter, Current.Span);
        _at++;
        var open = ExpectOpen();
        Expect(Keyword.Where, Messages.ExpectWhere);
        var condition = ParseExpression();
        ExpectClose(open);
        return condition;
    }

    ExistsExpression ParseExists()
    {
        var start = Current.Start;
        _at++;
        var open = ExpectOpen();
        var query = ParseInnerQuery();
        ExpectClose(open);
        return new ExistsExpression(query) { Span = Since(start) };
    }

    CaseExpression ParseCase()
    {
        var start = Current.Start;
        Extension(Messages.ExtensionCase, Current.Span);
        _at++;
        var value = Is(Keyword.When) ? null : ParseExpression();
        var branches = new List<CaseBranch>(2);
        do
        {
            var from = Current.Start;
            Expect(Keyword.When, Messages.ExpectWhen);
            var when = ParseExpression();
            Expect(Keyword.Then, Messages.ExpectThen);
            branches.Add(new CaseBranch(when, ParseExpression()) { Span = Since(from) });
        }
        while (Is(Keyword.When));
        var otherwise = Take(Keyword.Else) ? ParseExpression() : null;
        Expect(Keyword.End, Messages.ExpectEnd);
        return new CaseExpression(value, branches, otherwise) { Span = Since(start) };
    }
}
