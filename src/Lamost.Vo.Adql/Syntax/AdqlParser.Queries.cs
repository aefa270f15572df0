using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Syntax;

public sealed partial class AdqlParser
{
    static readonly Select NoSelect = new([], []);

    int[]? _closing;

    Query ParseQuery(bool isOutermost)
    {
        var start = Current.Start;
        IReadOnlyList<CommonTable> with = [];
        if (Is(Keyword.With))
        {
            if (!isOutermost) Extension(Messages.ExtensionInnerWith, Current.Span);
            with = ParseWith();
        }
        var body = ParseQueryExpression();
        return new Query(body) { With = with, Span = Since(start) };
    }

    List<CommonTable> ParseWith()
    {
        _at++;
        if (Is(Keyword.Recursive) && Ahead.Keyword != Keyword.As && Ahead.Kind != TokenKind.OpenParenthesis)
        {
            Soft(Messages.Recursive, Current.Span);
            _at++;
        }
        var tables = new List<CommonTable>();
        do
        {
            var start = Current.Start;
            var name = ParseName(Messages.ExpectName, Messages.RoleTable);
            SkipColumnNames();
            Expect(Keyword.As, Messages.ExpectAs);
            if (Is(Keyword.Materialized) || Is(Keyword.Not) && Ahead.Keyword == Keyword.Materialized)
            {
                Soft(Messages.Materialized, Current.Span);
                _at += Is(Keyword.Not) ? 2 : 1;
            }
            var open = ExpectOpen();
            var query = ParseInnerQuery();
            ExpectClose(open);
            tables.Add(new CommonTable(name, query) { Span = Since(start) });
        }
        while (NextCommonTable(tables.Count));
        return tables;
    }

    bool NextCommonTable(int count)
    {
        if (Is(TokenKind.Comma) && Ahead.Keyword == Keyword.Select)
        {
            Soft(Messages.CommaTooMany(Messages.Found(Ahead, _text)), Current.Span);
            _at++;
            return false;
        }
        return Next(count, AdqlLimits.Tables, Messages.TooManyTables);
    }

    // t (a, b) AS ..., AS t (a, b)
    void SkipColumnNames()
    {
        var open = _at;
        if (!Take(TokenKind.OpenParenthesis)) return;
        Soft(Messages.ColumnNames, _tokens[open].Span);
        do ParseName(Messages.ExpectName, Messages.RoleName);
        while (Take(TokenKind.Comma));
        ExpectClose(open);
    }

    // A query inside another, after the parenthesis.
    Query ParseInnerQuery()
    {
        var follow = _follow;
        var query = Enter() ? ParseQuery(isOutermost: false) : new Query(NoSelect);
        Leave();
        _follow = follow;
        return query;
    }

    QueryExpression ParseQueryExpression()
    {
        var left = ParseTail(ParseUnions());
        while (Current.Keyword is Keyword.Union or Keyword.Except or Keyword.Intersect && !_failed)
        {
            Soft(Messages.OrderInside, Current.Span);
            left = ParseTail(ParseSetOperation(left));
        }
        return left;
    }

    QueryExpression ParseUnions()
    {
        var left = ParseIntersections();
        while (Current.Keyword is Keyword.Union or Keyword.Except) left = ParseSetOperation(left);
        return left;
    }

    QueryExpression ParseIntersections()
    {
        var left = ParseOperand();
        while (Is(Keyword.Intersect)) left = ParseSetOperation(left);
        return left;
    }

    SetOperation ParseSetOperation(QueryExpression left)
    {
        var keyword = Current.Keyword;
        _at++;
        var all = Take(Keyword.All);
        if (!all && Is(Keyword.Distinct))
        {
            Extension(Messages.ExtensionSetDistinct, Current.Span);
            _at++;
        }
        var right = keyword == Keyword.Intersect ? ParseOperand() : ParseIntersections();
        var kind = keyword switch { Keyword.Union => SetOperator.Union, Keyword.Except => SetOperator.Except, _ => SetOperator.Intersect };
        return new SetOperation(left, kind, all, right) { Span = left.Span.To(right.Span) };
    }

    QueryExpression ParseOperand()
    {
        var open = _at;
        if (!Take(TokenKind.OpenParenthesis)) return ParseSelect();
        var query = ParseInnerQuery();
        ExpectClose(open);
        return query.With.Count == 0 ? query.Body : AsTable(query);
    }

