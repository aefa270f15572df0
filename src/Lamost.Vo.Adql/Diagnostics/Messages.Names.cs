namespace Lamost.Vo.Adql.Diagnostics;

/// <summary>What is said of names: LVO-ADQL-02xx.</summary>
static partial class Messages
{
    public static Message UnknownTable(string written, Wording? hint) => new("LVO-ADQL-0201",
        new($"There is no table {written}.", $"没有名为 {written} 的表。"),
        hint ?? new Wording("The tables are listed in TAP_SCHEMA.tables.", "所有的表都列在 TAP_SCHEMA.tables 中。"));

    public static Message AmbiguousTable(string written, string candidates) => new("LVO-ADQL-0202",
        new($"There are several tables called {written}.", $"有多个名为 {written} 的表。"),
        new($"Name the schema: {candidates}.", $"请写明模式名：{candidates}。"));

    public static Message AmbiguousQualifier(string written) => new("LVO-ADQL-0202",
        new($"The name {written} means several tables of the query.", $"名称 {written} 在查询中指代多个表。"),
        new("Give each an alias.", "请为每个表起一个别名。"));

    public static Message UnknownColumn(string name, Wording? hint) => new("LVO-ADQL-0203",
        new($"There is no column {name} in the tables of the query.", $"查询所用的表中没有名为 {name} 的列。"), hint);

    public static Message UnknownColumnOf(string table, string name, Wording? hint) => new("LVO-ADQL-0203",
        new($"The table {table} has no column {name}.", $"表 {table} 中没有名为 {name} 的列。"), hint);

    public static Message AmbiguousColumn(string name, string candidates) => new("LVO-ADQL-0204",
        new($"The column {name} is in more than one table of the query.", $"列 {name} 在查询的多个表中都存在。"),
        new($"Say which: {candidates}.", $"请写明是哪一个：{candidates}。"));

    public static Message UnknownFunction(string name, Wording? hint) => new("LVO-ADQL-0205",
        new($"There is no function {name}.", $"没有名为 {name} 的函数。"),
        hint ?? new Wording("The functions are listed in the capabilities of the service.", "所有函数都列在本服务的 capabilities 中。"));

    public static Message SimbadPoint() => new("LVO-ADQL-0208",
        new("ivo_simbadpoint is not offered: it would have to ask another service over the network for every query.", "本服务不提供 ivo_simbadpoint：它需要为每个查询通过网络访问另一个服务。"),
        new("Look the position up first, e.g. in SIMBAD, and write POINT(ra, dec).", "请先查出该天体的坐标（例如在 SIMBAD 中），再写成 POINT(ra, dec)。"));

    public static Message SameName(string name) => new("LVO-ADQL-0206",
        new($"Two tables are called {name} here.", $"此处有两个名为 {name} 的表。"),
        new("Give each a name of its own: FROM table AS a JOIN table AS b ...", "请为每个表起不同的名称：FROM table AS a JOIN table AS b ..."));

    public static Message UnknownQualifier(string written, Wording hint) => new("LVO-ADQL-0207",
        new($"There is no table {written} in FROM.", $"FROM 中没有名为 {written} 的表。"), hint);

    public static Message SameCommonTable(string name) => new("LVO-ADQL-0206",
        new($"Two tables of WITH are called {name}.", $"WITH 中有两个名为 {name} 的表。"),
        new("Give each a name of its own.", "请为每个表起不同的名称。"));

    public static Message RecursiveTable(string name) => new("LVO-ADQL-0209",
        new($"The table {name} of WITH names itself; recursive queries are not part of ADQL.", $"WITH 中的表 {name} 引用了自身；ADQL 不支持递归查询。"),
        new("If a table of the service is meant, name its schema too.", "如果指的是本服务的某个表，请同时写明其模式名。"));

    public static Wording DidYouMean(IReadOnlyList<string> names) => new($"Did you mean {string.Join(" or ", names)}?", $"您指的是 {string.Join(" 或 ", names)} 吗？");

    public static Wording ThereIs(IEnumerable<string> names) => new($"There is {string.Join(" and ", names)}.", $"有 {string.Join(" 和 ", names)}。");

    public static Wording FromHas(IReadOnlyList<string> names) => new($"FROM has {string.Join(", ", names)}.", $"FROM 中有 {string.Join("、", names)}。");

    public static Wording GoesByAlias(string alias) => new($"It goes by its alias here: {alias}.", $"此处须使用它的别名：{alias}。");

    public static Wording CaseCounts(string written) => new($"In double quotes the case counts: the column is called {written}.", $"双引号中的名称区分大小写：该列名为 {written}。");

    public static Wording ColumnOf(IEnumerable<string> tables) => new($"It is a column of {string.Join(" and ", tables)}.", $"它是 {string.Join(" 和 ", tables)} 的列。");

    public static Wording AliasIsNoColumn(string name) => new($"{name} is the name of a column of the answer; WHERE, ON and HAVING come before it has one. Write its expression instead.",
        $"{name} 是结果列的名称，WHERE、ON 和 HAVING 先于它求值。请改写为其表达式。");

    public static Wording TextInSingleQuotes() => new("Text is written in single quotes; double quotes are for names.", "文本须用单引号；双引号用于名称。");

    public static Wording PerhapsText(string text) => new($"If a text is meant, put it in single quotes: '{text}'.", $"如果指的是文本，请用单引号：'{text}'。");

    public static Wording Write(string adql) => new($"Write {adql}.", $"请写 {adql}。");
}
