using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Diagnostics;

/// <summary>What can stand at a place of a query, and hints for what stands there instead.</summary>
static partial class Messages
{
    public const string OperatorWords = "AND OR BETWEEN LIKE ILIKE NOT", JoinWords = "JOIN LEFT RIGHT FULL INNER NATURAL CROSS OUTER", EndWords = "UNION EXCEPT INTERSECT OFFSET LIMIT";

    public static readonly Wording EndOfQuery = new("the end of the query", "查询结尾");

    public static readonly Wording RoleColumn = new("a column", "列名"), RoleTable = new("a table", "表名"), RoleName = new("a name", "名称");

    public static readonly Expectation ExpectSelect = new(new("SELECT", " SELECT"), "SELECT WITH");
    public static readonly Expectation ExpectValue = new(new("a value", "一个值"), "CASE CAST EXISTS NULL NOT");
    public static readonly Expectation ExpectColumn = new(new("a column", "一列"));
    public static readonly Expectation ExpectTable = new(new("a table", "一个表"), "SELECT");
    public static readonly Expectation ExpectName = new(new("a name", "一个名称"));
    public static readonly Expectation ExpectFrom = new(new("FROM, or a comma and a further column", " FROM，或逗号和下一列"), "FROM " + OperatorWords);
    public static readonly Expectation ExpectBy = new(new("BY", " BY"), "BY");
    public static readonly Expectation ExpectAs = new(new("AS", " AS"), "AS");
    public static readonly Expectation ExpectAnd = new(new("AND", " AND"), "AND");
    public static readonly Expectation ExpectNull = new(new("NULL", " NULL"), "NULL");
    public static readonly Expectation ExpectJoin = new(new("JOIN", " JOIN"), "JOIN OUTER INNER");
    public static readonly Expectation ExpectWhere = new(new("WHERE", " WHERE"), "WHERE");
    public static readonly Expectation ExpectWhen = new(new("WHEN", " WHEN"), "WHEN");
    public static readonly Expectation ExpectThen = new(new("THEN", " THEN"), "THEN");
    public static readonly Expectation ExpectEnd = new(new("WHEN, ELSE or END", " WHEN、ELSE 或 END"), "WHEN ELSE END");
    public static readonly Expectation ExpectLike = new(new("BETWEEN, IN or LIKE", " BETWEEN、IN 或 LIKE"), "BETWEEN LIKE ILIKE");
    public static readonly Expectation ExpectFirstLast = new(new("FIRST or LAST", " FIRST 或 LAST"), "FIRST LAST");
    public static readonly Expectation ExpectFrame = new(new("UNBOUNDED, CURRENT ROW or a number of rows", " UNBOUNDED、CURRENT ROW 或行数"), "UNBOUNDED CURRENT");
    public static readonly Expectation ExpectDirection = new(new("PRECEDING or FOLLOWING", " PRECEDING 或 FOLLOWING"), "PRECEDING FOLLOWING");
    public static readonly Expectation ExpectRow = new(new("ROW", " ROW"), "ROW");
    public static readonly Expectation ExpectWindow = new(new("PARTITION BY, ORDER BY, ROWS, RANGE or \")\"", " PARTITION BY、ORDER BY、ROWS、RANGE 或 \")\""), "PARTITION ORDER ROWS RANGE");
    public static readonly Expectation ExpectOpen = new(new("\"(\"", " \"(\""));
    public static readonly Expectation ExpectClose = new(new("\")\"", " \")\""), OperatorWords);
    public static readonly Expectation ExpectTableName = new(new("AS and a name for the query in parentheses", " AS 和括号中查询的名称"));
    public static readonly Expectation ExpectWholeTop = new(new("a whole number after TOP", " TOP 之后的整数"));
    public static readonly Expectation ExpectWholeOffset = new(new("a whole number after OFFSET", " OFFSET 之后的整数"));
    public static readonly Expectation ExpectWholeLimit = new(new("a whole number after LIMIT", " LIMIT 之后的整数"));
    public static readonly Expectation ExpectWholeLength = new(new("a whole number, the length of the text", "表示文本长度的整数"));
    public static readonly Expectation ExpectWholeRows = new(new("a whole number of rows", "表示行数的整数"));
    public static readonly Expectation AfterFrom = new(new("a comma, a JOIN, WHERE, GROUP BY, ORDER BY or the end of the query", "逗号、JOIN、WHERE、GROUP BY、ORDER BY 或查询结尾"),
        $"WHERE GROUP HAVING ORDER USING {JoinWords} {EndWords}");
    public static readonly Expectation AfterWhere = new(new("AND, OR, GROUP BY, ORDER BY or the end of the query", " AND、OR、GROUP BY、ORDER BY 或查询结尾"), $"GROUP HAVING ORDER {OperatorWords} {EndWords}");
    public static readonly Expectation AfterGroup = new(new("a comma, HAVING, ORDER BY or the end of the query", "逗号、HAVING、ORDER BY 或查询结尾"), $"HAVING ORDER {EndWords}");
    public static readonly Expectation AfterOrder = new(new("a comma, ASC, DESC, OFFSET or the end of the query", "逗号、ASC、DESC、OFFSET 或查询结尾"), $"ASC DESC NULLS {EndWords}");
    public static readonly Expectation AfterAll = new(EndOfQuery, EndWords);

