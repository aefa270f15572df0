using Lamost.Vo.Adql.Functions;
using Lamost.Vo.Adql.Syntax;
using Lamost.Vo.Adql.Units;

namespace Lamost.Vo.Adql.Binding;

/// <summary>
/// Units of computed values. A number written out has no unit of its own: <c>ra + 10</c> is in degrees, and so is <c>2 * ra</c>. What cannot be known is
/// null: the sum of different units, and the product with a column that has none.
/// </summary>
static class UnitFacts
{
    /// <summary>The unit of two values computed to one.</summary>
    public static string? Of(BinaryOperator mark, BoundExpression left, BoundExpression right)
    {
        var (a, b) = (left.Facts.Unit, right.Facts.Unit);
        if (a is null && b is null) return null;
        if (b is null) return Constants.Of(right) is not null ? a : null;
        if (a is null) return Constants.Of(left) is null ? null : mark == BinaryOperator.Divide ? Computed(b, u => u.Power(-1, 1)) : b;
        return mark switch
        {
            BinaryOperator.Add or BinaryOperator.Subtract => a == b ? a : null,
            BinaryOperator.Multiply => Computed(a, b, (x, y) => x * y),
            BinaryOperator.Divide => Computed(a, b, (x, y) => x / y),
            _ => null,
        };
    }

    /// <summary>The unit of a function's value.</summary>
    public static string? Of(UnitRule rule, IReadOnlyList<BoundExpression> arguments) => rule switch
    {
        UnitRule.OfArgument => arguments[0].Facts.Unit,
        UnitRule.Degrees => "deg",
        UnitRule.Radians => "rad",
        UnitRule.Days => "d",
        UnitRule.SquareRoot => Computed(arguments[0].Facts.Unit, u => u.Power(1, 2)),
        UnitRule.Square => Computed(arguments[0].Facts.Unit, u => u.Power(2, 1)),
        UnitRule.Power => Exponent(arguments[1]) is var (n, d) ? Computed(arguments[0].Facts.Unit, u => u.Power(n, d)) : null,
        _ => null,
    };

    /// <summary>The unit of values of which one is taken: the one that all have that are no numbers written out.</summary>
    public static string? Common(IEnumerable<BoundExpression> values)
    {
        string? common = null;
        foreach (var value in values)
        {
            if (value is BoundNull || Constants.Of(value) is not null) continue;
            if (value.Facts.Unit is not { } unit || (common is not null && common != unit)) return null;
            common = unit;
        }
        return common;
    }

    // Whole numbers, halves and thirds to 12: what powers of units are.
    static (int Numerator, int Denominator)? Exponent(BoundExpression value)
    {
        if (Constants.Of(value) is not { } x || Math.Abs(x) > 12) return null;
        foreach (var d in new[] { 1, 2, 3, 4 })
            if (Math.Abs(x * d - Math.Round(x * d)) < 1e-12) return ((int)Math.Round(x * d), d);
        return null;
    }

    static string? Computed(string? unit, Func<VoUnit, VoUnit> compute) => VoUnit.TryParse(unit ?? "", out var parsed, out _) ? Written(compute(parsed)) : null;

    static string? Computed(string a, string b, Func<VoUnit, VoUnit, VoUnit> compute) =>
        VoUnit.TryParse(a, out var x, out _) && VoUnit.TryParse(b, out var y, out _) ? Written(compute(x, y)) : null;

    static string? Written(VoUnit unit) => unit.IsDimensionless ? null : unit.ToString();
}
