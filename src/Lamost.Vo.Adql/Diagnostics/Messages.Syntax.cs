namespace Lamost.Vo.Adql.Diagnostics;

/// <summary>What is wrong with the text of a query.</summary>
static partial class Messages
{
    public static readonly Message EmptyQuery = new("LVO-ADQL-0101", new("The query is empty.", "查询是空的。"),
        new("Write for instance SELECT TOP 5 * FROM TAP_SCHEMA.tables", "例如：SELECT TOP 5 * FROM TAP_SCHEMA.tables"));

    public static readonly Message DistinctAfterTop = new("LVO-ADQL-0101", new("DISTINCT stands before TOP.", "DISTINCT 应写在 TOP 之前。"), new("Write SELECT DISTINCT TOP n ...", "请写 SELECT DISTINCT TOP n ..."));

    public static readonly Message DoubleEqual = new("LVO-ADQL-0101", new("Equality is written with one sign.", "相等只写一个等号。"), new("Write a = b.", "请写 a = b。"));

    public static readonly Message NaturalWithCondition = new("LVO-ADQL-0101", new("NATURAL joins on the columns of the same name; it has no condition.", "NATURAL 按同名列连接，不能再带条件。"),
        new("Leave NATURAL out, or the condition.", "请去掉 NATURAL，或去掉条件。"));

    public static readonly Message CrossWithCondition = new("LVO-ADQL-0101", new("CROSS JOIN joins every row with every row; it has no condition.", "CROSS JOIN 将每一行与每一行连接，不能带条件。"),
        new("Write JOIN instead.", "请改写成 JOIN。"));

    public static readonly Message OrderInside = new("LVO-ADQL-0101", new("ORDER BY, OFFSET and LIMIT before UNION, EXCEPT or INTERSECT need parentheses.", "UNION、EXCEPT 或 INTERSECT 之前的 ORDER BY、OFFSET 和 LIMIT 需要括号。"),
        new("Put this SELECT in parentheses, or move them to the end, where they belong to the whole.", "请给这个 SELECT 加上括号，或将它们移到末尾，使之作用于整个结果。"));

    public static readonly Message TextAsName = new("LVO-ADQL-0101", new("A name is written in double quotes, not in single ones.", "名称要用双引号，而不是单引号。"),
        new("Single quotes are for text.", "单引号用于文本。"));

    public static readonly Message ComparisonChain = new("LVO-ADQL-0101", new("Comparisons do not go on in a chain.", "比较不能连写。"), new("Write a < b AND b < c.", "请写 a < b AND b < c。"));

    public static readonly Message EscapeLength = new("LVO-ADQL-0101", new("After ESCAPE stands a text of one character.", "ESCAPE 之后应是只含一个字符的文本。"), new("Write for instance LIKE 'a!_b' ESCAPE '!'.", "例如：LIKE 'a!_b' ESCAPE '!'。"));

    public static readonly Message TooManyColumnParts = new("LVO-ADQL-0101", new("The name of a column has four parts at most.", "列名最多有四个部分。"), new("They are catalog.schema.table.column.", "依次是 catalog.schema.table.column。"));

    public static readonly Message TooManyTableParts = new("LVO-ADQL-0101", new("The name of a table has three parts at most.", "表名最多有三个部分。"), new("They are catalog.schema.table.", "依次是 catalog.schema.table。"));

    public static readonly Message LengthOfType = new("LVO-ADQL-0101", new("Only CHAR and VARCHAR have a length.", "只有 CHAR 和 VARCHAR 可以带长度。"), new("Leave the parenthesis out.", "请去掉括号。"));

    public static readonly Message NoLength = new("LVO-ADQL-0101", new("A text has room for at least one character.", "文本长度至少为一个字符。"), new("Write for instance VARCHAR(16).", "例如：VARCHAR(16)。"));

    public static readonly Message OpenText = new("LVO-ADQL-0102", new("The text that begins here has no closing quote.", "从此处开始的文本没有结束引号。"),
        new("Double a quote that belongs to the content.", "属于内容的引号要写两次。"));

    public static readonly Message OpenName = new("LVO-ADQL-0102", new("The name that begins here has no closing double quote.", "从此处开始的名称没有结束双引号。"),
        new("Double a double quote that belongs to the content.", "属于内容的双引号要写两次。"));

    public static readonly Message OpenComment = new("LVO-ADQL-0102", new("The comment that begins here has no end.", "从此处开始的注释没有结束。"),
        new("Close it with */, or begin it with --, which reaches to the end of the line.", "请用 */ 结束，或改用 -- 开始的单行注释。"));

