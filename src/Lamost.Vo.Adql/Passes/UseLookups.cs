using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Functions;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Passes;

/// <summary>
/// Finds a value of a column that no index serves by the other column that the catalogue names for it: what is equal to the one has its image in the other.
/// <code>
/// did = x               did = x AND observation = observation_of(x)
/// did = b.did           did = b.did AND observation = b.observation
/// did IN (x, y)         did IN (x, y) AND observation IN (observation_of(x), observation_of(y))
/// did IN (SELECT ...)   (did, observation) IN (SELECT c1, observation_of(c1) FROM (SELECT ...))
/// </code>
/// Only where a row is kept when the condition holds: what is added then holds too. Under NOT nothing is added, as it may be unknown where the condition is false.
/// </summary>
static class UseLookups
{
    /// <summary>Runs the pass.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="rows">The sources whose rows, not yet grouped, the condition sees: of no other can a hidden column be named.</param>
    public static BoundExpression Run(BoundExpression condition, IReadOnlySet<int> rows) => condition switch
    {
        BoundLogical logical => logical with { Operands = [.. logical.Operands.Select(o => Run(o, rows))] },
        BoundComparison { Operator: ComparisonOperator.Equal } equality => Equal(equality, rows),
        BoundIn { Negated: false } inside when Of(inside.Value, rows) is { } lookup && inside.List.All(v => Image(v, lookup, rows) is not null) =>
            new BoundLogical(true, [inside, new BoundIn(lookup.Hidden, [.. inside.List.Select(v => Image(v, lookup, rows)!)], Negated: false)]),
        BoundInQuery { Negated: false } inside when Of(inside.Value, rows) is { } lookup && IsText(inside.Query.Query.Outputs[0].Type) =>
            inside with { Lookup = (lookup.Hidden, lookup.Function) },
        _ => condition,
    };

    static BoundExpression Equal(BoundComparison equality, IReadOnlySet<int> rows)
    {
        var (left, right) = (Of(equality.Left, rows), Of(equality.Right, rows));
        var all = new List<BoundExpression> { equality };
        if (left is { } l && Image(equality.Right, l, rows) is { } ofRight) all.Add(new BoundComparison(ComparisonOperator.Equal, l.Hidden, ofRight));
        // Where both are found by the same function, that has said it all.
        if (right is { } r && r.Function != left?.Function && Image(equality.Left, r, rows) is { } ofLeft) all.Add(new BoundComparison(ComparisonOperator.Equal, r.Hidden, ofLeft));
        return all.Count == 1 ? equality : new BoundLogical(true, all);
    }

    static (BoundColumn Hidden, string Function)? Of(BoundExpression value, IReadOnlySet<int> rows) =>
        value is BoundColumn { Column.Catalog.Lookup: { } lookup } column && rows.Contains(column.Source.Number)
            ? (new BoundColumn(column.Source, new SourceColumn(lookup.PhysicalName, Sql.SqlText.Quoted(lookup.PhysicalName), AdqlType.Bigint, ValueFacts.None)), lookup.Function)
            : null;

    // What the hidden column has where the column has this value; null where that cannot be said.
    static BoundExpression? Image(BoundExpression value, (BoundColumn Hidden, string Function) lookup, IReadOnlySet<int> rows)
    {
        if (value is BoundNull) return new BoundNull(AdqlType.Bigint);
        if (Of(value, rows) is { } other && other.Function == lookup.Function) return other.Hidden;
        return !IsText(value.Type) || !IsTheSameTwice(value) ? null
            : new BoundFunction(new FunctionDefinition(lookup.Function, [], AdqlType.Bigint, lookup.Function + "({0})"), [value], AdqlType.Bigint);
    }

    static bool IsText(AdqlType type) => type is AdqlType.Varchar or AdqlType.UnicodeVarchar;

    // The value will be computed twice.
    static bool IsTheSameTwice(BoundExpression value) => value switch
    {
        BoundFunction { Function.Name: "RAND" } => false,
        BoundScalarQuery scalar => IsTheSameTwice(scalar.Query.Query),
        BoundInQuery or BoundExists or BoundWindow => false,
        _ => value.Children().All(IsTheSameTwice),
    };

    // Which rows a limit leaves may be chance.
    static bool IsTheSameTwice(BoundQuery query) =>
        query is BoundSelect { With: [], Limit: null, Offset: null } select && select.From.Sources().All(s => s.Table is not null)
        && new[] { select.Where, select.Having }.OfType<BoundExpression>().Concat(select.Outputs.Select(o => o.Value)).All(IsTheSameTwice);
}
