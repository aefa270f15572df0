using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Syntax;

public sealed partial class AdqlParser
{
    static readonly NamedTable NoTable = new([Nameless]);

    IReadOnlyList<TableReference> ParseFrom()
    {
        var first = ParseTableReference();
        _follow = Messages.AfterFrom;
        if (!Next(1, AdqlLimits.Tables, Messages.TooManyTables)) return [first];
        var tables = new List<TableReference> { first };
        do
        {
            tables.Add(ParseTableReference());
            _follow = Messages.AfterFrom;
        }
        while (Next(tables.Count, AdqlLimits.Tables, Messages.TooManyTables));
        return tables;
    }

    TableReference ParseTableReference() => ParseJoins(ParseTablePrimary(), isAwaited: false);

    bool IsJoin() => Current.Keyword is Keyword.Join or Keyword.Natural or Keyword.Inner or Keyword.Left or Keyword.Right or Keyword.Full or Keyword.Cross;

    // Awaited: a condition that follows is that of a join further out.
    TableReference ParseJoins(TableReference left, bool isAwaited)
    {
        while (IsJoin()) left = ParseJoin(left, isAwaited);
        return left;
    }

    JoinedTable ParseJoin(TableReference left, bool isAwaited)
    {
        var natural = Take(Keyword.Natural);
        var cross = Is(Keyword.Cross);
        if (cross)
        {
            Extension(Messages.ExtensionCross, Current.Span);
            _at++;
        }
        var kind = cross ? JoinKind.Inner : ParseJoinKind();
        Expect(Keyword.Join, Messages.ExpectJoin);
        var right = ParseTablePrimary();
        if (natural || cross)
        {
            if (!isAwaited && Current.Keyword is Keyword.On or Keyword.Using)
            {
                Soft(natural ? Messages.NaturalWithCondition : Messages.CrossWithCondition, Current.Span);
                ParseCondition();
            }
            return new JoinedTable(left, right, kind) { Natural = natural, Cross = cross, Span = Since(left.Span.Start) };
        }
        // a JOIN b JOIN c ON ... ON ...: the inner join comes first.
        if (IsJoin())
        {
            if (Enter()) right = ParseJoins(right, isAwaited: true);
            Leave();
        }
        var (on, columns) = ParseCondition();
        return new JoinedTable(left, right, kind) { On = on, Using = columns, Span = Since(left.Span.Start) };
    }

    JoinKind ParseJoinKind()
    {
        var kind = Current.Keyword switch
        {
            Keyword.Left => JoinKind.Left,
            Keyword.Right => JoinKind.Right,
            Keyword.Full => JoinKind.Full,
            _ => JoinKind.Inner,
        };
        if (kind == JoinKind.Inner) Take(Keyword.Inner);
        else
        {
            _at++;
            Take(Keyword.Outer);
        }
        return kind;
    }

    (Expression? On, IReadOnlyList<Identifier> Using) ParseCondition()
    {
        if (Take(Keyword.On)) return (ParseExpression(), []);
        if (!Take(Keyword.Using)) return (null, []);
        var open = ExpectOpen();
        var columns = new List<Identifier>(1);
        do columns.Add(ParseName(Messages.ExpectColumn, Messages.RoleColumn));
        while (Next(columns.Count, AdqlLimits.Columns, Messages.TooManyColumns));
        ExpectClose(open);
        return (null, columns);
    }

    TableReference ParseTablePrimary()
    {
        if (Is(Keyword.Lateral) && Ahead.Kind == TokenKind.OpenParenthesis)
        {
            Soft(Messages.Lateral, Current.Span);
            _at++;
        }
        if (Is(TokenKind.OpenParenthesis)) return OpensQuery() ? ParseDerivedTable() : ParseParenthesisedJoin();
        var start = Current.Start;
        CountTable(Current.Span);
        var name = ParseNameParts(Messages.ExpectTable, Messages.RoleTable);
        if (Is(TokenKind.OpenParenthesis)) Stop(Messages.TableFunction, Since(start));
        var alias = ParseAlias(ofTable: true);
        if (alias is not null) SkipColumnNames();
        return new NamedTable(name, alias) { Span = Since(start) };
    }

    // Counted over the whole query, whatever joins and parentheses stand around: every later step recurses into them.
    void CountTable(TextSpan span)
    {
        if (++_tables > AdqlLimits.Tables) Stop(Messages.TooManyTables, span);
    }

    TableReference ParseParenthesisedJoin()
    {
        var open = _at++;
        var start = _tokens[open].Start;
        var table = Enter() ? ParseTableReference() : NoTable;
        Leave();
        ExpectClose(open);
        if (Is(Keyword.As) || Is(TokenKind.Quoted) || Is(TokenKind.Word) && Current.Keyword == Keyword.None)
        {
            Soft(Messages.JoinAlias, Current.Span);
            ParseAlias(ofTable: true);
        }
        return table with { Span = Since(start) };
    }

    DerivedTable ParseDerivedTable()
    {
        var open = _at++;
        var start = _tokens[open].Start;
        var query = ParseInnerQuery();
        ExpectClose(open);
        var alias = ParseAlias(ofTable: true);
        if (alias is not null) SkipColumnNames();
        else if (Current.Kind is TokenKind.End or TokenKind.CloseParenthesis or TokenKind.Comma || Keywords.IsStructural(Current.Keyword))
            Soft(Messages.Unexpected(Messages.ExpectTableName.Text, Messages.Found(Current, _text), null), Current.Span);
        else Unexpected(Messages.ExpectTableName);
        return new DerivedTable(query, alias ?? Nameless) { Span = Since(start) };
    }

    // Whether this parenthesis holds a query: ((SELECT ...) UNION ...) does, ((SELECT ...) AS a JOIN b) and ((SELECT ...) + 1) do not.
    bool OpensQuery()
    {
        if (!Is(TokenKind.OpenParenthesis)) return false;
        var at = _at + 1;
        while (_tokens[at].Kind == TokenKind.OpenParenthesis && at - _at <= AdqlLimits.Depth) at++;
        if (_tokens[at].Keyword is not (Keyword.Select or Keyword.With)) return false;
        for (var open = at - 1; open > _at; open--)
        {
            var close = (_closing ??= Closing())[open];
            if (close == 0) return true;
            var next = _tokens[close + 1];
            if (next.Kind != TokenKind.CloseParenthesis && next.Keyword is not (Keyword.Union or Keyword.Except or Keyword.Intersect or Keyword.Order or Keyword.Offset or Keyword.Limit or Keyword.Fetch))
                return false;
        }
        return true;
    }

    // For each opening parenthesis the one that closes it; 0 for none.
    int[] Closing()
    {
        var closing = new int[_last + 1];
        var open = new Stack<int>();
        for (var at = 0; at < _last; at++)
        {
            if (_tokens[at].Kind == TokenKind.OpenParenthesis) open.Push(at);
            else if (_tokens[at].Kind == TokenKind.CloseParenthesis && open.TryPop(out var start)) closing[start] = at;
        }
        return closing;
    }
}
