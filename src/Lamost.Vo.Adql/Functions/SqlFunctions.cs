using static Lamost.Vo.Adql.AdqlType;

namespace Lamost.Vo.Adql.Functions;

/// <summary>Functions that users of SQL know and ADQL 2.1 does not have: each use is an extension.</summary>
static class SqlFunctions
{
    public static IReadOnlyList<FunctionDefinition> All { get; } =
    [
        Extension("SUBSTRING", [Varchar, Integer], null, "substr({0}, {1})"),
        Extension("SUBSTRING", [Varchar, Integer, Integer], null, "substr({0}, {1}, greatest({2}, 0))"),
        Extension("SUBSTR", [Varchar, Integer], null, "substr({0}, {1})"),
        Extension("SUBSTR", [Varchar, Integer, Integer], null, "substr({0}, {1}, greatest({2}, 0))"),
        Extension("TRIM", [Varchar], null, "btrim({0})"),
        Extension("TRIM", [Varchar, Varchar], null, "btrim({0}, {1})"),
        Extension("LTRIM", [Varchar], null, "ltrim({0})"),
        Extension("LTRIM", [Varchar, Varchar], null, "ltrim({0}, {1})"),
        Extension("RTRIM", [Varchar], null, "rtrim({0})"),
        Extension("RTRIM", [Varchar, Varchar], null, "rtrim({0}, {1})"),
        Extension("REPLACE", [Varchar, Varchar, Varchar], null, "replace({0}, {1}, {2})"),
        Extension("CHAR_LENGTH", [Varchar], Integer, "char_length({0})"),
        Extension("CHARACTER_LENGTH", [Varchar], Integer, "char_length({0})"),
        Extension("LENGTH", [Varchar], Integer, "char_length({0})"),
        Extension("POSITION", [Varchar, Varchar], Integer, "position({0} IN {1})"),
        Extension("CEIL", [AdqlType.Double], AdqlType.Double, "ceil({0})") with { Unit = UnitRule.OfArgument },
        Extension("LN", [AdqlType.Double], AdqlType.Double, "adql.log({0})"),
        Extension("SIGN", [AdqlType.Double], AdqlType.Double, "sign({0})"),
        Window("ROW_NUMBER", [], Bigint, "row_number()"),
        Window("RANK", [], Bigint, "rank()"),
        Window("DENSE_RANK", [], Bigint, "dense_rank()"),
        Window("PERCENT_RANK", [], AdqlType.Double, "percent_rank()"),
        Window("CUME_DIST", [], AdqlType.Double, "cume_dist()"),
        Window("NTILE", [Integer], Integer, "ntile({0})"),
    ];

    /// <summary>Window functions whose value is that of their first argument in another row, whatever its type; with the most arguments.</summary>
    public static IReadOnlyDictionary<string, int> OfOtherRows { get; } =
        new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["LAG"] = 3, ["LEAD"] = 3, ["FIRST_VALUE"] = 1, ["LAST_VALUE"] = 1, ["NTH_VALUE"] = 2 };

    /// <summary>The parts of a time that EXTRACT takes.</summary>
    public static IReadOnlyList<string> TimeFields { get; } = ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "DOY", "DOW", "WEEK", "QUARTER", "EPOCH"];

    static FunctionDefinition Extension(string name, AdqlType[] parameters, AdqlType? result, string sql) => new(name, parameters, result, sql) { Group = FunctionGroup.Extension };

    static FunctionDefinition Window(string name, AdqlType[] parameters, AdqlType result, string sql) => new(name, parameters, result, sql) { Group = FunctionGroup.Window };
}
