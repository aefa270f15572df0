namespace Lamost.Vo.Adql.Syntax;

/// <summary>
/// How high the expressions of a query are. Parentheses alone do not say it: a chain <c>a + b + c</c> is a tree as high as it is long, in each of the
/// parentheses around it. Later steps recurse, also into the queries inside expressions, and a stack that overflows ends the process; so this walk
/// does not recurse.
/// </summary>
sealed class TreeHeight
{
    readonly Stack<(object Node, Expression? Top, int Depth)> _open = new();

    /// <summary>The first expression found that is higher than <see cref="AdqlLimits.Height"/>; null when there is none.</summary>
    public static Expression? TooHigh(Query query)
    {
        var walk = new TreeHeight();
        walk.Push(query, null, 0);
        while (walk._open.TryPop(out var next))
        {
            if (next.Top is not null && next.Depth > AdqlLimits.Height) return next.Top;
            walk.PushChildren(next.Node, next.Top, next.Depth);
        }
        return null;
    }

    void Push(object? node, Expression? top, int depth)
    {
        if (node is not null) _open.Push((node, top ?? node as Expression, top is null && node is Expression ? 1 : depth));
    }

    void PushAll(IReadOnlyList<object> nodes, Expression? top, int depth)
    {
        for (var i = 0; i < nodes.Count; i++) Push(nodes[i], top, depth);
    }

    void PushChildren(object node, Expression? top, int depth)
    {
        if (node is Expression expression) PushOperands(expression, top, depth + 1);
        else PushParts(node, top, depth);
    }

    void PushParts(object node, Expression? top, int depth)
    {
        switch (node)
        {
            case Query q:
                PushAll(q.With, top, depth);
                Push(q.Body, top, depth);
                break;
            case CommonTable c: Push(c.Query, top, depth); break;
            case SetOperation s:
                Push(s.Left, top, depth);
                Push(s.Right, top, depth);
                PushAll(s.OrderBy, top, depth);
                break;
            case Select s:
                PushAll(s.Items, top, depth);
                PushAll(s.From, top, depth);
                Push(s.Where, top, depth);
                PushAll(s.GroupBy, top, depth);
                Push(s.Having, top, depth);
                PushAll(s.OrderBy, top, depth);
                break;
            case ValueItem v: Push(v.Value, top, depth); break;
            case OrderTerm o: Push(o.Value, top, depth); break;
            case DerivedTable d: Push(d.Query, top, depth); break;
            case JoinedTable j:
                Push(j.Left, top, depth);
                Push(j.Right, top, depth);
                Push(j.On, top, depth);
                break;
            case CaseBranch b:
                Push(b.When, top, depth);
                Push(b.Then, top, depth);
                break;
            case WindowSpecification w:
                PushAll(w.PartitionBy, top, depth);
                PushAll(w.OrderBy, top, depth);
                break;
        }
    }

    void PushOperands(Expression expression, Expression? top, int depth)
    {
        switch (expression)
        {
            case UnaryExpression u: Push(u.Operand, top, depth); break;
            case BinaryExpression b: PushTwo(b.Left, b.Right, top, depth); break;
            case ComparisonExpression c: PushTwo(c.Left, c.Right, top, depth); break;
            case LogicalExpression l: PushAll(l.Operands, top, depth); break;
            case NotExpression n: Push(n.Operand, top, depth); break;
            case BetweenExpression b:
                Push(b.Value, top, depth);
                PushTwo(b.Low, b.High, top, depth);
                break;
            case InExpression i:
                Push(i.Value, top, depth);
                PushAll(i.List, top, depth);
                break;
            case InQueryExpression i: PushTwo(i.Value, i.Query, top, depth); break;
            case ExistsExpression e: Push(e.Query, top, depth); break;
            case ScalarQueryExpression s: Push(s.Query, top, depth); break;
            case LikeExpression l: PushTwo(l.Value, l.Pattern, top, depth); break;
            case IsNullExpression n: Push(n.Value, top, depth); break;
            case CaseExpression c:
                Push(c.Value, top, depth);
                PushAll(c.Branches, top, depth);
                Push(c.Otherwise, top, depth);
                break;
            case CastExpression c: Push(c.Value, top, depth); break;
            case FunctionCall f:
                PushAll(f.Arguments, top, depth);
                PushTwo(f.Filter, f.Over, top, depth);
                break;
        }
    }

    void PushTwo(object? first, object? second, Expression? top, int depth)
    {
        Push(first, top, depth);
        Push(second, top, depth);
    }
}
