using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Syntax;

public sealed partial class AdqlParser
{
    static readonly NullLiteral NoValue = new();

    // POSITION(a IN b): at this depth IN is no operator.
    int _depthWithoutIn = -1;

    // Conditions and values share one grammar; which is which is a matter of types, and so of the binder.
    Expression ParseExpression()
    {
        var result = Enter() ? ParseOr() : NoValue;
        Leave();
        return result;
    }

    IReadOnlyList<Expression> ParseExpressions(int most)
    {
        var first = ParseExpression();
        if (!Next(1, most, Messages.TooManyColumns)) return [first];
        var list = new List<Expression> { first };
        do list.Add(ParseExpression());
        while (Next(list.Count, most, Messages.TooManyColumns));
        return list;
    }

    Expression ParseOr()
    {
        var first = ParseAnd();
        if (!Is(Keyword.Or)) return first;
        var operands = new List<Expression> { first };
        while (Take(Keyword.Or)) operands.Add(ParseAnd());
        return new LogicalExpression(IsAnd: false, operands) { Span = first.Span.To(operands[^1].Span) };
    }

    Expression ParseAnd()
    {
        var first = ParseNot();
        if (!Is(Keyword.And)) return first;
        var operands = new List<Expression> { first };
        while (Take(Keyword.And)) operands.Add(ParseNot());
        return new LogicalExpression(IsAnd: true, operands) { Span = first.Span.To(operands[^1].Span) };
    }

    Expression ParseNot()
    {
        if (!Is(Keyword.Not)) return ParsePredicate();
        var start = Current.Start;
        _at++;
        if (Is(Keyword.Not)) Extension(Messages.ExtensionNotNot, Current.Span);
        var operand = Enter() ? ParseNot() : NoValue;
        Leave();
        return new NotExpression(operand) { Span = Since(start) };
    }

    Expression ParsePredicate()
    {
        var value = ParseValue(0);
        if (Current.Kind is >= TokenKind.Equal and <= TokenKind.GreaterOrEqual) value = ParseComparison(value);
        else if (Current.Keyword is Keyword.Between or Keyword.Like or Keyword.Ilike or Keyword.Not || Is(Keyword.In) && _depth != _depthWithoutIn) value = ParseWordPredicate(value);
        while (Is(Keyword.Is)) value = ParseIs(value);
        return value;
    }

    ComparisonExpression ParseComparison(Expression left)
    {
        var kind = Current.Kind;
        if (kind == TokenKind.DoubleEqual) Soft(Messages.DoubleEqual, Current.Span);
        _at++;
        if (Current.Keyword is Keyword.Any or Keyword.Some or Keyword.All && Ahead.Kind == TokenKind.OpenParenthesis)
        {
            Soft(Messages.Quantified(Shown(Current)), Current.Span);
            _at++;
        }
        var right = ParseValue(0);
        if (Current.Kind is >= TokenKind.Equal and <= TokenKind.GreaterOrEqual) Stop(Messages.ComparisonChain, Current.Span);
        var comparison = kind switch
        {
            TokenKind.NotEqual => ComparisonOperator.NotEqual,
            TokenKind.Less => ComparisonOperator.Less,
            TokenKind.Greater => ComparisonOperator.Greater,
            TokenKind.LessOrEqual => ComparisonOperator.LessOrEqual,
            TokenKind.GreaterOrEqual => ComparisonOperator.GreaterOrEqual,
            _ => ComparisonOperator.Equal,
        };
        return new ComparisonExpression(comparison, left, right) { Span = left.Span.To(right.Span) };
    }

    Expression ParseWordPredicate(Expression value)
    {
        var negated = Take(Keyword.Not);
        switch (Current.Keyword)
        {
            case Keyword.Between:
                _at++;
                var low = ParseValue(0);
                Expect(Keyword.And, Messages.ExpectAnd);
                var high = ParseValue(0);
                return new BetweenExpression(value, low, high, negated) { Span = value.Span.To(high.Span) };
            case Keyword.In:
                return ParseIn(value, negated);
            case Keyword.Like or Keyword.Ilike:
                return ParseLike(value, negated);
            default:
                Unexpected(Messages.ExpectLike);
                return value;
        }
    }

    Expression ParseIn(Expression value, bool negated)
    {
        _at++;
        var isQuery = OpensQuery();
        var open = ExpectOpen();
        if (isQuery)
        {
            var query = ParseInnerQuery();
            ExpectClose(open);
            return new InQueryExpression(value, query, negated) { Span = Since(value.Span.Start) };
        }
        var list = ParseExpressions(AdqlLimits.QueryCharacters);
        ExpectClose(open);
        return new InExpression(value, list, negated) { Span = Since(value.Span.Start) };
    }

    LikeExpression ParseLike(Expression value, bool negated)
    {
        var ignoreCase = Is(Keyword.Ilike);
        _at++;
        var pattern = ParseValue(0);
        string? escape = null;
        if (Is(Keyword.Escape))
        {
            Extension(Messages.ExtensionEscape, Current.Span);
            _at++;
            escape = Is(TokenKind.String) ? Current.Content(_text) : "";
            if (escape.Length != 1) Soft(Messages.EscapeLength, Current.Span);
            if (Is(TokenKind.String)) _at++;
            else ParseValue(0);
        }
        return new LikeExpression(value, pattern, negated, ignoreCase, escape) { Span = Since(value.Span.Start) };
    }

    Expression ParseIs(Expression value)
    {
        var start = Current.Start;
        _at++;
        var negated = Take(Keyword.Not);
        if (Current.Keyword is Keyword.True or Keyword.False or Keyword.Unknown)
        {
            Soft(Messages.IsTest((negated ? "NOT " : "") + Shown(Current)), new TextSpan(start, Current.End - start));
            _at++;
            return value;
        }
        Expect(Keyword.Null, Messages.ExpectNull);
        if (value is not ColumnReference) Extension(Messages.ExtensionIsNull, value.Span);
        return new IsNullExpression(value, negated) { Span = Since(value.Span.Start) };
    }
}
