namespace Lamost.Vo.Adql.Diagnostics;

/// <summary>What users of other dialects write and ADQL does not have: LVO-ADQL-0106, each with the way of ADQL.</summary>
static partial class Messages
{
    public static readonly Message FetchFirst = Unsupported("FETCH FIRST", "FETCH FIRST", "Write SELECT TOP n ... instead.", "请改写成 SELECT TOP n ...");

    public static readonly Message OffsetRows = Unsupported("ROWS after OFFSET", "OFFSET 之后的 ROWS", "Write the number alone: OFFSET 10.", "请只写数字：OFFSET 10。");

    public static readonly Message LimitPair = Unsupported("LIMIT with two numbers", "带两个数的 LIMIT", "Write SELECT TOP n ... OFFSET m.", "请写 SELECT TOP n ... OFFSET m。");

    public static readonly Message TopExpression = Unsupported("An expression after TOP", "TOP 之后的表达式", "Write the number alone: SELECT TOP 10 ...", "请只写数字：SELECT TOP 10 ...");

    public static readonly Message RowConstructor = Unsupported("A row of values in parentheses", "括号中的一行值", "Compare the values one by one: a = 1 AND b = 2.", "请逐个比较：a = 1 AND b = 2。");

    public static readonly Message Recursive = Unsupported("WITH RECURSIVE", "WITH RECURSIVE", "Leave RECURSIVE out; a table of WITH can use those before it.", "请去掉 RECURSIVE；WITH 中的表可以使用它前面的表。");

    public static readonly Message ColumnNames = Unsupported("A list of column names after the name of a table", "表名之后的列名表",
        "Name the columns in its SELECT: SELECT x AS a.", "请在其 SELECT 中命名各列：SELECT x AS a。");

    public static readonly Message Materialized = Unsupported("MATERIALIZED", "MATERIALIZED", "Leave it out.", "请去掉它。");

    public static readonly Message Lateral = Unsupported("LATERAL", "LATERAL", "Join the tables with a condition: JOIN ... ON.", "请用条件连接各表：JOIN ... ON。");

    public static readonly Message DoubleColon = Unsupported("A change of type with ::", "用 :: 转换类型", "Write CAST(x AS type).", "请写 CAST(x AS 类型)。");

    public static readonly Message ArrayElement = Unsupported("An element of an array in brackets", "方括号取数组元素", "Select the whole array, and take the element on your side.", "请查询整个数组，在本地取其元素。");

    public static readonly Message SelectInto = Unsupported("SELECT INTO", "SELECT INTO", "Leave INTO out: the answer is a table that you can store or upload.", "请去掉 INTO：结果就是一个表，可以保存或上传。");

    public static readonly Message ForUpdate = Unsupported("FOR UPDATE", "FOR UPDATE", "Leave it out: queries only read.", "请去掉它：查询只读取数据。");

    public static readonly Message SeveralStatements = Unsupported("A second query after the semicolon", "分号之后的第二个查询", "Send the queries one by one.", "请逐个发送查询。");

    public static readonly Message NamedWindow = Unsupported("A named window", "命名窗口", "Write it out: OVER (PARTITION BY ... ORDER BY ...).", "请直接写出：OVER (PARTITION BY ... ORDER BY ...)。");

    public static readonly Message JoinAlias = Unsupported("A name for joined tables in parentheses", "为括号中的连接表命名",
        "Name each table, or write (SELECT * FROM a JOIN b ON ...) AS name.", "请为每个表命名，或写 (SELECT * FROM a JOIN b ON ...) AS 名称。");

    public static readonly Message TableFunction = Unsupported("A function in FROM", "FROM 中的函数", "Name a table there.", "请在此处写表名。");

    public static readonly Message OrderInFunction = Unsupported("ORDER BY inside a function", "函数内的 ORDER BY", "Order the answer on your side.", "请在本地对结果排序。");

    public static readonly Message QuotedFunction = Unsupported("A function name in quotes or with a schema before it", "带引号或带 schema 的函数名", "Write the name of the function alone: f(x).", "请只写函数名：f(x)。");

    public static Message Quantified(string word) => Unsupported($"{word.ToUpperInvariant()} before a query", $"子查询之前的 {word.ToUpperInvariant()}",
        "For = ANY (SELECT ...) write IN (SELECT ...); for the others compare with MIN or MAX.", "= ANY (SELECT ...) 请写成 IN (SELECT ...)；其他情况请与 MIN 或 MAX 比较。");

    public static Message CurrentTime(string word) => Unsupported(word.ToUpperInvariant(), $"{word.ToUpperInvariant()} ", "Write the time as text: '2026-01-31T12:00:00'.", "请将时间写成文本：'2026-01-31T12:00:00'。");

    public static Message CurrentUser(string word) => Unsupported(word.ToUpperInvariant(), $"{word.ToUpperInvariant()} ", "Leave it out.", "请去掉它。");

    public static Message TypedText(string word) => Unsupported($"{word.ToUpperInvariant()} before a text", $"文本之前的 {word.ToUpperInvariant()}",
        "Write the text alone; for a time CAST('2026-01-31' AS TIMESTAMP).", "请只写文本；时间可写成 CAST('2026-01-31' AS TIMESTAMP)。");

    public static Message Statement(string word) => Unsupported(word.ToUpperInvariant(), $"{word.ToUpperInvariant()} ", "Queries only read: they begin with SELECT, WITH or a parenthesis.", "查询只读取数据：以 SELECT、WITH 或括号开头。");

    public static Message IsTest(string word) => Unsupported($"IS {word.ToUpperInvariant()}", $"IS {word.ToUpperInvariant()} ", "Write x = TRUE, x = FALSE, or x IS NULL.", "请写 x = TRUE、x = FALSE 或 x IS NULL。");

    static Message Unsupported(string what, string whatChinese, string hint, string hintChinese) =>
        new("LVO-ADQL-0106", new($"{what} is not supported.", $"不支持{whatChinese.TrimEnd()}。"), new(hint, hintChinese));
}
