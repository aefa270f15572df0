using System.Text;
using Lamost.Vo.Adql.Sql;
using Xunit;

namespace Lamost.Vo.Adql.Tests;

/// <summary>Whatever the text, it is translated or refused. All run on a thread with a small stack: an overflow would end the process.</summary>
public sealed class HostileQueryTests
{
    const int StackBytes = 1 << 20;
    const string Head = "SELECT ra FROM dr10.catalogue WHERE ";
    static readonly string[] Words =
    [
        "SELECT", "FROM", "WHERE", "TOP", "DISTINCT", "AS", "JOIN", "ON", "USING", "NATURAL", "LEFT", "FULL", "GROUP", "BY", "HAVING", "ORDER", "DESC", "OFFSET", "AND", "OR", "NOT",
        "BETWEEN", "IN", "LIKE", "IS", "NULL", "CAST", "INTEGER", "VARCHAR", "COUNT", "MAX", "SQRT", "POINT", "CIRCLE", "CONTAINS", "DISTANCE", "CASE", "UNION", "(", ")", ",", ".", "*", "+", "-", "/",
        "||", "=", "<>", "<=", ";", "1", "2.5", "1e400", "'x'", "'2015-01-01'", "\"ra\"", "\"", "'", "ra", "dec", "obsid", "class", "obsdate", "dr10.catalogue", "catalogue", "c", "\u00A0", "\n", "--", "\uD800", "\0", "_",
    ];

    [Fact]
    public void Random_characters_are_refused() => Run(29, 3000, random =>
    {
        var text = new StringBuilder();
        for (var n = random.Next(60); n > 0; n--) text.Append((char)(random.Next(4) > 0 ? random.Next(32, 127) : random.Next(0x10000)));
        return text.ToString();
    });

    [Fact]
    public void Random_words_are_translated_or_refused() => Run(30, 6000, random =>
        (random.Next(2) == 0 ? Head : "SELECT ") + string.Join(' ', Enumerable.Range(0, random.Next(40)).Select(_ => Words[random.Next(Words.Length)])));

