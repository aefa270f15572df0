using System.Globalization;
using System.Text;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Sql;

/// <summary>
/// Writes PostgreSQL text: step 4 of the way of a query. Everything comes from the tree: names are those of the catalogue, quoted; numbers and texts are
/// written anew; no piece of the user's text is ever passed on.
/// </summary>
sealed partial class SqlEmitter
{
    readonly StringBuilder _sql = new(1024);

    /// <summary>The SQL of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="maxRows">Rows that may be answered; null for no limit.</param>
    /// <exception cref="AdqlException">LVO-ADQL-0401: the SQL would be too long.</exception>
    public static string Query(BoundQuery query, long? maxRows)
    {
        var emitter = new SqlEmitter();
        var limit = maxRows is not { } most ? query.Limit : query.Limit is { } own && own <= most ? own : most == 0 ? 0 : most + 1;
        emitter.Query(Sent(query with { Limit = limit }));
        return emitter._sql.ToString();
    }

    /// <summary>The SQL whose rows are those of a source on which conditions hold.</summary>
    public static string Rows(BoundSource source, IReadOnlyList<BoundExpression> conditions)
    {
        var emitter = new SqlEmitter();
        emitter.Add("SELECT 1 FROM ");
        emitter.From(source);
        emitter.Clause(" WHERE ", new BoundLogical(true, conditions));
        return emitter._sql.ToString();
    }

    /// <summary>The SQL of an expression.</summary>
    public static string Text(BoundExpression expression)
    {
        var emitter = new SqlEmitter();
        emitter.Expression(expression);
        return emitter._sql.ToString();
    }

    /// <summary>The SQL of expressions that all become part of one query, and so have to be within its limit together.</summary>
    /// <exception cref="AdqlException">LVO-ADQL-0401.</exception>
    public static List<string> Texts(IEnumerable<BoundExpression> expressions)
    {
        var texts = new List<string>();
        long sum = 0;
        foreach (var expression in expressions)
        {
            texts.Add(Text(expression));
            if ((sum += texts[^1].Length) > AdqlLimits.SqlCharacters) throw TooLong();
        }
        return texts;
    }

    void Query(BoundQuery query)
    {
        if (query.With.Count > 0)
        {
            Add("WITH ");
            Separated(query.With, ", ", w =>
            {
                Add(string.Create(CultureInfo.InvariantCulture, $"w{w.Number} AS ("));
                Query(w.Query);
                Add(")");
            });
            Add(" ");
        }
        if (query is BoundSetOperation operation)
        {
            Operand(operation.Left);
            Add(operation.Operator switch { SetOperator.Union => " UNION ", SetOperator.Except => " EXCEPT ", _ => " INTERSECT " });
            if (operation.All) Add("ALL ");
            Operand(operation.Right);
        }
        else Select((BoundSelect)query);
        if (query.OrderBy.Count > 0)
        {
            Add(" ORDER BY ");
            Separated(query.OrderBy, ", ", Order(Numbers(query)));
        }
        if (query.Limit is { } rows) Add(string.Create(CultureInfo.InvariantCulture, $" LIMIT {rows}"));
        if (query.Offset is { } offset) Add(string.Create(CultureInfo.InvariantCulture, $" OFFSET {offset}"));
    }

    void Operand(BoundQuery query)
    {
        Add("(");
        Query(query);
        Add(")");
    }

    void Select(BoundSelect query)
    {
        Add(query.Distinct ? "SELECT DISTINCT " : "SELECT ");
        for (var i = 0; i < query.Outputs.Count; i++)
        {
            if (i > 0) Add(", ");
            Expression(query.Outputs[i].Value);
            Add(string.Create(CultureInfo.InvariantCulture, $"::{SqlTypes.Kept(query.Outputs[i].Type)} AS c{i + 1}"));
        }
        Add(" FROM ");
        From(query.From);
        Clause(" WHERE ", query.Where);
        if (query.GroupBy.Count > 0)
        {
            Add(" GROUP BY ");
            Separated(query.GroupBy, ", ", g =>
            {
                Expression(g);
                // A bare number would be taken for a position.
                if (g is BoundNumber) Add($"::{SqlTypes.Kept(g.Type)}");
            });
        }
        Clause(" HAVING ", query.Having);
    }

