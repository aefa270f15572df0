namespace Lamost.Vo.Adql.Syntax;

/// <summary>
/// A function, aggregate or geometry. Functions with words between their arguments are this too: <c>SUBSTRING(x FROM 2 FOR 3)</c> has the arguments x, 2, 3;
/// <c>POSITION(a IN b)</c> a, b; <c>TRIM(LEADING 'x' FROM y)</c> is LTRIM of y, 'x' (TRAILING: RTRIM, BOTH: TRIM); <c>EXTRACT(YEAR FROM t)</c> has the
/// arguments 'YEAR', t.
/// </summary>
/// <param name="Name">As written.</param>
/// <param name="Arguments">Empty for none, and for <c>COUNT(*)</c>.</param>
public sealed record FunctionCall(Identifier Name, IReadOnlyList<Expression> Arguments) : Expression
{
    /// <summary>DISTINCT before the argument.</summary>
    public bool Distinct { get; init; }

    /// <summary><c>(*)</c>.</summary>
    public bool Star { get; init; }

    /// <summary>FILTER (WHERE ...), an extension; null for none.</summary>
    public Expression? Filter { get; init; }

    /// <summary>OVER (...), an extension; null for none.</summary>
    public WindowSpecification? Over { get; init; }

    /// <summary>A call that a program makes.</summary>
    public static FunctionCall Of(string name, params Expression[] arguments) => new(new Identifier(name, Quoted: false), arguments);
}

/// <summary>The rows that a window function sees (SQL:2003, 7.11).</summary>
/// <param name="PartitionBy">Rows that are equal in these; empty for all.</param>
/// <param name="OrderBy">Their order; empty for none.</param>
/// <param name="Frame">Which of them; null for the default.</param>
public sealed record WindowSpecification(IReadOnlyList<Expression> PartitionBy, IReadOnlyList<OrderTerm> OrderBy, WindowFrame? Frame) : Node;

/// <summary><c>ROWS BETWEEN 1 PRECEDING AND CURRENT ROW</c>, or RANGE.</summary>
/// <param name="ByRange">RANGE, not ROWS.</param>
/// <param name="Start">The first row.</param>
/// <param name="End">The last row, inclusive.</param>
public sealed record WindowFrame(bool ByRange, FrameBound Start, FrameBound End) : Node;

/// <summary>A bound of a frame.</summary>
/// <param name="Kind">Counted from where.</param>
/// <param name="Rows">How many rows before or after; null for unbounded, and for the current row.</param>
public sealed record FrameBound(FrameBoundKind Kind, long? Rows);

/// <summary>From where a bound of a frame is counted.</summary>
public enum FrameBoundKind
{
    /// <summary>PRECEDING.</summary>
    Preceding,

    /// <summary>CURRENT ROW.</summary>
    Current,

    /// <summary>FOLLOWING.</summary>
    Following,
}
