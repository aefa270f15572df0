namespace Lamost.Vo.Adql.Binding;

/// <summary>Walks and rebuilds bound expressions.</summary>
static class BoundTree
{
    /// <summary>The expressions directly below one; of a query, what it names of the queries around it.</summary>
    public static IEnumerable<BoundExpression> Children(this BoundExpression expression) => expression switch
    {
        BoundUnary u => [u.Operand],
        BoundBinary b => [b.Left, b.Right],
        BoundComparison c => [c.Left, c.Right],
        BoundLogical l => l.Operands,
        BoundNot n => [n.Operand],
        BoundBetween b => [b.Value, b.Low, b.High],
        BoundIn i => i.List.Prepend(i.Value),
        BoundInQuery i => i.Query.Outer.Prepend(i.Value),
        BoundExists e => e.Query.Outer,
        BoundScalarQuery s => s.Query.Outer,
        BoundLike l => [l.Value, l.Pattern],
        BoundIsNull n => [n.Value],
        BoundCase c => Of(c.Value).Concat(c.Branches.SelectMany(b => new[] { b.When, b.Then })).Concat(Of(c.Otherwise)),
        BoundCast c => [c.Value],
        BoundMerge m => [m.Left, m.Right],
        BoundFunction f => f.Arguments,
        BoundAggregate a => a.Arguments.Concat(Of(a.Filter)),
        BoundWindow w => w.Call.Children().Concat(w.PartitionBy).Concat(w.OrderBy.Select(o => o.Value)),
        BoundPoint p => [p.Longitude, p.Latitude],
        BoundCircle c => [c.Centre, c.Radius],
        BoundPolygon p => p.Coordinates,
        BoundBox b => [b.Centre, b.Width, b.Height],
        BoundCoordinate c => [c.Geometry],
        BoundDistance d => [d.First, d.Second],
        BoundTruth t => [t.Condition],
        BoundWithin w => [w.Point, w.Centre, w.Radius],
        BoundInPolygon i => [i.Point, i.Polygon],
        BoundInMoc i => [i.Point, i.Moc],
        BoundMocRelation r => [r.First, r.Second],
        BoundInRange r => [r.Map.Moc],
        BoundRelation r => [r.First, r.Second],
        BoundCover c => c.Borders.Select(b => b.Exact),
        BoundInCell c => [c.Point, c.Cells.Centre, c.Cells.Radius],
        _ => [],
    };

    /// <summary>The first expression of a kind, itself included; null for none.</summary>
    public static T? Find<T>(this BoundExpression expression) where T : BoundExpression
    {
        if (expression is T found) return found;
        foreach (var child in expression.Children())
            if (child.Find<T>() is { } below) return below;
        return null;
    }

    /// <summary>The tables and queries of a FROM.</summary>
    public static IEnumerable<BoundSource> Sources(this BoundFrom from) => from switch
    {
        BoundJoin join => join.Left.Sources().Concat(join.Right.Sources()),
        BoundSource source => [source],
        _ => [],
    };

    /// <summary>The same expression with each of its children, and each query in it, replaced by what the functions make of them.</summary>
    public static BoundExpression Map(this BoundExpression expression, Func<BoundExpression, BoundExpression> f, Func<BoundQuery, BoundQuery> query)
    {
        return expression switch
        {
            BoundUnary u => u with { Operand = f(u.Operand) },
            BoundBinary b => b with { Left = f(b.Left), Right = f(b.Right) },
            BoundComparison c => c with { Left = f(c.Left), Right = f(c.Right) },
            BoundLogical l => l with { Operands = All(l.Operands) },
            BoundNot n => n with { Operand = f(n.Operand) },
            BoundBetween b => b with { Value = f(b.Value), Low = f(b.Low), High = f(b.High) },
            BoundIn i => i with { Value = f(i.Value), List = All(i.List) },
            BoundInQuery i => i with { Value = f(i.Value), Query = Sub(i.Query) },
            BoundExists e => e with { Query = Sub(e.Query) },
            BoundScalarQuery s => s with { Query = Sub(s.Query) },
            BoundLike l => l with { Value = f(l.Value), Pattern = f(l.Pattern) },
            BoundIsNull n => n with { Value = f(n.Value) },
            BoundCase c => c with { Value = Perhaps(c.Value), Branches = [.. c.Branches.Select(b => new BoundBranch(f(b.When), f(b.Then)))], Otherwise = Perhaps(c.Otherwise) },
            BoundCast c => c with { Value = f(c.Value) },
            BoundFunction x => x with { Arguments = All(x.Arguments) },
            BoundAggregate a => a with { Arguments = All(a.Arguments), Filter = Perhaps(a.Filter) },
            BoundWindow w => w with { Call = w.Call.Map(f, query), PartitionBy = All(w.PartitionBy), OrderBy = [.. w.OrderBy.Select(o => o with { Value = f(o.Value) })] },
            BoundPoint p => Point(p),
            BoundCircle c => c with { Centre = Point(c.Centre), Radius = f(c.Radius) },
            BoundPolygon p => p with { Coordinates = All(p.Coordinates) },
            BoundBox b => b with { Centre = Point(b.Centre), Width = f(b.Width), Height = f(b.Height) },
            BoundCoordinate c => c with { Geometry = f(c.Geometry) },
            BoundDistance d => d with { First = Point(d.First), Second = Point(d.Second) },
            BoundTruth t => t with { Condition = f(t.Condition) },
            BoundWithin w => w with { Point = Point(w.Point), Centre = Point(w.Centre), Radius = f(w.Radius) },
            BoundInPolygon i => i with { Point = Point(i.Point), Polygon = f(i.Polygon) },
            BoundInMoc i => i with { Point = Point(i.Point), Moc = f(i.Moc) },
            BoundMocRelation r => r with { First = f(r.First), Second = f(r.Second) },
            BoundRelation r => r with { First = f(r.First), Second = f(r.Second) },
            _ => expression,
        };

        BoundExpression[] All(IReadOnlyList<BoundExpression> list)
        {
            var mapped = new BoundExpression[list.Count];
            for (var i = 0; i < mapped.Length; i++) mapped[i] = f(list[i]);
            return mapped;
        }

        BoundExpression? Perhaps(BoundExpression? child) => child is null ? null : f(child);

        BoundPoint Point(BoundPoint p) => p with { Longitude = f(p.Longitude), Latitude = f(p.Latitude) };

        BoundSubquery Sub(BoundSubquery sub) => sub with { Query = query(sub.Query) };
    }

    static BoundExpression[] Of(BoundExpression? child) => child is null ? [] : [child];
}
