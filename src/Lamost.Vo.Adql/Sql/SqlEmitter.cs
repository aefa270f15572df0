using System.Globalization;
using System.Text;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Sql;

/// <summary>
/// Writes PostgreSQL text: step 4 of the way of a query. Everything comes from the tree: names are those of the catalogue, quoted; numbers and texts are
/// written anew; no piece of the user's text is ever passed on.
/// </summary>
sealed partial class SqlEmitter
{
    readonly StringBuilder _sql = new();

    /// <summary>The SQL of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="maxRows">Rows that may be answered; null for no limit.</param>
    /// <exception cref="AdqlException">LVO-ADQL-0401: the SQL would be too long.</exception>
    public static string Query(BoundQuery query, long? maxRows)
    {
        var emitter = new SqlEmitter();
        var limit = maxRows is not { } most ? query.Top : query.Top is { } top && top <= most ? top : most == 0 ? 0 : most + 1;
        emitter.Select(query, limit);
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

    void Select(BoundQuery query, long? limit)
    {
        Add(query.Distinct ? "SELECT DISTINCT " : "SELECT ");
        Separated(query.Outputs.Index(), ", ", o =>
        {
            Expression(o.Item.Value);
            Add($"::{TypeName(o.Item.Value.Type)} AS c{(o.Index + 1).ToString(CultureInfo.InvariantCulture)}");
        });
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
                if (g is BoundNumber or BoundNull) Add($"::{TypeName(g.Type)}");
            });
        }
        Clause(" HAVING ", query.Having);
        if (query.OrderBy.Count > 0)
        {
            Add(" ORDER BY ");
            Separated(query.OrderBy, ", ", Order(Numbers(query)));
        }
        if (limit is { } rows) Add(string.Create(CultureInfo.InvariantCulture, $" LIMIT {rows}"));
        if (query.Offset is { } offset) Add(string.Create(CultureInfo.InvariantCulture, $" OFFSET {offset}"));
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
            Add($")::{TypeName(order.Value.Type)}");
        }
        if (order.Descending) Add(" DESC");
    };

    void From(BoundFrom from)
    {
        switch (from)
        {
            case BoundSource { Query: { } inner } source:
                Add("(");
                Select(inner, inner.Top);
                Add($") AS {Alias(source)}");
                break;
            case BoundSource source:
                Add($"{Quoted(source.Table!.PhysicalSchema)}.{Quoted(source.Table.PhysicalName)} AS {Alias(source)}");
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

    void Separated<T>(IEnumerable<T> items, string separator, Action<T> each)
    {
        var first = true;
        foreach (var item in items)
        {
            if (!first) Add(separator);
            each(item);
            first = false;
        }
    }

    void Add(string sql)
    {
        if (_sql.Length + sql.Length > AdqlLimits.SqlCharacters) throw TooLong();
        _sql.Append(sql);
    }

    static AdqlException TooLong() => new([AdqlError.At("", "LVO-ADQL-0401", TextSpan.None, $"The query becomes more than {AdqlLimits.SqlCharacters} characters of SQL.", "Simplify it, or divide it.")]);

    static string Alias(BoundSource source) => string.Create(CultureInfo.InvariantCulture, $"t{source.Number}");

    static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static string TypeName(AdqlType type) => type switch
    {
        AdqlType.Boolean => "bool",
        AdqlType.Smallint => "int2",
        AdqlType.Integer => "int4",
        AdqlType.Bigint => "int8",
        AdqlType.Real => "float4",
        AdqlType.Double => "float8",
        AdqlType.Date => "date",
        AdqlType.Timestamp => "timestamp",
        _ => "text",
    };
}
