using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

/// <summary>Numbers that are known without a row.</summary>
static class Constants
{
    /// <summary>The value of an expression of numbers alone, in double precision; null for any other, and for one that is not finite.</summary>
    public static double? Of(BoundExpression expression) => Value(expression) is { } value && double.IsFinite(value) ? value : null;

    static double? Value(BoundExpression expression) => expression switch
    {
        BoundNumber number => number.Value,
        BoundUnary { Operator: UnaryOperator.Minus } negative => -Of(negative.Operand),
        BoundBinary { Operator: BinaryOperator.Add } a => Of(a.Left) + Of(a.Right),
        BoundBinary { Operator: BinaryOperator.Subtract } a => Of(a.Left) - Of(a.Right),
        BoundBinary { Operator: BinaryOperator.Multiply } a => Of(a.Left) * Of(a.Right),
        BoundBinary { Operator: BinaryOperator.Divide, Type: AdqlType.Double or AdqlType.Real } a when Of(a.Right) is not 0 => Of(a.Left) / Of(a.Right),
        BoundCast { Type: AdqlType.Double } cast when cast.Value.Type.IsNumber() => Of(cast.Value),
        BoundFunction { Function.Name: "PI" } => Math.PI,
        BoundFunction { Function.Name: "RADIANS" } f => Of(f.Arguments[0]) * (Math.PI / 180),
        BoundFunction { Function.Name: "DEGREES" } f => Of(f.Arguments[0]) * (180 / Math.PI),
        _ => null,
    };
}
