using System.Text;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Syntax;
using Xunit;

namespace Lamost.Vo.Adql.Tests.Syntax;

/// <summary>Whatever the text, it is read or refused. All run on a thread with a small stack: an overflow would end the process.</summary>
public sealed class HostileSyntaxTests
{
    const int StackBytes = 1 << 20;

    // For what takes a second at most; time that grows with the square of the text would be minutes.
    static readonly TimeSpan Endless = TimeSpan.FromSeconds(40);

    const string Head = "SELECT ra FROM t WHERE ";
    static readonly string[] Words =
    [
        "SELECT", "FROM", "WHERE", "TOP", "DISTINCT", "ALL", "AS", "JOIN", "ON", "USING", "NATURAL", "CROSS", "LEFT", "FULL", "OUTER", "GROUP", "BY", "HAVING", "ORDER", "DESC", "NULLS", "FIRST", "OFFSET", "LIMIT", "FETCH", "ROWS",
        "AND", "OR", "NOT", "BETWEEN", "IN", "LIKE", "ESCAPE", "IS", "NULL", "TRUE", "CAST", "INTEGER", "VARCHAR", "DOUBLE", "PRECISION", "COUNT", "POINT", "CASE", "WHEN", "THEN", "ELSE", "END", "UNION", "EXCEPT", "INTERSECT", "WITH",
        "RECURSIVE", "EXISTS", "ANY", "LATERAL", "INTO", "OVER", "PARTITION", "RANGE", "UNBOUNDED", "PRECEDING", "CURRENT", "ROW", "FILTER", "TRIM", "LEADING", "POSITION", "SUBSTRING", "FOR", "EXTRACT", "YEAR", "DATE", "size",
        "(", ")", "(", ")", "[", "]", ",", ".", "*", "+", "-", "/", "%", "&", "|", "~", "<<", "::", "||", "=", "==", "<>", "<=", ";", "1", "2.5", "1e400", "0xF", "5x", "'x'", "\"ra\"", "\"", "'", "ra", "dec", "t", "\u00A0", "\n", "--", "/*", "*/",
        "\uD800", "\0", "_", "\u2018", "\uFF0C", "\uFF21", "赤", "`",
    ];

    [Fact]
    public void Random_characters_are_refused() => Run(29, 20_000, random =>
    {
        var text = new StringBuilder();
        for (var n = random.Next(60); n > 0; n--) text.Append((char)(random.Next(4) > 0 ? random.Next(32, 127) : random.Next(0x10000)));
        return text.ToString();
    });

    [Fact]
    public void Random_words_are_read_or_refused() => Run(30, 60_000, random =>
        (random.Next(3) switch { 0 => Head, 1 => "SELECT ", _ => "" }) + string.Join(random.Next(3) == 0 ? "" : " ", Enumerable.Range(0, random.Next(40)).Select(_ => Words[random.Next(Words.Length)])));

