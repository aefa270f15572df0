using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Syntax;

public sealed partial class AdqlParser
{
    WindowSpecification? ParseOver()
    {
        var start = Current.Start;
        Extension(Messages.ExtensionOver, Current.Span);
        _at++;
        if (!Is(TokenKind.OpenParenthesis))
        {
            Soft(Messages.NamedWindow, Current.Span);
            _at++;
            return null;
        }
        var open = _at++;
        IReadOnlyList<Expression> partitionBy = [];
        if (Take(Keyword.Partition))
        {
            Expect(Keyword.By, Messages.ExpectBy);
            partitionBy = ParseExpressions(AdqlLimits.Columns);
        }
        var orderBy = Is(Keyword.Order) ? ParseOrderBy() : [];
        var frame = Current.Keyword is Keyword.Rows or Keyword.Range ? ParseFrame() : null;
        if (Is(TokenKind.CloseParenthesis)) _at++;
        else Unexpected(Messages.ExpectWindow, open);
        return new WindowSpecification(partitionBy, orderBy, frame) { Span = Since(start) };
    }

    WindowFrame ParseFrame()
    {
        var start = Current.Start;
        var byRange = Is(Keyword.Range);
        _at++;
        if (!Take(Keyword.Between)) return new WindowFrame(byRange, ParseBound(), new FrameBound(FrameBoundKind.Current, null)) { Span = Since(start) };
        var first = ParseBound();
        Expect(Keyword.And, Messages.ExpectAnd);
        return new WindowFrame(byRange, first, ParseBound()) { Span = Since(start) };
    }

    FrameBound ParseBound()
    {
        if (Take(Keyword.Current))
        {
            Expect(Keyword.Row, Messages.ExpectRow);
            return new FrameBound(FrameBoundKind.Current, null);
        }
        long? rows = null;
        if (Is(TokenKind.Number)) rows = Whole(Messages.ExpectWholeRows);
        else Expect(Keyword.Unbounded, Messages.ExpectFrame);
        if (Take(Keyword.Preceding)) return new FrameBound(FrameBoundKind.Preceding, rows);
        Expect(Keyword.Following, Messages.ExpectDirection);
        return new FrameBound(FrameBoundKind.Following, rows);
    }
}
