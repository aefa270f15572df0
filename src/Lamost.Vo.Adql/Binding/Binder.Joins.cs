using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    BoundJoin Join(JoinedTable join, Scope scope)
    {
        // ON, and the names of USING, see the two joined tables and what is around the query, not the tables beside the join.
        var (left, right, both) = (new Scope(scope.Outer, scope), new Scope(scope.Outer, scope), new Scope(scope.Outer, scope));
        var (l, r) = (Table(join.Left, left), Table(join.Right, right));
        left.Add(l);
        right.Add(r);
        foreach (var source in right.Sources) CheckUnique(source, left, join.Span);
        foreach (var source in left.Sources.Concat(right.Sources))
        {
            CheckUnique(source, scope, join.Span);
            scope.Sources.Add(source);
        }

        var merged = new List<(string Name, BoundExpression Value)>();
        BoundExpression? on = null;
        if (join.On is not null)
        {
            both.Sources.AddRange(left.Sources);
            both.Sources.AddRange(right.Sources);
            both.Add(l);
            both.Add(r);
            on = RowCondition(join.On, both, "ON");
            if (join.Kind == JoinKind.Full && !HasEquality(on) && !bag.HasErrors) bag.Error(Messages.FullJoinCondition(), join.On.Span);
        }
        else if (join.Natural || join.Using.Count > 0)
        {
            var equal = new List<BoundExpression>();
            foreach (var name in join.Natural ? Common(l, r, join.Span) : join.Using)
            {
                var (a, b) = (Unqualified(name, left, name.Span), Unqualified(name, right, name.Span));
                equal.Add(Compare(ComparisonOperator.Equal, a, b, join.Span));
                merged.Add(((a as BoundColumn)?.Column.Name ?? name.Text, Merged(join.Kind, a, b)));
            }
            if (equal.Count == 0) bag.Warning(Messages.NoCommonColumn(), join.Span);
            else on = equal.Count == 1 ? equal[0] : new BoundLogical(true, equal);
        }
        else if (!join.Cross) bag.Error(Messages.JoinWithoutCondition(), join.Span);
        return new BoundJoin(l, r, join.Kind, on, merged);
    }

    static BoundExpression Merged(JoinKind kind, BoundExpression a, BoundExpression b) => kind switch
    {
        JoinKind.Full => new BoundMerge(a, b) { Facts = a.Facts },
        JoinKind.Right => b,
        _ => a,
    };

    static List<Identifier> Common(BoundFrom left, BoundFrom right, TextSpan span)
    {
        var names = right.Visible().Select(v => v.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. left.Visible().Select(v => v.Name).Distinct(StringComparer.OrdinalIgnoreCase).Where(names.Contains).Select(n => new Identifier(n, Quoted: false) { Span = span })];
    }

    // PostgreSQL forms a full join by merging or hashing alone, which needs an equality.
    static bool HasEquality(BoundExpression condition) => condition switch
    {
        BoundComparison { Operator: ComparisonOperator.Equal } => true,
        BoundLogical { IsAnd: true } all => all.Operands.Any(HasEquality),
        _ => false,
    };
}
