using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Syntax;
using Lamost.Vo.Adql.Units;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    // IN_UNIT (ADQL 2.1, 4.8): the factor is known here, so that the SQL is a product.
    BoundExpression InUnit(FunctionCall call, Scope scope)
    {
        if (call.Arguments.Count != 2) return Error(Messages.WrongCount("IN_UNIT", "2", call.Arguments.Count, "IN_UNIT(ra, 'arcsec')"), call.Span);
        var value = NumberValue(call.Arguments[0], scope, "IN_UNIT");
        if (call.Arguments[1] is not StringLiteral literal) return Error(Messages.NotALiteral("IN_UNIT", "the unit", "单位", "IN_UNIT(ra, 'arcsec')"), call.Arguments[1].Span);
        if (value is BoundError) return value;
        if (!VoUnit.TryParse(literal.Value, out var target, out var fault)) return Error(Messages.BadUnit(fault.Text), literal.Span);
        if (value.Facts.Unit is not { } unit || !VoUnit.TryParse(unit, out var source, out _)) return Error(Messages.NoUnit(), call.Arguments[0].Span);
        if (!source.TryConversionTo(target, out var factor)) return Error(Messages.NotConvertible(unit, Excerpt.Shown(literal.Value)), literal.Span);
        var facts = value.Facts with { Unit = target.ToString(), Xtype = null, IsMainPosition = false };
        return factor == 1
            ? As(value, AdqlType.Double) with { Span = call.Span, Facts = facts }
            : new BoundBinary(BinaryOperator.Multiply, As(value, AdqlType.Double), BoundNumber.Of(factor), AdqlType.Double) { Span = call.Span, Facts = facts };
    }
}
