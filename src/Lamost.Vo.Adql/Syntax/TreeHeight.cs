namespace Lamost.Vo.Adql.Syntax;

/// <summary>
/// How high the expressions of a query are. Parentheses alone do not say it: a chain <c>a + b + c</c> is a tree as high as it is long, in each of the
/// parentheses around it. Later steps recurse, and a stack that overflows ends the process; so this walk does not.
/// </summary>
static class TreeHeight
{
    /// <summary>The first expression found that is higher than <see cref="AdqlLimits.Height"/>; null when there is none.</summary>
    public static Expression? TooHigh(Query query)
    {
        var open = new Stack<(Expression Top, Expression At, int Depth)>();
        foreach (var top in Expressions(query)) open.Push((top, top, 1));
        while (open.TryPop(out var next))
        {
            if (next.Depth > AdqlLimits.Height) return next.Top;
            foreach (var child in Children(next.At)) open.Push((next.Top, child, next.Depth + 1));
        }
        return null;
    }

    // Tables are at most AdqlLimits.Tables, so that this may recurse.
    static IEnumerable<Expression> Expressions(Query query) => query.Items.OfType<ValueItem>().Select(i => i.Value)
        .Concat(query.From.SelectMany(Expressions)).Concat(query.GroupBy).Concat(query.OrderBy.Select(o => o.Value))
        .Concat(new[] { query.Where, query.Having }.OfType<Expression>());

    static IEnumerable<Expression> Expressions(TableReference table) => table switch
    {
        DerivedTable derived => Expressions(derived.Query),
        JoinedTable join => Expressions(join.Left).Concat(Expressions(join.Right)).Concat(new[] { join.On }.OfType<Expression>()),
        _ => [],
    };

    static IEnumerable<Expression> Children(Expression expression) => expression switch
    {
        SignExpression s => [s.Operand],
        ArithmeticExpression a => [a.Left, a.Right],
        ComparisonExpression c => [c.Left, c.Right],
        LogicalExpression l => l.Operands,
        NotExpression n => [n.Operand],
        BetweenExpression b => [b.Value, b.Low, b.High],
        InExpression i => i.List.Prepend(i.Value),
        LikeExpression l => [l.Value, l.Pattern],
        IsNullExpression n => [n.Value],
        FunctionCall f => f.Arguments,
        CastExpression c => [c.Value],
        _ => [],
    };
}
