namespace Lamost.Vo.Adql.Diagnostics;

/// <summary>What is said of the parts of a query and how they go together: LVO-ADQL-0105, 0305 to 0307, 0315 to 0317, 0401, 0504.</summary>
static partial class Messages
{
    public static Message TooManyOutputs() => new("LVO-ADQL-0105",
        new($"The answer has more than {AdqlLimits.Columns} columns.", $"结果超过 {AdqlLimits.Columns} 列。"));

    public static Message AggregateMisplaced(string function, string where, Wording hint) => new("LVO-ADQL-0305",
        new($"{function} cannot stand in {where}.", $"{function} 不能出现在 {where} 中。"), hint);

    public static Message FilterWithoutAggregate(string function) => new("LVO-ADQL-0305",
        new($"{function} is no aggregate, and takes no FILTER.", $"{function} 不是聚合函数，不能使用 FILTER。"));

    public static Message NeedsOver(string function) => new("LVO-ADQL-0305",
        new($"{function} needs a window.", $"{function} 需要窗口。"), Write($"{function}(...) OVER (PARTITION BY x ORDER BY y)"));

    public static Message NoOver(string function) => new("LVO-ADQL-0305",
        new($"{function} cannot be formed over a window.", $"{function} 不能用于窗口。"),
        new("Only aggregates and window functions such as ROW_NUMBER and LAG take OVER; MEDIAN and DISTINCT do not.", "只有聚合函数和 ROW_NUMBER、LAG 等窗口函数可以使用 OVER；MEDIAN 和 DISTINCT 不可以。"));

    public static Message BadFrame() => new("LVO-ADQL-0305",
        new("The frame of the window ends before it begins, or RANGE counts rows.", "窗口范围的终点在起点之前，或 RANGE 中使用了行数。"),
        Write("ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING"));

    public static Message NotGrouped(string column) => new("LVO-ADQL-0306",
        new($"The column {column} is neither grouped nor aggregated.", $"列 {column} 既不在 GROUP BY 中，也不在聚合函数中。"),
        new($"Put it into GROUP BY, or into an aggregate such as MIN({column}).", $"请将它放入 GROUP BY，或放入聚合函数，例如 MIN({column})。"));

    public static Message DistinctOrder() => new("LVO-ADQL-0306",
        new("With DISTINCT, only what is selected can be ordered by.", "使用 DISTINCT 时，只能按所选的列排序。"), new("Select it too.", "请同时选出它。"));

    public static Message NoSuchPosition(long position, int columns) => new("LVO-ADQL-0307",
        new($"There is no column number {position} in the answer.", $"结果中没有第 {position} 列。"),
        columns == 1 ? new("The answer has one column.", "结果只有一列。") : new($"The columns are numbered from 1 to {columns}.", $"列的编号是 1 至 {columns}。"));

    public static Message JoinWithoutCondition() => new("LVO-ADQL-0315",
        new("The JOIN has no condition, and would pair every row with every other.", "JOIN 没有条件，会将每一行与所有行配对。"),
        new("Write JOIN ... ON a.x = b.x, or JOIN ... USING (x); if every pair is meant, put a comma between the tables.", "请写 JOIN ... ON a.x = b.x 或 JOIN ... USING (x)；如果确实需要所有组合，请在表之间用逗号。"));

    public static Message NoCommonColumn() => new("LVO-ADQL-0504",
        new("The two tables of the NATURAL JOIN have no column of the same name, so that every row is paired with every other.", "NATURAL JOIN 的两个表没有同名的列，因此每一行与所有行配对。"),
        new("Write JOIN ... ON a.x = b.y.", "请写 JOIN ... ON a.x = b.y。"));

    public static Message FullJoinCondition() => new("LVO-ADQL-0315",
        new("A FULL JOIN needs a condition of the form a.x = b.x.", "FULL JOIN 需要形如 a.x = b.x 的条件。"),
        new("Join by an equality; further conditions can follow with AND.", "请用等式连接；其他条件可以用 AND 追加。"));

    public static Message DifferentColumnCounts(string operation, int left, int right) => new("LVO-ADQL-0316",
        new($"The queries on both sides of {operation} must have the same number of columns; here are {left} and {right}.", $"{operation} 两侧的查询列数必须相同；此处为 {left} 列和 {right} 列。"));

    public static Message DifferentColumnTypes(string operation, int column, Wording left, Wording right) => new("LVO-ADQL-0316",
        new($"Column {column} of the queries on both sides of {operation} is {left.English} and {right.English}.", $"{operation} 两侧查询的第 {column} 列分别是{left.Chinese}和{right.Chinese}。"),
        new("CAST(x AS type) converts a value.", "可用 CAST(x AS 类型) 转换。"));

    public static Message OneColumn(string what, string chinese, int columns) => new("LVO-ADQL-0317",
        new($"A query {what} must have one column; this has {columns}.", $"{chinese}的查询必须只有一列；此处有 {columns} 列。"));

    public static Message SqlTooLong() => new("LVO-ADQL-0401",
        new($"The query becomes more than {AdqlLimits.SqlCharacters} characters of SQL.", $"查询转换成的 SQL 超过 {AdqlLimits.SqlCharacters} 个字符。"),
        new("Simplify it, or divide it.", "请简化或拆分查询。"));

    public static Wording IntoHaving() => new("Put conditions on aggregates into HAVING.", "请将对聚合函数的条件放入 HAVING。");

    public static Wording InnerQuery() => new("Form the inner one in a query in FROM.", "请在 FROM 的子查询中先求出内层的值。");

    public static Wording GroupByColumns() => new("Group by the columns that the aggregates are formed over.", "请按聚合所依据的列分组。");

    public static Wording WindowInFrom() => new("Form it in a query in FROM, and put the condition around that: SELECT * FROM (SELECT ..., ROW_NUMBER() OVER (...) AS n FROM ...) AS q WHERE n = 1.",
        "请在 FROM 的子查询中求出，再在外层加条件：SELECT * FROM (SELECT ..., ROW_NUMBER() OVER (...) AS n FROM ...) AS q WHERE n = 1。");
}
