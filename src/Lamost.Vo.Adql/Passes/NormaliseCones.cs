using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Passes;

/// <summary>
/// Brings every way to ask where a position is to conditions of one form: <see cref="BoundWithin"/> and its like, whose position comes from a row.
/// <code>
/// 1 = CONTAINS(POINT(ra, dec), CIRCLE(10, 20, 1))     ra, dec within 1 of 10, 20
/// 3600 * DISTANCE(10, 20, ra, dec) &lt; 5                 ra, dec within 5/3600 of 10, 20, the rim outside
/// CONTAINS(...) = 0                                   NOT within
/// </code>
/// </summary>
static class NormaliseCones
{
    /// <summary>Runs the pass.</summary>
    public static BoundExpression Run(BoundExpression condition) => condition switch
    {
        BoundLogical logical => logical with { Operands = [.. logical.Operands.Select(Run)] },
        BoundNot not => not with { Operand = Run(not.Operand) },
        BoundWithin within => Oriented(within),
        BoundComparison comparison => Truth(comparison) ?? Distance(comparison) ?? comparison,
        BoundBetween { Negated: false, Value: BoundDistance distance } between when Constants.Of(between.Low) is <= 0 && Radius(between.High) is { } radius =>
            Within(distance, radius, strict: false),
        _ => condition,
    };

    // What the comparison says of 1 and of 0 decides; when it says the same of both it is no question of position.
    static BoundExpression? Truth(BoundComparison comparison)
    {
        var (truth, number, mark) = comparison.Left is BoundTruth left
            ? (left, Constants.Of(comparison.Right), comparison.Operator)
            : (comparison.Right as BoundTruth, Constants.Of(comparison.Left), Flipped(comparison.Operator));
        if (truth is null || number is not { } value) return null;
        var (of1, of0) = (Holds(1, mark, value), Holds(0, mark, value));
        if (of1 == of0) return null;
        var condition = Run(truth.Condition);
        return of1 ? condition : new BoundNot(condition);
    }

    static BoundExpression? Distance(BoundComparison comparison)
    {
        var (distance, factor) = Scaled(comparison.Left);
        var (limit, mark) = (comparison.Right, comparison.Operator);
        if (distance is null)
        {
            (distance, factor) = Scaled(comparison.Right);
            (limit, mark) = (comparison.Left, Flipped(comparison.Operator));
        }
        if (distance is null || limit.Find<BoundDistance>() is not null) return null;
        if (limit.Type != AdqlType.Double) limit = limit is BoundNumber number ? BoundNumber.Of(number.Value) : new BoundCast(limit, AdqlType.Double);
        var scaled = factor == 1 ? limit : Constants.Of(limit) is { } constant
            ? BoundNumber.Of(constant / factor)
            : new BoundBinary(BinaryOperator.Divide, limit, BoundNumber.Of(factor), AdqlType.Double);
        if (Radius(scaled) is not { } radius) return null;
        return mark switch
        {
            ComparisonOperator.Less => Within(distance, radius, strict: true),
            ComparisonOperator.LessOrEqual => Within(distance, radius, strict: false),
            ComparisonOperator.Greater => new BoundNot(Within(distance, radius, strict: false)),
            ComparisonOperator.GreaterOrEqual => new BoundNot(Within(distance, radius, strict: true)),
            _ => null,
        };
    }

    // DISTANCE, DISTANCE * k, k * DISTANCE, DISTANCE / k and these again, with constants k above 0.
    static (BoundDistance? Distance, double Factor) Scaled(BoundExpression expression) => expression switch
    {
        BoundDistance distance => (distance, 1),
        BoundBinary { Operator: BinaryOperator.Multiply } a when Constants.Of(a.Right) is > 0 and var k && Scaled(a.Left) is { Distance: { } d } s => (d, s.Factor * k),
        BoundBinary { Operator: BinaryOperator.Multiply } a when Constants.Of(a.Left) is > 0 and var k && Scaled(a.Right) is { Distance: { } d } s => (d, s.Factor * k),
        BoundBinary { Operator: BinaryOperator.Divide } a when Constants.Of(a.Right) is > 0 and var k && Scaled(a.Left) is { Distance: { } d } s => (d, s.Factor / k),
        _ => (null, 1),
    };

    // A radius that is no radius, below 0 or from 180 on, is left to the comparison of numbers.
    static BoundExpression? Radius(BoundExpression limit) => Constants.Of(limit) is { } value && value is not (>= 0 and < 180) ? null : limit;

    static BoundWithin Within(BoundDistance distance, BoundExpression radius, bool strict) => Oriented(new BoundWithin(distance.First, distance.Second, radius, strict));

    // The position of a table comes first.
    static BoundWithin Oriented(BoundWithin within) => within.Point.Find<BoundColumn>() is null && within.Centre.Find<BoundColumn>() is not null
        ? within with { Point = within.Centre, Centre = within.Point }
        : within;

    static ComparisonOperator Flipped(ComparisonOperator mark) => mark switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => mark,
    };

    static bool Holds(double left, ComparisonOperator mark, double right) => mark switch
    {
        ComparisonOperator.Equal => left == right,
        ComparisonOperator.NotEqual => left != right,
        ComparisonOperator.Less => left < right,
        ComparisonOperator.Greater => left > right,
        ComparisonOperator.LessOrEqual => left <= right,
        _ => left >= right,
    };
}
