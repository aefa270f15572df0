namespace Lamost.Vo.Adql.Syntax;

public sealed partial class AdqlParser
{
    TableReference ParseTableReference()
    {
        var left = ParseTablePrimary();
        while (true)
        {
            var start = left.Span;
            if (Current.Is("CROSS")) throw Unsupported("CROSS JOIN", "Put a comma between the two tables.");
            var natural = Take("NATURAL");
            if (ParseJoinKind() is not { } kind)
            {
                if (natural) throw Unexpected("JOIN after NATURAL");
                return left;
            }
            var right = ParseTablePrimary();
            var join = new JoinedTable(left, right, kind) { Natural = natural };
            if (natural && (Current.Is("ON") || Current.Is("USING"))) throw Fail("LVO-ADQL-0101", Current.Span, "NATURAL joins on the columns of the same name; it has no condition.", "Leave NATURAL out, or the condition.");
            if (Take("ON")) join = join with { On = ParseCondition() };
            else if (Take("USING"))
            {
                ExpectMark("(");
                join = join with { Using = List(() => ParseName("a column"), AdqlLimits.Columns, "columns") };
                ExpectMark(")");
            }
            else if (!natural) throw Unexpected("ON or USING, the condition of the JOIN");
            left = join with { Span = start.To(_tokens[_at - 1].Span) };
        }
    }

    JoinKind? ParseJoinKind()
    {
        var kind = Current switch
        {
            var t when t.Is("LEFT") => JoinKind.Left,
            var t when t.Is("RIGHT") => JoinKind.Right,
            var t when t.Is("FULL") => JoinKind.Full,
            var t when t.Is("INNER") || t.Is("JOIN") => JoinKind.Inner,
            _ => (JoinKind?)null,
        };
        if (kind is null) return null;
        if (!Current.Is("JOIN")) _at++;
        if (kind != JoinKind.Inner) Take("OUTER");
        Expect("JOIN");
        return kind;
    }

    TableReference ParseTablePrimary()
    {
        var start = Current.Span;
        if (!TakeMark("("))
        {
            // Counted over the whole query, whatever joins and parentheses stand around: every later step recurses into them.
            if (++_tables > AdqlLimits.Tables) throw Fail("LVO-ADQL-0105", start, $"There are more than {AdqlLimits.Tables} tables.");
            var name = ParseNameParts("a table");
            var alias = ParseAlias();
            return new NamedTable(name, alias) { Span = start.To(_tokens[_at - 1].Span) };
        }
        if (!Current.Is("SELECT"))
        {
            var joined = Deeper(ParseTableReference);
            ExpectMark(")");
            return joined;
        }
        var query = Deeper(ParseQuery);
        ExpectMark(")");
        var correlation = ParseAlias() ?? throw Unexpected("AS and a name for the query in parentheses");
        return new DerivedTable(query, correlation) { Span = start.To(correlation.Span) };
    }
}