    public static readonly Message EmptyName = new("LVO-ADQL-0103", new("A name in double quotes cannot be empty.", "双引号中的名称不能为空。"));

    public static readonly Message BackQuotes = new("LVO-ADQL-0103", new("Names are not written in back quotes.", "名称不能用反引号。"), new("Put names that are not plain words in double quotes.", "不是普通单词的名称请用双引号。"));

    public static readonly Message Brackets = new("LVO-ADQL-0103", new("Names are not written in brackets.", "名称不能用方括号。"), new("Put names that are not plain words in double quotes.", "不是普通单词的名称请用双引号。"));

    public static readonly Message TooDeep = new("LVO-ADQL-0105", new($"The query is nested more than {AdqlLimits.Depth} levels deep here.", $"查询在此处的嵌套超过 {AdqlLimits.Depth} 层。"), new("Divide it.", "请将其拆分。"));

    public static readonly Message TooHigh = new("LVO-ADQL-0105", new($"The expression that begins here is more than {AdqlLimits.Height} levels high.", $"从此处开始的表达式超过 {AdqlLimits.Height} 层。"), new("Divide it.", "请将其拆分。"));

    public static readonly Message TooManyTerms = new("LVO-ADQL-0105", new($"The expression has more than {AdqlLimits.ChainTerms} terms.", $"表达式超过 {AdqlLimits.ChainTerms} 项。"), new("Divide it with parentheses.", "请用括号分组。"));

    public static readonly Message TooManyTables = new("LVO-ADQL-0105", new($"The query has more than {AdqlLimits.Tables} tables.", $"查询中的表超过 {AdqlLimits.Tables} 个。"));

    public static readonly Message TooManyColumns = new("LVO-ADQL-0105", new($"There are more than {AdqlLimits.Columns} columns.", $"列超过 {AdqlLimits.Columns} 个。"));

    public static readonly Message NoExponent = new("LVO-ADQL-0107", new("The number has no digits after its exponent mark.", "该数的指数标记之后没有数字。"), new("Write for instance 1.5E-3.", "例如：1.5E-3。"));

    public static readonly Message NoHexadecimalDigits = new("LVO-ADQL-0107", new("The hexadecimal number has no digits.", "该十六进制数没有数字。"), new("Write for instance 0xFF, or in decimal 255.", "例如：0xFF，或十进制的 255。"));

    public static readonly Message HexadecimalTooLarge = new("LVO-ADQL-0107", new("The hexadecimal number is too large.", "该十六进制数太大。"), new("They go up to 0x7FFFFFFFFFFFFFFF.", "最大为 0x7FFFFFFFFFFFFFFF。"));

    public static readonly Message NumberTooLarge = new("LVO-ADQL-0107", new("The number is too large.", "该数太大。"), new("Numbers go up to 1.79E308.", "最大为 1.79E308。"));

    public static readonly Message LetterAfterNumber = new("LVO-ADQL-0107", new("A letter follows the number directly.", "数字后面直接跟着字母。"),
        new("Put a blank between a number and a word; a name cannot begin with a digit unless it is in double quotes.", "请在数字与单词之间加空格；名称不能以数字开头，除非加双引号。"));

    public static Message TooLong(int length) => new("LVO-ADQL-0104", new($"The query has {length} characters; at most {AdqlLimits.QueryCharacters} are read.", $"查询有 {length} 个字符，最多读取 {AdqlLimits.QueryCharacters} 个。"),
        new("Upload long lists as a table, or send several queries.", "请将长列表作为表上传，或分成多个查询。"));

    public static Message Unexpected(Wording expected, Wording found, Wording? hint) =>
        new("LVO-ADQL-0101", new($"Expected {expected.English}, but found {found.English}.", $"此处应为{expected.Chinese}，却遇到{found.Chinese}。"), hint);

    public static Message ClauseTooLate(string clause) => new("LVO-ADQL-0101", new($"{clause} stands too late.", $"{clause} 的位置太靠后。"), ClauseOrder);

    public static Message ClauseTwice(string clause, string? join) => new("LVO-ADQL-0101", new($"{clause} stands twice.", $"{clause} 出现了两次。"),
        join is null ? null : new($"Join the two with {join}.", $"请用{join}将两者合并。"));

    public static Message CommaTooMany(Wording found) => new("LVO-ADQL-0101", new($"There is one comma too many before {found.English}.", $"{found.Chinese}之前多了一个逗号。"));

