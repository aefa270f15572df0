using System.Globalization;
using System.Text;

namespace Lamost.Vo.Adql.Syntax;

/// <summary>
/// Writes a syntax tree as ADQL: one line, keywords in capitals, AS before every name, parentheses only where the tree needs them. Reading it gives the
/// same tree, apart from the places. Names stand as they are, in double quotes when they are quoted or cannot be typed without.
/// </summary>
public sealed partial class AdqlWriter
{
    readonly StringBuilder _to = new();

    AdqlWriter()
    {
    }

    /// <summary>The text of a query.</summary>
    public static string Write(Query query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var writer = new AdqlWriter();
        writer.WriteQuery(query);
        return writer._to.ToString();
    }

    void WriteQuery(Query query)
    {
        for (var i = 0; i < query.With.Count; i++)
        {
            _to.Append(i == 0 ? "WITH " : ", ");
            WriteName(query.With[i].Name);
            _to.Append(" AS ");
            WriteInner(query.With[i].Query);
        }
        if (query.With.Count > 0) _to.Append(' ');
        WriteBody(query.Body);
    }

    void WriteInner(Query query)
    {
        _to.Append('(');
        WriteQuery(query);
        _to.Append(')');
    }

    void WriteBody(QueryExpression body)
    {
        if (body is SetOperation set) WriteSetOperation(set);
        else WriteSelect((Select)body);
        if (body.OrderBy.Count > 0)
        {
            _to.Append(" ORDER BY ");
            WriteTerms(body.OrderBy);
        }
        if (body.Offset is { } offset) _to.Append(CultureInfo.InvariantCulture, $" OFFSET {offset}");
        if (body.Limit is { } limit) _to.Append(CultureInfo.InvariantCulture, $" LIMIT {limit}");
    }

    void WriteSetOperation(SetOperation set)
    {
        var isTight = set.Operator == SetOperator.Intersect;
        WriteOperand(set.Left, inParentheses: isTight && set.Left is SetOperation { Operator: not SetOperator.Intersect });
        _to.Append(' ').Append(set.Operator switch { SetOperator.Union => "UNION", SetOperator.Except => "EXCEPT", _ => "INTERSECT" }).Append(set.All ? " ALL " : " ");
        WriteOperand(set.Right, inParentheses: set.Right is SetOperation right && (isTight || right.Operator != SetOperator.Intersect));
    }

    void WriteOperand(QueryExpression operand, bool inParentheses)
    {
        inParentheses |= operand.OrderBy.Count > 0 || operand.Offset is not null || operand.Limit is not null;
        if (inParentheses) _to.Append('(');
        WriteBody(operand);
        if (inParentheses) _to.Append(')');
    }

    void WriteSelect(Select select)
    {
        _to.Append(select.Distinct ? "SELECT DISTINCT " : "SELECT ");
        if (select.Top is { } top) _to.Append(CultureInfo.InvariantCulture, $"TOP {top} ");
        for (var i = 0; i < select.Items.Count; i++)
        {
            if (i > 0) _to.Append(", ");
            WriteItem(select.Items[i]);
        }
        _to.Append(" FROM ");
        for (var i = 0; i < select.From.Count; i++)
        {
            if (i > 0) _to.Append(", ");
            WriteTable(select.From[i]);
        }
        if (select.Where is not null) WriteAfter(" WHERE ", select.Where);
        if (select.GroupBy.Count > 0)
        {
            _to.Append(" GROUP BY ");
            WriteList(select.GroupBy);
        }
        if (select.Having is not null) WriteAfter(" HAVING ", select.Having);
    }

    void WriteItem(SelectItem item)
    {
        if (item is ValueItem value)
        {
            WriteExpression(value.Value);
            WriteAlias(value.Alias);
            return;
        }
        foreach (var part in ((AllColumnsItem)item).Qualifier)
        {
            WriteName(part);
            _to.Append('.');
        }
        _to.Append('*');
    }

    void WriteTable(TableReference table)
    {
        switch (table)
        {
            case NamedTable named:
                WriteNames(named.Name, '.');
                WriteAlias(named.Alias);
                break;
            case DerivedTable derived:
                WriteInner(derived.Query);
                WriteAlias(derived.Alias);
                break;
            default:
                WriteJoin((JoinedTable)table);
                break;
        }
    }

    void WriteJoin(JoinedTable join)
    {
        // A join without its condition would take that of the next.
        WriteSide(join.Left, inParentheses: join.Left is JoinedTable { Natural: false, Cross: false, On: null, Using.Count: 0 });
        if (join.Natural) _to.Append(" NATURAL");
        _to.Append(join.Cross ? " CROSS" : join.Kind switch { JoinKind.Left => " LEFT", JoinKind.Right => " RIGHT", JoinKind.Full => " FULL", _ => "" }).Append(" JOIN ");
        WriteSide(join.Right, inParentheses: join.Right is JoinedTable);
        if (join.On is not null) WriteAfter(" ON ", join.On);
        if (join.Using.Count == 0) return;
        _to.Append(" USING (");
        WriteNames(join.Using, ", ");
        _to.Append(')');
    }

    void WriteSide(TableReference table, bool inParentheses)
    {
        if (inParentheses) _to.Append('(');
        WriteTable(table);
        if (inParentheses) _to.Append(')');
    }

    void WriteTerms(IReadOnlyList<OrderTerm> terms)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            if (i > 0) _to.Append(", ");
            WriteExpression(terms[i].Value);
            if (terms[i].Descending) _to.Append(" DESC");
            if (terms[i].NullsFirst is { } first) _to.Append(first ? " NULLS FIRST" : " NULLS LAST");
        }
    }

    void WriteAlias(Identifier? alias)
    {
        if (alias is null) return;
        _to.Append(" AS ");
        WriteName(alias);
    }

    void WriteNames(IReadOnlyList<Identifier> names, ReadOnlySpan<char> between)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (i > 0) _to.Append(between);
            WriteName(names[i]);
        }
    }

    void WriteNames(IReadOnlyList<Identifier> names, char between) => WriteNames(names, [between]);

    // Reserved words without quotes are those that the tolerant mode took as names.
    void WriteName(Identifier name)
    {
        if (name.Quoted || !AdqlLanguage.IsRegular(name.Text) && !AdqlLanguage.IsReserved(name.Text)) _to.Append('"').Append(name.Text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else _to.Append(name.Text);
    }
}
