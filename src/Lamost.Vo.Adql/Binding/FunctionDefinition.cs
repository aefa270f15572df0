namespace Lamost.Vo.Adql.Binding;

/// <summary>
/// A function that is a matter of types and of one piece of SQL (ADQL 2.1, 4.1.3 to 4.1.5). A number out of the domain gives NULL for that row where
/// a clamp to the next number outside can say so; PostgreSQL would end the query.
/// </summary>
/// <param name="Name">In capitals.</param>
/// <param name="Least">Arguments at least.</param>
/// <param name="Most">Arguments at most.</param>
/// <param name="Text">Whether it takes and gives text; else it takes and gives numbers.</param>
/// <param name="Type">The type of the result; null for that of the argument.</param>
/// <param name="Sql">The SQL, with {0} and {1} for the arguments, by their number.</param>
sealed record FunctionDefinition(string Name, int Least, int Most, bool Text, AdqlType? Type, Func<IReadOnlyList<string>, bool, string> Sql)
{
    const string JustBelow0 = "'-5e-324'::float8", JustBelowMinus1 = "'-1.0000000000000002'::float8", JustAbove1 = "'1.0000000000000002'::float8";

    /// <summary>Every function, by name.</summary>
    public static IReadOnlyDictionary<string, FunctionDefinition> All { get; } = new List<FunctionDefinition>
    {
        Double("ACOS", a => $"acos({Unit(a)})"),
        Double("ASIN", a => $"asin({Unit(a)})"),
        Double("ATAN", a => $"atan({a})"),
        Double("COS", a => $"cos({a})"),
        Double("COT", a => $"cot({a})"),
        Double("SIN", a => $"sin({a})"),
        Double("TAN", a => $"tan({a})"),
        Double("DEGREES", a => $"degrees({a})"),
        Double("RADIANS", a => $"radians({a})"),
        Double("EXP", a => $"exp({a})"),
        Double("LOG", a => $"ln({Positive(a)})"),
        Double("LOG10", a => $"log10({Positive(a)})"),
        Double("SQRT", a => $"sqrt(NULLIF(GREATEST({a}, {JustBelow0}), {JustBelow0}))"),
        Double("CEILING", a => $"ceil({a})"),
        Double("FLOOR", a => $"floor({a})"),
        new("ABS", 1, 1, false, null, (a, _) => $"abs({a[0]})"),
        new("ATAN2", 2, 2, false, AdqlType.Double, (a, _) => $"atan2({Float(a[0])}, {Float(a[1])})"),
        new("POWER", 2, 2, false, AdqlType.Double, (a, _) => $"power({Float(a[0])}, {Float(a[1])})"),
        new("MOD", 2, 2, false, null, (a, whole) => whole ? $"mod({a[0]}, NULLIF({a[1]}, 0))" : $"mod(({a[0]})::numeric, NULLIF(({a[1]})::numeric, 0))::float8"),
        new("ROUND", 1, 2, false, AdqlType.Double, (a, _) => $"round({Decimal(a)})::float8"),
        new("TRUNCATE", 1, 2, false, AdqlType.Double, (a, _) => $"trunc({Decimal(a)})::float8"),
        new("PI", 0, 0, false, AdqlType.Double, (_, _) => "pi()"),
        new("RAND", 0, 1, false, AdqlType.Double, (_, _) => "random()"),
        new("LOWER", 1, 1, true, null, (a, _) => $"lower({a[0]})"),
        new("UPPER", 1, 1, true, null, (a, _) => $"upper({a[0]})"),
    }.ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    static FunctionDefinition Double(string name, Func<string, string> sql) => new(name, 1, 1, false, AdqlType.Double, (a, _) => sql(Float(a[0])));

    static string Float(string sql) => $"({sql})::float8";

    static string Positive(string sql) => $"NULLIF(GREATEST({sql}, 0), 0)";

    // GREATEST and LEAST pass over NULL, so a NULL argument becomes the clamp too, and NULL again.
    static string Unit(string sql) => $"NULLIF(NULLIF(LEAST(GREATEST({sql}, {JustBelowMinus1}), {JustAbove1}), {JustBelowMinus1}), {JustAbove1})";

    // numeric rounds halves away from zero, as one does by hand; double precision would round them to even.
    static string Decimal(IReadOnlyList<string> arguments) => arguments.Count == 1 ? $"({arguments[0]})::numeric" : $"({arguments[0]})::numeric, ({arguments[1]})::int";
}