    [Fact]
    public void Mutated_queries_are_translated_or_refused()
    {
        var seeds = Directory.GetFiles(Fixture.Folder).Select(Path.GetFileName).SelectMany(f => Fixture.Read(f!)).Select(f => f.Text).ToArray();
        Run(31, 10_000, random =>
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
        { "NOT", Head + string.Concat(Enumerable.Repeat("NOT ", 10_000)) + "ra > 0" },
        { "signs", Head + string.Concat(Enumerable.Repeat("- ", 10_000)) + "ra > 0" },
        { "functions", Head + string.Concat(Enumerable.Repeat("ABS(", 10_000)) + "ra" },
        { "queries", string.Concat(Enumerable.Repeat("SELECT * FROM (", 10_000)) + "dr10.stellar" },
        { "joins in parentheses", "SELECT * FROM " + new string('(', 10_000) + "dr10.stellar" },
        { "a sum", Head + "ra" + string.Concat(Enumerable.Repeat(" + 1", 10_000)) + " > 0" },
        { "sums in parentheses", Head + new string('(', 100) + "ra" + string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Repeat("*1", 400)) + string.Concat(Enumerable.Repeat("+1", 400)) + ")", 100)) + " > 0" },
        { "joins of joins", "SELECT 1 FROM " + new string('(', 100) + "dr10.plates AS a" + string.Concat(Enumerable.Range(0, 100).Select(i => $" JOIN dr10.stellar AS b{i} ON 1 = 1) JOIN dr10.stellar AS c{i} ON 1 = 1")) },
    };

    [Theory]
    [MemberData(nameof(Nested))]
    public void Nesting_without_end_is_refused_by_a_limit(string what, string query)
    {
        Assert.NotEmpty(what);
        Assert.Equal("LVO-ADQL-0105", OnSmallStack(() => Refusal(query)));
    }

    [Fact]
    public void Distances_of_distances_are_refused_before_their_sql_fills_the_memory()
    {
        var point = "ra, dec";
        for (var i = 0; i < 20; i++) point = $"DISTANCE({point}, 10, 20), dec";
        var query = $"SELECT DISTINCT {string.Join(", ", Enumerable.Repeat(point, 100))} FROM dr10.catalogue ORDER BY ra + 1";
        Assert.Equal("LVO-ADQL-0401", OnSmallStack(() => Refusal(query)));
    }

    [Theory]
    [InlineData(" AND ", "ra > 1")]
    [InlineData(" OR ", "1 = CONTAINS(POINT(ra, dec), CIRCLE(10, 20, 0.001))")]
    public void A_thousand_conditions_are_a_query(string keyword, string condition)
    {
        var sql = OnSmallStack(() => AdqlTranslator.Translate(Head + string.Join(keyword, Enumerable.Repeat(condition, 1000)), TestCatalog.Catalog, new TranslationOptions()).Sql);
        Assert.Equal(999, sql.Split(keyword + "(").Length - 1);
    }

    [Fact]
    public void The_longest_sum_within_the_limits_fits_the_stack()
    {
        var sum = "ra" + string.Concat(Enumerable.Repeat(" + 1", AdqlLimits.ChainTerms - 1));
        var sql = OnSmallStack(() => AdqlTranslator.Translate($"SELECT COUNT(*), {sum} AS s FROM dr10.catalogue GROUP BY {sum} HAVING {sum} > 0 ORDER BY {sum}", TestCatalog.Catalog, new TranslationOptions()).Sql);
        Assert.EndsWith("ORDER BY 2", sql, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, bool> Long => new()
    {
        { "a list of numbers", Head + "obsid IN (" + Repeated("1,", 3 << 20) + "1)", true },
        { "a list of columns", Head + "ra IN (" + Repeated("dec,", 2 << 20) + "1)", true },
        { "adjacent texts", Head + "class = " + Repeated("'a' ", 4_000_000), true },
        { "one text", Head + "class = '" + new string('x', 4_000_000) + "'", true },
        { "one name", Head + new string('x', 4_000_000) + " = 1", false },
        { "open text", Head + "class = '" + new string('x', 4_000_000), false },
        { "blank lines", new string('\n', 4_000_000) + "SELECT", false },
        { "commas", new string(',', 4_000_000), false },
        { "above the limit", Head + new string(' ', AdqlLimits.QueryCharacters), false },
    };

    [Theory]
    [MemberData(nameof(Long))]
    public void Four_megabytes_are_read_in_time_that_grows_with_them(string what, string query, bool accepted)
    {
        Assert.NotEmpty(what);
        var refusal = OnSmallStack(() => Refusal(query));
        Assert.Equal(accepted, refusal is null);
    }

    [Fact]
    public void A_message_about_a_long_name_is_short()
    {
        var error = Assert.Throws<AdqlException>(() => AdqlTranslator.Translate(Head + new string('x', 100_000) + "\u0001 = 1", TestCatalog.Catalog, new TranslationOptions()));
        Assert.InRange(error.Message.Length, 1, 500);
        error = Assert.Throws<AdqlException>(() => AdqlTranslator.Translate(Head + "\"" + new string('x', 100_000) + "\n\" = 1", TestCatalog.Catalog, new TranslationOptions()));
        Assert.InRange(error.Message.Length, 1, 500);
    }

    static string Repeated(string piece, int characters) => string.Concat(Enumerable.Repeat(piece, characters / piece.Length));

    static void Run(int seed, int count, Func<Random, string> make) => OnSmallStack(() =>
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var query = make(random);
            try
            {
                Refusal(query);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Query {i} of seed {seed}: {query}", e);
            }
        }
        return count;
    });

    // The code of the refusal, null when the query is accepted; anything but an AdqlException goes through.
    static string? Refusal(string query)
    {
        try
        {
            Assert.NotEmpty(AdqlTranslator.Translate(query, TestCatalog.Catalog, new TranslationOptions()).Sql);
            return null;
        }
        catch (AdqlException e)
        {
            var error = Assert.Single(e.Errors);
            Assert.True(error.Span.Start < 0 || error.Span.End <= query.Length);
            Assert.DoesNotContain(error.ToString(), c => char.IsControl(c) && c != '\n');
            Assert.Equal(error.Excerpt is null ? 0 : 1, error.Excerpt?.Count(c => c == '\n') ?? 0);
            return error.Code;
        }
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
        thread.Join();
        return failure is null ? result : throw new InvalidOperationException(failure.ToString(), failure);
    }
}