    public static Message ReservedName(string word, Wording role) => new("LVO-ADQL-0108",
        new($"{word.ToUpperInvariant()} is a word of the language, and cannot be {role.English} as it stands.", $"{word.ToUpperInvariant()} 是语言的保留字，不能直接用作{role.Chinese}。"), QuotedForm(word));

    public static Message NoBlank(char c) => new("LVO-ADQL-0103", new($"The character U+{(int)c:X4} is not a blank in ADQL.", $"字符 U+{(int)c:X4} 在 ADQL 中不是空白。"),
        new("Write a plain blank.", "请写普通空格。"));

    public static Message Unstorable(char c) => new("LVO-ADQL-0103", new($"The character U+{(int)c:X4} cannot be stored or compared.", $"字符 U+{(int)c:X4} 无法存储或比较。"));

    public static Message Stranger(string shown, char c) => new("LVO-ADQL-0103", new($"The character {shown} has no meaning here.", $"字符 {shown} 在此处没有意义。"), c switch
    {
        '\u2018' or '\u2019' or '\u201C' or '\u201D' => new("These are typographic quotes; write text in straight single quotes: 'STAR'.", "这是弯引号；文本请用直的单引号：'STAR'。"),
        '_' => new("A name begins with a letter; put others in double quotes.", "名称以字母开头；其他名称请用双引号。"),
        '#' => new("ADQL has no operator #; a comment begins with --.", "ADQL 没有运算符 #；注释以 -- 开头。"),
        '^' => new("For a power write POWER(a, b).", "乘方请写 POWER(a, b)。"),
        ':' or '?' or '@' => new("A query has no parameters; write the values.", "查询没有参数；请直接写值。"),
        '!' => new("Unequal is written <> or !=, negation NOT.", "不等写作 <> 或 !=，否定写作 NOT。"),
        '\\' => new("A quote in a text is written twice: 'Barnard''s star'.", "文本中的引号要写两次：'Barnard''s star'。"),
        _ => null,
    });

    public static Message StrangeInName(string shown) => new("LVO-ADQL-0103", new($"The character {shown} cannot stand in a name as it is.", $"字符 {shown} 不能直接出现在名称中。"),
        new("A name begins with a letter from A to Z and goes on with these, digits and underscores; put others in double quotes, and text in single quotes.", "名称以字母 A 至 Z 开头，后接字母、数字或下划线；其他名称请用双引号，文本请用单引号。"));

    public static Message TypographicQuotes(char c) => new("LVO-ADQL-0103", new($"The character {c} has no meaning here.", $"字符 {c} 在此处没有意义。"),
        new("These are typographic quotes; write text in straight single quotes: 'STAR'.", "这是弯引号；文本请用直的单引号：'STAR'。"));

    public static Message FullWidth(char c, char meant) => new("LVO-ADQL-0103", new($"The character {c} has no meaning here.", $"字符 {c} 在此处没有意义。"),
        c is >= '\uFF01' and <= '\uFF5E' or '\u3001' or '\u3002' ? new($"This is a full-width character; write the half-width one: {meant}", $"这是全角字符；请写半角的：{meant}")
        : meant == '-' ? new("This is a dash; write the minus sign of the keyboard: -", "这是破折号；请写键盘上的减号：-")
        : new($"Write {meant}", $"请写 {meant}"));

    public static Message FullWidthWord(char c, string word) => new("LVO-ADQL-0103", new($"The character {c} has no meaning here.", $"字符 {c} 在此处没有意义。"),
        new($"This is full-width; write it half-width: {Shown(word)}", $"这是全角字符；请写半角的：{Shown(word)}"));

    public static Message UnknownType(Wording found, string? instead) => new("LVO-ADQL-0101", new($"Expected a type, but found {found.English}.", $"此处应为类型，却遇到{found.Chinese}。"),
        instead is null
            ? new("The types are SMALLINT, INTEGER, BIGINT, REAL, DOUBLE PRECISION, CHAR(n), VARCHAR(n), TIMESTAMP, POINT, CIRCLE, POLYGON.", "可用的类型有 SMALLINT、INTEGER、BIGINT、REAL、DOUBLE PRECISION、CHAR(n)、VARCHAR(n)、TIMESTAMP、POINT、CIRCLE、POLYGON。")
            : new($"Write {instead}.", $"请写 {instead}。"));

    static readonly Wording ClauseOrder = new("The order is SELECT, FROM, WHERE, GROUP BY, HAVING, ORDER BY, OFFSET.", "顺序是 SELECT、FROM、WHERE、GROUP BY、HAVING、ORDER BY、OFFSET。");
}
