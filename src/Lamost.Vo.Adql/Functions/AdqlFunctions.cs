using static Lamost.Vo.Adql.AdqlType;

namespace Lamost.Vo.Adql.Functions;

/// <summary>The functions of numbers and texts of ADQL 2.1 (2.3, 4.4 and 4.6).</summary>
static class AdqlFunctions
{
    public static IReadOnlyList<FunctionDefinition> All { get; } =
    [
        Number("ACOS", "adql.acos({0})", UnitRule.Radians),
        Number("ASIN", "adql.asin({0})", UnitRule.Radians),
        Number("ATAN", "atan({0})", UnitRule.Radians),
        Number("COS", "adql.cos({0})"),
        Number("COT", "adql.cot({0})"),
        Number("SIN", "adql.sin({0})"),
        Number("TAN", "adql.tan({0})"),
        Number("DEGREES", "adql.degrees({0})", UnitRule.Degrees),
        Number("RADIANS", "adql.radians({0})", UnitRule.Radians),
        Number("EXP", "adql.exp({0})"),
        Number("LOG", "adql.log({0})"),
        Number("LOG10", "adql.log10({0})"),
        Number("SQRT", "adql.sqrt({0})", UnitRule.SquareRoot),
        Number("CEILING", "ceil({0})", UnitRule.OfArgument),
        Number("FLOOR", "floor({0})", UnitRule.OfArgument),
        new("ABS", [Unknown], null, "abs({0})") { Unit = UnitRule.OfArgument },
        new("ATAN2", [AdqlType.Double, AdqlType.Double], AdqlType.Double, "atan2({0}, {1})") { Unit = UnitRule.Radians },
        new("POWER", [AdqlType.Double, AdqlType.Double], AdqlType.Double, "adql.power({0}, {1})") { Unit = UnitRule.Power },
        new("MOD", [Bigint, Bigint], Bigint, "adql.mod({0}, {1})") { Unit = UnitRule.OfArgument },
        new("MOD", [AdqlType.Double, AdqlType.Double], AdqlType.Double, "adql.mod({0}, {1})") { Unit = UnitRule.OfArgument },
        Number("ROUND", "adql.round({0}, 0)", UnitRule.OfArgument),
        new("ROUND", [AdqlType.Double, Integer], AdqlType.Double, "adql.round({0}, {1})") { Unit = UnitRule.OfArgument },
        Number("TRUNCATE", "adql.truncate({0}, 0)", UnitRule.OfArgument),
        new("TRUNCATE", [AdqlType.Double, Integer], AdqlType.Double, "adql.truncate({0}, {1})") { Unit = UnitRule.OfArgument },
        new("PI", [], AdqlType.Double, "pi()"),
        new("RAND", [], AdqlType.Double, "random()"),
        new("RAND", [AdqlType.Double], AdqlType.Double, "random()"),
        new("LOWER", [Varchar], null, "lower({0})"),
        new("UPPER", [Varchar], null, "upper({0})"),
    ];

    static FunctionDefinition Number(string name, string sql, UnitRule unit = UnitRule.None) => new(name, [AdqlType.Double], AdqlType.Double, sql) { Unit = unit };
}
