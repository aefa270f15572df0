using Lamost.Vo.Adql.Functions;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

/// <summary>A function of the tables of functions; its arguments have the types of the parameters.</summary>
sealed record BoundFunction(FunctionDefinition Function, IReadOnlyList<BoundExpression> Arguments, AdqlType Type) : BoundExpression(Type);

/// <summary>An aggregate; no argument means COUNT(*), no filter that every row counts.</summary>
sealed record BoundAggregate(AggregateDefinition Function, IReadOnlyList<BoundExpression> Arguments, bool Distinct, BoundExpression? Filter, AdqlType Type) : BoundExpression(Type);

/// <summary>A window function, or an aggregate over a window: a <see cref="BoundFunction"/>, or a <see cref="BoundAggregate"/> that forms no group here.</summary>
sealed record BoundWindow(BoundExpression Call, IReadOnlyList<BoundExpression> PartitionBy, IReadOnlyList<BoundOrder> OrderBy, WindowFrame? Frame) : BoundExpression(Call.Type);
