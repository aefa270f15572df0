namespace Lamost.Vo.Adql.Diagnostics;

/// <summary>What is said of types, functions and their arguments: LVO-ADQL-0301 to 0304, 0308, 0312 to 0314.</summary>
static partial class Messages
{
    public static Message WrongCount(string function, string counts, int found, string? example) => new("LVO-ADQL-0301",
        new($"{function} takes {counts} argument{(counts == "1" ? "" : "s")}; here {(found == 1 ? "is 1" : $"are {found}")}.", $"{function} 需要 {counts.Replace(" to ", " 至 ", StringComparison.Ordinal).Replace(" or ", " 或 ", StringComparison.Ordinal)} 个参数；此处有 {found} 个。"),
        example is null ? null : Write(example));

    public static Message NoStarNoDistinct(string function) => new("LVO-ADQL-0301",
        new($"{function} takes neither * nor DISTINCT.", $"{function} 不能使用 * 或 DISTINCT。"),
        new("COUNT(*) and COUNT(DISTINCT x) do.", "COUNT(*) 和 COUNT(DISTINCT x) 可以。"));

    public static Message OnlyCountTakesStar(string function) => new("LVO-ADQL-0301",
        new($"{function} takes a column; only COUNT takes *.", $"{function} 的参数是列；只有 COUNT 可以使用 *。"), Write($"{function}(x)"));

    public static Message WrongArgument(string function, Wording expected, Wording found, Wording? hint) => new("LVO-ADQL-0302",
        new($"{function} takes {expected.English} here; this is {found.English}.", $"{function} 在此处需要{expected.Chinese}；这是{found.Chinese}。"), hint);

    public static Message NoForm(string function, string forms) => new("LVO-ADQL-0302",
        new($"{function} does not take these types.", $"{function} 不接受这些类型的参数。"),
        new($"Its forms are {forms}.", $"它的形式有：{forms}。"));

    public static Message NotComparable(Wording left, Wording right, Wording? hint) => new("LVO-ADQL-0303",
        new($"{Capital(left.English)} cannot be compared with {right.English}.", $"{left.Chinese}不能与{right.Chinese}比较。"), hint);

    public static Message GeometryCompared() => new("LVO-ADQL-0303",
        new("Geometries cannot be compared.", "几何对象不能直接比较。"), Write("1 = CONTAINS(POINT(...), CIRCLE(...)), or DISTANCE(...) < radius"));

    public static Message DifferentTypes(string function, Wording first, Wording other) => new("LVO-ADQL-0303",
        new($"The values of {function} must be of one type; here are {first.English} and {other.English}.", $"{function} 的各个值必须是同一类型；此处有{first.Chinese}和{other.Chinese}。"),
        new("CAST(x AS type) converts a value.", "可用 CAST(x AS 类型) 转换。"));

    public static Message NoCondition(string where, Wording found, Wording? hint) => new("LVO-ADQL-0304",
        new($"{where} needs a condition; this is {found.English}.", $"{where} 需要一个条件；这是{found.Chinese}。"),
        hint ?? new Wording("Compare it with something, e.g. x > 0.", "请与某个值比较，例如 x > 0。"));

    public static Message ConditionAsColumn() => new("LVO-ADQL-0304",
        new("A condition cannot be a column of the answer.", "条件不能作为结果的列。"), new("Put it into WHERE.", "请将它放入 WHERE。"));

    public static Message NoTime(string text) => new("LVO-ADQL-0308",
        new($"'{text}' is not a time.", $"'{text}' 不是时间。"), Write("'YYYY-MM-DD' or 'YYYY-MM-DDThh:mm:ss'"));

    public static Message NoCast(Wording from, string to) => new("LVO-ADQL-0302",
        new($"{Capital(from.English)} cannot be converted to {to}.", $"{from.Chinese}不能转换为 {to}。"));

    public static Message CastTooSmall(string to, string value) => new("LVO-ADQL-0312",
        new($"{value} is out of the range of {to}.", $"{value} 超出 {to} 的范围。"));

    public static Message NumberOutOfRange() => new("LVO-ADQL-0107",
        new("The number is too large.", "这个数太大。"), new("Numbers go up to 1.79E308.", "数的上限是 1.79E308。"));

    public static Message UnknownTimeField(string field, IEnumerable<string> fields) => new("LVO-ADQL-0302",
        new($"EXTRACT knows no part {field} of a time.", $"EXTRACT 不认识时间的 {field} 部分。"),
        new($"It knows {string.Join(", ", fields)}.", $"可用的有：{string.Join("、", fields)}。"));

    public static Message NotALiteral(string function, string what, string chinese, string example) => new("LVO-ADQL-0313",
        new($"{function} needs {what} written out here, in single quotes.", $"{function} 在此处需要直接写出的{chinese}，用单引号。"), Write(example));

    public static Message BadUnit(Wording fault) => new("LVO-ADQL-0314", fault,
        new("Units are written as in VOUnits: km/s, mas/yr, 10**-17erg/(s.cm**2.Angstrom).", "单位按 VOUnits 书写：km/s、mas/yr、10**-17erg/(s.cm**2.Angstrom)。"));

    public static Message NoUnit() => new("LVO-ADQL-0314",
        new("IN_UNIT needs a value whose unit is known; this has none.", "IN_UNIT 需要单位已知的值；此处的值没有单位。"),
        new("The units of columns are in TAP_SCHEMA.columns. A plain factor does the same: x * 3600.", "各列的单位见 TAP_SCHEMA.columns。也可以直接乘以系数：x * 3600。"));

    public static Message NotConvertible(string from, string to) => new("LVO-ADQL-0314",
        new($"{from} cannot be converted to {(to.Length == 0 ? "a number without unit" : to)}.", $"{from} 不能转换为 {(to.Length == 0 ? "无单位的数" : to)}。"));

    public static Message BadEscape() => new("LVO-ADQL-0302",
        new("ESCAPE takes one character.", "ESCAPE 后须是一个字符。"), Write("LIKE '100\\%' ESCAPE '\\'"));

    public static Message PatternEndsInEscape() => new("LVO-ADQL-0302",
        new("The pattern ends in its escape character.", "模式以转义字符结尾。"));

    public static Message BooleanPredicate() => Extension("A truth value as a condition", "以布尔值作为条件", "Compare a number or a text with a value.", "请将数或文本与某个值比较。");

    public static Message BarePredicate(string function) =>
        Extension($"{function} as a condition", $"以 {function} 作为条件", $"It gives 1 or 0: write 1 = {function}(...).", $"它的值是 1 或 0：请写 1 = {function}(...)。");

    public static Wording WithoutQuotes() => new("Write the number without quotes.", "请不加引号书写数字。");

    public static Wording InSingleQuotes() => new("Write the text in single quotes.", "请用单引号书写文本。");

    public static Wording BooleanColumn(string name) => new($"A boolean column is a condition by itself: WHERE {name}, or WHERE NOT {name}; or compare it with TRUE.", $"布尔列本身就是条件：WHERE {name} 或 WHERE NOT {name}；也可以与 TRUE 比较。");

    public static Wording JoinConditions() => new("Join conditions with AND and OR.", "请用 AND 和 OR 连接条件。");

    public static Wording CastToText() => new("CAST(x AS VARCHAR) makes a text of a number.", "CAST(x AS VARCHAR) 可将数转换为文本。");

    public static Wording Numbers => new("numbers", "数");

    public static Wording Texts => new("text", "文本");

    public static Wording WholeNumbers => new("whole numbers", "整数");

    public static Wording Times => new("a time", "时间");

    public static Wording APoint => new("a POINT", "一个 POINT");

    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