    static Func<BoundOrder, int> Numbers(BoundQuery query)
    {
        var outputs = query.OrderBy.All(o => o.Output is not null) ? [] : Texts(query.Outputs.Select(o => o.Value));
        var numbers = new Dictionary<string, int>();
        for (var i = 0; i < outputs.Count; i++) numbers.TryAdd(outputs[i], i + 1);
        return order => order.Output ?? numbers.GetValueOrDefault(Text(order.Value));
    }

    Action<BoundOrder> Order(Func<BoundOrder, int> numbers) => order =>
    {
        // By its number where it is selected, which DISTINCT demands; else by itself, with its type, lest a constant be taken for a number.
        var number = numbers(order);
        if (number > 0) Add(number.ToString(CultureInfo.InvariantCulture));
        else
        {
            Add("(");
            Expression(order.Value);
            Add($")::{SqlTypes.Kept(order.Value.Type)}");
        }
        Direction(order);
    };

    void Direction(BoundOrder order)
    {
        if (order.Descending) Add(" DESC");
        if (order.NullsFirst is { } first) Add(first ? " NULLS FIRST" : " NULLS LAST");
    }

    void From(BoundFrom from)
    {
        switch (from)
        {
            case BoundSource { Sought: { } sought } source:
                Sought(source with { Sought = null }, sought.Rows, sought.On);
                break;
            case BoundSource { Cells: [.., var cells] } source:
                Repeated(source with { Cells = [.. source.Cells.SkipLast(1)] }, cells);
                break;
            case BoundSource { Maps.Count: > 0 } source:
                WithMaps(source);
                break;
            case BoundCellRows rows:
                CellRows(rows.Cells);
                break;
            case BoundMapRows rows:
                MapRows(rows.Map);
                break;
            case BoundSource { Query: { } inner } source:
                Operand(inner);
                Add($" AS {Alias(source)}");
                break;
            case BoundSource { Common: { } common } source:
                Add(string.Create(CultureInfo.InvariantCulture, $"w{common} AS {Alias(source)}"));
                break;
            case BoundSource source:
                Add($"{SqlText.Quoted(source.Table!.PhysicalSchema)}.{SqlText.Quoted(source.Table.PhysicalName)} AS {Alias(source)}");
                break;
            case BoundJoin join:
                Add("(");
                From(join.Left);
                Add(join.On is null && join.Kind == JoinKind.Inner ? " CROSS JOIN " : join.Kind switch
                {
                    JoinKind.Left => " LEFT JOIN ",
                    JoinKind.Right => " RIGHT JOIN ",
                    JoinKind.Full => " FULL JOIN ",
                    _ => " JOIN ",
                });
                From(join.Right);
                if (join.On is not null) Clause(" ON ", join.On);
                else if (join.Kind != JoinKind.Inner) Add(" ON true");
                Add(")");
                break;
        }
    }

    void Clause(string keyword, BoundExpression? condition)
    {
        if (condition is null) return;
        Add(keyword);
        Expression(condition);
    }

    void Separated<T>(IReadOnlyList<T> items, string separator, Action<T> each)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) Add(separator);
            each(items[i]);
        }
    }

    void Add(string sql)
    {
        if (_sql.Length + sql.Length > AdqlLimits.SqlCharacters) throw TooLong();
        _sql.Append(sql);
    }

    static AdqlException TooLong() => new DiagnosticBag("").Refusal(Messages.SqlTooLong(), TextSpan.None);

    static string Alias(BoundSource source) => string.Create(CultureInfo.InvariantCulture, $"t{source.Number}");
}
