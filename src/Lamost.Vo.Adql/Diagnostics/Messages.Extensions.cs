namespace Lamost.Vo.Adql.Diagnostics;

/// <summary>What the tolerant mode takes beside ADQL 2.1: warnings there, refusals in the strict mode.</summary>
static partial class Messages
{
    public static readonly Message ExtensionComment = Extension("A comment between /* and */", "/* 和 */ 之间的注释",
        "A comment of ADQL runs from -- to the end of the line.", "ADQL 的注释从 -- 开始，到行尾结束。");

    public static readonly Message ExtensionHexadecimal = Extension("A hexadecimal number", "十六进制数", "Write the number in decimal.", "请写成十进制数。");

    public static readonly Message ExtensionNumberBeforeWord = Extension("A word directly after a number", "数字后面直接跟单词", "Put a blank between them.", "请在两者之间加一个空格。");

    public static readonly Message ExtensionAdjacentTexts = Extension("Joining texts by writing them side by side", "将文本并排书写来连接",
        "Join them with two bars: 'a' || 'b'.", "请用两条竖线连接：'a' || 'b'。");

    public static readonly Message ExtensionSemicolon = Extension("A semicolon at the end", "结尾的分号", "Leave it out.", "请去掉它。");

    public static readonly Message ExtensionInnerWith = Extension("WITH inside a query", "查询内部的 WITH", "Put its tables into the WITH at the very beginning.", "请将其中的表移到整个查询最前面的 WITH 中。");

    public static readonly Message ExtensionSetDistinct = Extension("DISTINCT after UNION, EXCEPT or INTERSECT", "UNION、EXCEPT 或 INTERSECT 之后的 DISTINCT",
        "Leave it out: without ALL no row comes twice.", "请去掉它：不写 ALL 时本来就没有重复行。");

    public static readonly Message ExtensionStar = Extension("* beside other columns", "* 与其他列并列", "Write t.* with the name of the table, or name the columns.", "请写带表名的 t.*，或列出各列名。");

    public static readonly Message ExtensionLimit = Extension("LIMIT", "LIMIT", "Write SELECT TOP n ...", "请写 SELECT TOP n ...");

    public static readonly Message ExtensionNulls = Extension("NULLS FIRST or NULLS LAST", "NULLS FIRST 或 NULLS LAST",
        "ADQL leaves the place of NULL open; exclude it with IS NOT NULL.", "ADQL 不规定 NULL 的位置；可用 IS NOT NULL 将其排除。");

    public static readonly Message ExtensionCross = Extension("CROSS JOIN", "CROSS JOIN", "Put a comma between the two tables.", "请在两个表之间写逗号。");

    public static readonly Message ExtensionScalarQuery = Extension("A query as a value", "作为值的子查询", "Put the query into FROM: FROM (SELECT ...) AS name.", "请将该查询放进 FROM：FROM (SELECT ...) AS 名称。");

    public static readonly Message ExtensionEscape = Extension("ESCAPE", "ESCAPE", "In LIKE, % stands for any text and _ for one character, always.", "在 LIKE 中，% 总是代表任意文本，_ 总是代表一个字符。");

    public static readonly Message ExtensionIsNull = Extension("IS NULL on something else than a column", "对非列的表达式使用 IS NULL",
        "Test the columns it is computed from.", "请检验计算它所用的各列。");

    public static readonly Message ExtensionCase = Extension("CASE", "CASE", "Ask for the columns that it chooses from, and choose on your side.", "请查询它要选择的各列，在本地再作选择。");

    public static readonly Message ExtensionFilter = Extension("FILTER", "FILTER", "Put the condition into WHERE, and send a query for each.", "请将条件写进 WHERE，每个条件各发一个查询。");

    public static readonly Message ExtensionOver = Extension("A window function (OVER)", "窗口函数（OVER）", "Use GROUP BY with an aggregate.", "请使用 GROUP BY 和聚合函数。");

    public static readonly Message ExtensionSigns = Extension("A sign directly before a sign", "连续的正负号", "Put the signed value in parentheses: -(-a).", "请给带符号的值加上括号：-(-a)。");

    public static readonly Message ExtensionNotNot = Extension("NOT NOT", "NOT NOT", "Leave both out, or write NOT (NOT ...).", "请将两个都去掉，或写成 NOT (NOT ...)。");

    public static readonly Message ExtensionModulo = Extension("The operator %", "运算符 %", "Write MOD(a, b).", "请写 MOD(a, b)。");

    public static Message ExtensionBits(string mark) => Extension($"The bitwise operator {mark}", $"按位运算符 {mark}", "ADQL has no bitwise operators; compare whole values.", "ADQL 没有按位运算符；请比较完整的值。");

    public static Message ExtensionBoolean(string word) => Extension(word, word, "ADQL has no truth values; compare with a number or a text.", "ADQL 没有布尔值；请与数或文本比较。");

    public static Message ExtensionCastType(string type, string standard) =>
        Extension($"The type {type}", $"类型 {type}", $"Write CAST(... AS {standard}).", $"请写 CAST(... AS {standard})。");

    public static Message ExtensionFunction(string name) => new("LVO-ADQL-0501", new($"The function {name} is not part of ADQL 2.1.", $"函数 {name} 不属于 ADQL 2.1。"));

    public static Message ExtensionReservedName(string word) => new("LVO-ADQL-0501",
        new($"The reserved word {Shown(word).ToUpperInvariant()} as a name without quotes is not part of ADQL 2.1.", $"不加引号而将保留字 {Shown(word).ToUpperInvariant()} 用作名称，不属于 ADQL 2.1。"),
        new($"Put it in double quotes: \"{Shown(word)}\".", $"请加双引号：\"{Shown(word)}\"。"));

    static Message Extension(string what, string whatChinese, string hint, string hintChinese) =>
        new("LVO-ADQL-0501", new($"{what} is not part of ADQL 2.1.", $"{whatChinese}不属于 ADQL 2.1。"), new(hint, hintChinese));

    static string Shown(string text) => Excerpt.Shown(text);
}