    public static readonly Wording HintFrom = new("In ADQL every SELECT has a FROM.", "在 ADQL 中，每个 SELECT 都有 FROM。");
    public static readonly Wording HintComma = new("Perhaps a comma is missing before it.", "也许在它之前缺少逗号。");
    public static readonly Wording HintNoOpening = new("No parenthesis is open here.", "此处没有未关闭的括号。");
    public static readonly Wording HintTop = new("TOP stands directly after SELECT: SELECT TOP 10 ...", "TOP 紧跟在 SELECT 之后：SELECT TOP 10 ...");
    public static readonly Wording HintDistinct = new("DISTINCT stands directly after SELECT, or before the argument of an aggregate.", "DISTINCT 紧跟在 SELECT 之后，或在聚合函数的参数之前。");
    public static readonly Wording HintJoinPlace = new("JOIN belongs to FROM, before WHERE.", "JOIN 属于 FROM，应写在 WHERE 之前。");
    public static readonly Wording HintSubquery = new("A query inside a query stands in parentheses of its own.", "查询中的子查询要有自己的括号。");
    public static readonly Wording HintPower = new("For a power write POWER(a, b).", "乘方请写 POWER(a, b)。");
    public static readonly Wording HintLessOrEqual = new("Less or equal is written <=, greater or equal >=.", "小于等于写作 <=，大于等于写作 >=。");
    public static readonly Wording HintRegex = new("ADQL has no regular expressions; write LIKE, where % stands for any text.", "ADQL 没有正则表达式；请用 LIKE，其中 % 代表任意文本。");
    public static readonly Wording HintAnd = new("Perhaps AND or OR is missing before it.", "也许在它之前缺少 AND 或 OR。");
    public static readonly Wording HintIsNull = new("Write x IS NULL or x IS NOT NULL.", "请写 x IS NULL 或 x IS NOT NULL。");
    public static readonly Wording HintInfix = new("For the remainder of a division write MOD(a, b); a / b divides.", "求余数请写 MOD(a, b)；除法写作 a / b。");
    public static readonly Wording HintOuter = new("Write LEFT, RIGHT or FULL before OUTER JOIN.", "请在 OUTER JOIN 之前写 LEFT、RIGHT 或 FULL。");

    public static Wording HintOrder => ClauseOrder;

    public static Wording QuotedForm(string word) => new($"Put it in double quotes: \"{word}\".", $"请加双引号：\"{word}\"。");

    public static Wording DidYouMean(string word) => new($"Did you mean {word}?", $"是否想写 {word}？");

    public static Wording IfName(string word) => new($"If {word} is meant as a name, put it in double quotes: \"{word}\".", $"如果 {word} 是名称，请加双引号：\"{word}\"。");

    public static Wording NotFunction(string word) => new($"{word} is not used as a function here.", $"{word} 在此处不能用作函数。");

    public static Wording OpenedAt(int line, int column) => new($"The parenthesis to be closed opens at line {line}, column {column}.", $"待关闭的括号在第 {line} 行第 {column} 列打开。");

    /// <summary>A token as it is called in a message.</summary>
    public static Wording Found(Token token, string text)
    {
        if (token.Kind == TokenKind.End) return EndOfQuery;
        var shown = Shown(token.Content(text));
        return token.Kind switch
        {
            TokenKind.String => new($"the text '{shown}'", $"文本 '{shown}'"),
            TokenKind.Quoted => new($"the name \"{shown}\"", $"名称 \"{shown}\""),
            _ => new($"\"{shown}\"", $" \"{shown}\""),
        };
    }
}
