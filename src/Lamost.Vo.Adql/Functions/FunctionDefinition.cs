namespace Lamost.Vo.Adql.Functions;

/// <summary>
/// One form of a function that is a matter of types and of one piece of SQL. Where a number is out of its domain the value is NULL for that row; PostgreSQL
/// would end the query. That, and whatever takes more than an expression, is done by the functions of the schema <c>adql</c> in the database.
/// </summary>
/// <param name="Name">In capitals; user-defined ones as the catalogue writes them.</param>
/// <param name="Parameters">
/// Types that arguments are converted to: Double takes any number, Bigint and Integer whole ones, Unknown any number as it is. A Point is two arguments of the
/// SQL: its longitude and its latitude.
/// </param>
/// <param name="Result">The type of the value; null for the widest of the arguments.</param>
/// <param name="Sql">The SQL.</param>
sealed record FunctionDefinition(string Name, IReadOnlyList<AdqlType> Parameters, AdqlType? Result, SqlTemplate Sql)
{
    /// <summary>Where it is from.</summary>
    public FunctionGroup Group { get; init; }

    /// <summary>What is known of the unit of the value.</summary>
    public UnitRule Unit { get; init; }

    /// <summary>The declaration in TAPRegExt's form; null for one that no capabilities declare.</summary>
    public string? Signature { get; init; }

    /// <summary>What it does, for the capabilities.</summary>
    public string? Description { get; init; }
}

/// <summary>Where a function is from.</summary>
enum FunctionGroup
{
    /// <summary>ADQL 2.1.</summary>
    Adql,

    /// <summary>SQL; a use is an extension.</summary>
    Extension,

    /// <summary>A user-defined function, declared in the capabilities.</summary>
    UserDefined,

    /// <summary>SQL, and only with OVER; a use is an extension.</summary>
    Window,
}

/// <summary>The unit of a function's value.</summary>
enum UnitRule
{
    /// <summary>None.</summary>
    None,

    /// <summary>That of the first argument.</summary>
    OfArgument,

    /// <summary>Degrees.</summary>
    Degrees,

    /// <summary>Radians.</summary>
    Radians,

    /// <summary>The root of that of the first argument.</summary>
    SquareRoot,

    /// <summary>That of the first argument, to the power of the second, where that is a constant.</summary>
    Power,

    /// <summary>The square of that of the first argument.</summary>
    Square,

    /// <summary>Days.</summary>
    Days,
}
