using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Syntax;

public sealed partial class AdqlParser
{
    // What belongs to the whole of a query: ORDER BY, OFFSET, and LIMIT; and what others write there, or too late.
    QueryExpression ParseTail(QueryExpression body)
    {
        var (orderBy, offset, limit) = ((IReadOnlyList<OrderTerm>)[], (long?)null, (long?)null);
        while (true)
        {
            switch (Current.Keyword)
            {
                case Keyword.Order:
                    if (orderBy.Count > 0) Soft(Messages.ClauseTwice("ORDER BY", null), Current.Span);
                    else if (offset is not null) Soft(Messages.ClauseTooLate("ORDER BY"), Current.Span);
                    orderBy = ParseOrderBy();
                    _follow = Messages.AfterOrder;
                    continue;
                case Keyword.Offset:
                    if (offset is not null) Soft(Messages.ClauseTwice("OFFSET", null), Current.Span);
                    offset = ParseOffset();
                    _follow = Messages.AfterAll;
                    continue;
                case Keyword.Limit:
                    Extension(Messages.ExtensionLimit, Current.Span);
                    limit = ParseLimit();
                    _follow = Messages.AfterAll;
                    continue;
                case Keyword.Fetch or Keyword.For:
                    ParseForeignTail();
                    continue;
                case Keyword.Where or Keyword.Group or Keyword.Having when body is Select select:
                    body = ParseLateClause(select);
                    continue;
            }
            if (orderBy.Count == 0 && offset is null && limit is null) return body;
            // In parentheses it has its own already, and is ordered again.
            if (body.OrderBy.Count > 0 || body.Offset is not null || body.Limit is not null) body = AsTable(new Query(body) { Span = body.Span });
            return body with { OrderBy = orderBy, Offset = offset, Limit = limit, Span = Since(body.Span.Start) };
        }
    }

    Select ParseLateClause(Select select)
    {
        var keyword = Current.Keyword;
        var clause = keyword == Keyword.Group ? "GROUP BY" : keyword == Keyword.Where ? "WHERE" : "HAVING";
        var twice = keyword == Keyword.Group ? select.GroupBy.Count > 0 : (keyword == Keyword.Where ? select.Where : select.Having) is not null;
        Soft(twice ? Messages.ClauseTwice(clause, keyword == Keyword.Group ? null : "AND") : Messages.ClauseTooLate(clause), Current.Span);
        return keyword switch
        {
            Keyword.Where => select with { Where = ParseWhere(null) },
            Keyword.Having => select with { Having = ParseHaving(null) },
            _ => select with { GroupBy = ParseGroupBy() },
        };
    }

    long ParseOffset()
    {
        _at++;
        var offset = Whole(Messages.ExpectWholeOffset);
        if (Current.Keyword is Keyword.Rows or Keyword.Row)
        {
            Soft(Messages.OffsetRows, Current.Span);
            _at++;
        }
        return offset;
    }

    long? ParseLimit()
    {
        _at++;
        if (Take(Keyword.All)) return null;
        var limit = Whole(Messages.ExpectWholeLimit);
        if (Is(TokenKind.Comma) && Ahead.Kind == TokenKind.Number)
        {
            Soft(Messages.LimitPair, Current.Span);
            _at += 2;
        }
        return limit;
    }

    // FETCH FIRST n ROWS ONLY, FOR UPDATE: reported and skipped.
    void ParseForeignTail()
    {
        Soft(Is(Keyword.Fetch) ? Messages.FetchFirst : Messages.ForUpdate, Current.Span);
        _at++;
        while (Current.Keyword is Keyword.First or Keyword.Next or Keyword.Rows or Keyword.Row or Keyword.Only or Keyword.Update || Is(TokenKind.Number)) _at++;
    }

    IReadOnlyList<OrderTerm> ParseOrderBy()
    {
        _at++;
        Expect(Keyword.By, Messages.ExpectBy);
        var first = ParseOrderTerm();
        if (!Next(1, AdqlLimits.Columns, Messages.TooManyColumns)) return [first];
        var terms = new List<OrderTerm> { first };
        do terms.Add(ParseOrderTerm());
        while (Next(terms.Count, AdqlLimits.Columns, Messages.TooManyColumns));
        return terms;
    }

    OrderTerm ParseOrderTerm()
    {
        var start = Current.Start;
        var value = ParseExpression();
        var descending = Take(Keyword.Desc);
        if (!descending) Take(Keyword.Asc);
        bool? nullsFirst = null;
        if (Is(Keyword.Nulls))
        {
            Extension(Messages.ExtensionNulls, Current.Span);
            _at++;
            nullsFirst = Is(Keyword.First);
            if (!Take(Keyword.First)) Expect(Keyword.Last, Messages.ExpectFirstLast);
        }
        return new OrderTerm(value, descending, nullsFirst) { Span = Since(start) };
    }
}