    // A whole query where the tree has a SELECT: SELECT * FROM (...).
    Select AsTable(Query query)
    {
        CountTable(query.Span);
        return new Select([new AllColumnsItem([]) { Span = query.Span }], [new DerivedTable(query, Identifier.Exact("operand")) { Span = query.Span }]) { Span = query.Span };
    }

    Select ParseSelect()
    {
        var start = Current.Start;
        Expect(Keyword.Select, Messages.ExpectSelect);
        var distinct = Take(Keyword.Distinct);
        if (!distinct) Take(Keyword.All);
        long? top = Take(Keyword.Top) ? Whole(Messages.ExpectWholeTop) : null;
        if (top is not null && Current.Keyword is Keyword.Distinct or Keyword.All)
        {
            Soft(Messages.DistinctAfterTop, Current.Span);
            distinct |= Is(Keyword.Distinct);
            _at++;
        }
        var items = ParseItems();
        if (Is(Keyword.Into))
        {
            Soft(Messages.SelectInto, Current.Span);
            _at++;
            ParseNameParts(Messages.ExpectName, Messages.RoleTable);
        }
        Expect(Keyword.From, Messages.ExpectFrom);
        var from = ParseFrom();
        var where = ParseWhere(null);
        var groupBy = Is(Keyword.Group) ? ParseGroupBy() : [];
        var having = ParseHaving(null);
        return new Select(items, from) { Distinct = distinct, Top = top, Where = where, GroupBy = groupBy, Having = having, Span = Since(start) };
    }

    Expression? ParseWhere(Expression? before)
    {
        while (Is(Keyword.Where))
        {
            if (before is not null) Soft(Messages.ClauseTwice("WHERE", "AND"), Current.Span);
            _at++;
            before = ParseExpression();
            _follow = Messages.AfterWhere;
        }
        return before;
    }

    Expression? ParseHaving(Expression? before)
    {
        while (Is(Keyword.Having))
        {
            if (before is not null) Soft(Messages.ClauseTwice("HAVING", "AND"), Current.Span);
            _at++;
            before = ParseExpression();
            _follow = Messages.AfterWhere;
        }
        return before;
    }

    IReadOnlyList<Expression> ParseGroupBy()
    {
        _at++;
        Expect(Keyword.By, Messages.ExpectBy);
        var terms = ParseExpressions(AdqlLimits.Columns);
        _follow = Messages.AfterGroup;
        return terms;
    }

    IReadOnlyList<SelectItem> ParseItems()
    {
        if (Is(TokenKind.Comma) && Ahead.Kind != TokenKind.End)
        {
            Soft(Messages.CommaTooMany(Messages.Found(Ahead, _text)), Current.Span);
            _at++;
        }
        var first = ParseItem();
        if (!Next(1, AdqlLimits.Columns, Messages.TooManyColumns)) return [first];
        var items = new List<SelectItem> { first };
        do items.Add(ParseItem());
        while (Next(items.Count, AdqlLimits.Columns, Messages.TooManyColumns));
        var star = items.Find(i => i is AllColumnsItem { Qualifier.Count: 0 });
        if (star is not null) Extension(Messages.ExtensionStar, star.Span);
        return items;
    }

    SelectItem ParseItem()
    {
        var start = Current.Start;
        if (Take(TokenKind.Star)) return new AllColumnsItem([]) { Span = Since(start) };
        if (Is(Keyword.From))
        {
            Unexpected(Messages.ExpectColumn);
            return new AllColumnsItem([]);
        }
        if (IsQualifiedStar()) return ParseQualifiedStar();
        var value = ParseExpression();
        var alias = ParseAlias(ofTable: false);
        return new ValueItem(value, alias) { Span = Since(start) };
    }

    // name (. name)* . *
    bool IsQualifiedStar()
    {
        for (var at = _at; _tokens[at].Kind is TokenKind.Word or TokenKind.Quoted && at + 2 < _last && _tokens[at + 1].Kind == TokenKind.Dot; at += 2)
            if (_tokens[at + 2].Kind == TokenKind.Star) return true;
        return false;
    }

    AllColumnsItem ParseQualifiedStar()
    {
        var start = Current.Start;
        var parts = new List<Identifier>(1);
        while (!Take(TokenKind.Star) && !_failed)
        {
            parts.Add(ParseName(Messages.ExpectTable, Messages.RoleTable));
            Take(TokenKind.Dot);
        }
        return new AllColumnsItem(parts) { Span = Since(start) };
    }
}