    [Fact]
    public void Mutated_queries_are_read_or_refused()
    {
        var seeds = new[] { "syntax-roundtrip.txt", "syntax-extensions.txt", "syntax-refused.txt" }.SelectMany(Fixture.Read).Select(f => f.Text).ToArray();
        Run(31, 60_000, random =>
        {
            var text = new StringBuilder(seeds[random.Next(seeds.Length)]);
            for (var n = random.Next(1, 5); n > 0 && text.Length > 0; n--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(4))
                {
                    case 0: text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at)); break;
                    case 1: text.Insert(at, $" {Words[random.Next(Words.Length)]} "); break;
                    case 2: text[at] = (char)random.Next(1, 256); break;
                    default: text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 30), text.Length - at))); break;
                }
            }
            return text.ToString();
        });
    }

    public static TheoryData<string, string> Nested => new()
    {
        { "parentheses", Head + new string('(', 10_000) + "ra" + new string(')', 10_000) + " > 0" },
        { "open parentheses", Head + new string('(', 10_000) },
        { "NOT", Head + Times("NOT ", 10_000) + "ra > 0" },
        { "signs", Head + Times("- ", 10_000) + "ra > 0" },
        { "bits", Head + Times("~", 10_000) + "ra > 0" },
        { "functions", Head + Times("ABS(", 10_000) + "ra" },
        { "TRIM", Head + Times("TRIM(LEADING ", 10_000) + "ra" },
        { "CASE", Head + Times("CASE WHEN ", 10_000) + "ra" },
        { "CASE in ELSE", Head + Times("CASE WHEN a THEN b ELSE ", 10_000) + "ra" + Times(" END", 10_000) },
        { "CAST", Head + Times("CAST(", 10_000) + "ra" },
        { "IN", Head + Times("a IN (", 10_000) },
        { "EXISTS", Head + Times("EXISTS (SELECT a FROM t WHERE ", 10_000) },
        { "values of queries", Times("SELECT (", 10_000) },
        { "windows", "SELECT " + Times("f(a) OVER (PARTITION BY ", 10_000) },
        { "FILTER", "SELECT " + Times("f(a) FILTER (WHERE ", 10_000) },
        { "queries", Times("SELECT * FROM (", 10_000) + "t" },
        { "queries in parentheses", new string('(', 10_000) + "SELECT a FROM t" + new string(')', 10_000) },
        { "WITH", Times("WITH x AS (", 10_000) + "SELECT" },
        { "joins in parentheses", "SELECT * FROM " + new string('(', 10_000) + "t" },
        { "derived tables in parentheses", "SELECT * FROM " + new string('(', 10_000) + "SELECT a FROM t" + new string(')', 10_000) + " AS x" },
        { "joins without condition", "SELECT * FROM t" + Times(" JOIN t", 10_000) },
        { "joins", "SELECT * FROM t" + Times(" NATURAL JOIN t", 10_000) },
        { "unions", "SELECT a FROM t" + Times(" UNION SELECT a FROM t", 10_000) },
        { "intersections", "SELECT a FROM t" + Times(" INTERSECT SELECT a FROM t", 10_000) },
        { "ordered parentheses", new string('(', 100) + "SELECT a FROM t" + Times(" ORDER BY a)", 100) },
        { "a sum", Head + "ra" + Times(" + 1", 10_000) + " > 0" },
        { "a concatenation", Head + "ra" + Times(" || 'a'", 10_000) + " = ''" },
        { "IS NULL", Head + "ra" + Times(" IS NULL", 10_000) },
        { "sums in parentheses", Head + new string('(', 100) + "ra" + Times(Times("*1", 400) + Times("+1", 400) + ")", 100) + " > 0" },
        { "sums in queries", "SELECT " + Times("((SELECT ", 3) + "1" + Times($" FROM t){Times(" + 1", 300)})", 3) + " FROM t" },
        { "joins of joins", "SELECT 1 FROM " + new string('(', 100) + "t AS a" + string.Concat(Enumerable.Range(0, 100).Select(i => $" JOIN t AS b{i} ON 1 = 1) JOIN t AS c{i} ON 1 = 1")) },
    };

    [Theory]
    [MemberData(nameof(Nested))]
    public void Nesting_without_end_is_refused_by_a_limit(string what, string query)
    {
        Assert.NotEmpty(what);
        Assert.Equal("LVO-ADQL-0105", OnSmallStack(() => Refusal(query)));
    }

    [Fact]
    public void What_is_as_deep_and_high_as_the_limits_allow_is_read_and_written_on_a_small_stack()
    {
        var deep = Head + new string('(', AdqlLimits.Depth - 1) + "ra" + Times(" + 1)", AdqlLimits.Depth - 1) + " > 0";
        var nested = Head + Times("EXISTS (SELECT a FROM t WHERE ", AdqlLimits.Tables - 1) + "1 = 1" + Times(")", AdqlLimits.Tables - 1);
        var high = Head + "ra" + Times(" + 1", AdqlLimits.ChainTerms - 1) + " > 0";
        foreach (var query in new[] { deep, nested, high })
            Assert.Equal(query.Length > 0, OnSmallStack(() => TreeDifference.Of(AdqlParser.Parse(query).Query, AdqlParser.Parse(AdqlWriter.Write(AdqlParser.Parse(query).Query)).Query)).Length == 0);
    }

    public static TheoryData<string, Func<int, string>, bool> Long => new()
    {
        { "a list of numbers", n => Head + "a IN (" + Repeated("1,", n) + "1)", true },
        { "a list of columns", n => Head + "a IN (" + Repeated("dec,", n) + "1)", true },
        { "conditions", n => Head + Repeated("a > 1 OR ", n) + "b = 2", true },
        { "adjacent texts", n => Head + "a = " + Repeated("'a' ", n) + "'b'", true },
        { "one text", n => Head + "a = '" + new string('x', n) + "'", true },
        { "doubled quotes", n => Head + "a = '" + Repeated("''", n) + "'", true },
        { "one name", n => Head + new string('x', n) + " = 1", true },
        { "one number", n => Head + "a = " + new string('1', 300) + new string(' ', n) + "." + new string('1', n), false },
        { "digits", n => Head + "a < 0." + new string('1', n), true },
        { "a dotted name", n => Head + Repeated("a.", n) + "a = 1", false },
        { "open text", n => Head + "a = '" + new string('x', n), false },
        { "open comment", n => Head + "a = /*" + new string('*', n), false },
        { "comments", n => Head + Repeated("/**/", n) + "a = 1", true },
        { "line comments", n => Head + Repeated("--\n", n) + "a = 1", true },
        { "blank lines", n => new string('\n', n) + "SELECT", false },
        { "commas", n => new string(',', n), false },
        { "commas in a list", n => "SELECT a" + new string(',', n) + " FROM t", false },
        { "open parentheses", n => Head + new string('(', n), false },
        { "pairs of parentheses", n => Head + "a IN (" + Repeated("((1)),", n) + "1)", true },
        { "queries in parentheses", n => Head + "a IN (" + Repeated("((((SELECT", n), false },
        { "closing parentheses", n => "SELECT a FROM t" + new string(')', n), false },
        { "typographic quotes", n => Head + "a = " + Repeated("\u201C", n), false },
        { "back quotes", n => "SELECT a FROM " + Repeated("`", n), false },
        { "full-width letters", n => "SELECT " + Repeated("\uFF21", n), false },
        { "letters of other alphabets", n => "SELECT " + Repeated("赤 ", n), false },
        { "strangers", n => "SELECT " + Repeated("\u0001", n), false },
        { "no-break spaces", n => "SELECT a" + Repeated("\u00A0", n) + "FROM t", true },
        { "reserved words", n => Head + "a IN (" + Repeated("size,", n) + "1)", false },
        { "remainders", n => Head + "a IN (" + Repeated("a%2,", n) + "1)", true },
        { "changes of type", n => Head + "a" + Repeated("::int", n) + " = 1", false },
        { "elements", n => Head + "a" + Repeated("[1]", n) + " = 1", false },
        { "semicolons", n => "SELECT a FROM t" + new string(';', n), true },
        { "rows", n => Head + "(a" + Repeated(",b", n) + ") = 1", false },
        { "CASE branches", n => "SELECT CASE " + Repeated("WHEN a THEN b ", n) + "END FROM t", true },
        { "clauses", n => "SELECT a FROM t " + Repeated("ORDER BY a ", n), false },
        { "late clauses", n => "SELECT a FROM t ORDER BY a " + Repeated("WHERE a ", n), false },
    };

    [Theory]
    [MemberData(nameof(Long))]
    public void Four_megabytes_are_read_on_a_small_stack(string what, Func<int, string> query, bool accepted)
    {
        Assert.NotEmpty(what);
        var refusal = OnSmallStack(() => Refusal(query(4_000_000)));
        Assert.Equal(accepted, refusal is null);
    }

    // Four times the text may take four times the memory, and what a list that grows by doubling can add.
    [Theory]
    [MemberData(nameof(Long))]
    public void Memory_grows_with_the_text(string what, Func<int, string> query, bool accepted)
    {
        Assert.Equal(accepted, Refusal(query(1000)) is null);
        var (small, large) = (Allocated(query(100_000)), Allocated(query(400_000)));
        Assert.True(large < 9 * small + 100_000, $"{what}: {small} and {large} bytes");
    }

    [Fact]
    public void Above_the_limit_nothing_is_read()
    {
        var query = Head + new string(' ', AdqlLimits.QueryCharacters);
        Assert.InRange(Allocated(query), 1, 10_000);
        Assert.Equal("LVO-ADQL-0104", Refusal(query));
    }

    [Fact]
    public void A_message_about_a_long_name_is_short()
    {
        foreach (var piece in new[] { new string('x', 100_000) + "\u0001 = 1", "\"" + new string('x', 100_000) + "\n\" 1 1", new string('\uFF21', 100_000), "a AS " + new string('1', 100_000) })
            Assert.InRange(Assert.Throws<AdqlException>(() => AdqlParser.Parse(Head + piece)).Message.Length, 1, 600);
    }

    static long Allocated(string query)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        AdqlParser.Parse(query, AdqlMode.Tolerant, new DiagnosticBag(query));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    static string Repeated(string piece, int characters) => Times(piece, characters / piece.Length);

    static string Times(string piece, int count) => new StringBuilder().Insert(0, piece, count).ToString();

    static void Run(int seed, int count, Func<Random, string> make) => OnSmallStack(() =>
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var query = make(random);
            try
            {
                Refusal(query, i % 2 == 0 ? AdqlMode.Tolerant : AdqlMode.Strict);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Query {i} of seed {seed}: {query}", e);
            }
        }
        return count;
    });

    // The code of the first error, null when the query is read; anything but an AdqlException goes through.
    static string? Refusal(string query, AdqlMode mode = AdqlMode.Tolerant)
    {
        try
        {
            var parsed = AdqlParser.Parse(query, mode);
            Assert.All(parsed.Warnings, w => Check(w, query, Severity.Warning));
            if (query.Length < 10_000) Assert.Equal("", TreeDifference.Of(parsed.Query, AdqlParser.Parse(AdqlWriter.Write(parsed.Query)).Query));
            return null;
        }
        catch (AdqlException e)
        {
            Assert.InRange(e.Errors.Count, 1, AdqlLimits.Errors);
            Assert.All(e.Errors, error => Check(error, query, Severity.Error));
            return e.Errors.FirstOrDefault(error => error.Code == "LVO-ADQL-0105")?.Code ?? e.Errors[0].Code;
        }
    }

    static void Check(AdqlDiagnostic diagnostic, string query, Severity severity)
    {
        Assert.Equal(severity, diagnostic.Severity);
        Assert.InRange(diagnostic.Span.Start, 0, query.Length);
        Assert.InRange(diagnostic.Span.End, diagnostic.Span.Start, query.Length);
        foreach (var language in Enum.GetValues<Language>())
            Assert.DoesNotContain(diagnostic.ToString(language), c => char.IsControl(c) && c != '\n');
        Assert.Equal(1, diagnostic.Excerpt?.Count(c => c == '\n'));
    }

    static T OnSmallStack<T>(Func<T> work)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception e)
            {
                failure = e;
            }
        }, StackBytes);
        thread.Start();
        if (!thread.Join(Endless)) throw new TimeoutException("The text is not read in time that grows with it.");
        return failure is null ? result : throw new InvalidOperationException(failure.ToString(), failure);
    }
}
