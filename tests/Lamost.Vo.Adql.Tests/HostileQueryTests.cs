using System.Text;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Sql;
using Xunit;

namespace Lamost.Vo.Adql.Tests;

/// <summary>Whatever the text, it is translated or refused. All run on a thread with a small stack: an overflow would end the process.</summary>
public sealed class HostileQueryTests(Xunit.Abstractions.ITestOutputHelper output)
{
    const int StackBytes = 1 << 20;
    const string Head = "SELECT ra FROM dr10.catalogue WHERE ";
    static readonly string[] Words =
    [
        "SELECT", "FROM", "WHERE", "TOP", "DISTINCT", "AS", "JOIN", "ON", "USING", "NATURAL", "LEFT", "FULL", "GROUP", "BY", "HAVING", "ORDER", "DESC", "OFFSET", "AND", "OR", "NOT",
        "BETWEEN", "IN", "LIKE", "IS", "NULL", "CAST", "INTEGER", "VARCHAR", "COUNT", "MAX", "SQRT", "POINT", "CIRCLE", "CONTAINS", "DISTANCE", "CASE", "WHEN", "THEN", "END", "UNION", "WITH", "EXISTS", "OVER", "FILTER",
        "POLYGON", "BOX", "REGION", "'Circle ICRS 1 2 3'", "MOC", "'4/30-33'", "INTERSECTS", "AREA", "CENTROID", "COORD1", "IN_UNIT", "'arcsec'", "COALESCE", "ROUND", "ivo_healpix_index", "ivo_geom_transform", "'GALACTIC'", "place", "outline", "good", "TRUE", "(", ")", ",", ".", "*", "+", "-", "/",
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
    public void Circles_of_circles_are_refused_before_their_sql_fills_the_memory()
    {
        // A radius that comes from a row stands in the SQL more than once.
        var radius = "z";
        for (var i = 0; i < 20; i++) radius = $"CONTAINS(POINT(ra, dec), CIRCLE(10, 20, {radius}))";
        var query = $"SELECT DISTINCT {radius} FROM dr10.catalogue ORDER BY ra + 1";
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

    [Theory]
    [InlineData("SELECT nosuch FROM dr10.plates AS \"P\u0095\", dr9.plates AS q")]
    [InlineData("SELECT q.planid FROM dr10.plates AS \"q\u0095\"")]
    [InlineData("SELECT planid FROM dr10.plates AS \"a\u0007\", dr9.plates AS \"b\u0007\"")]
    [InlineData("SELECT planid FROM dr10.plates AS \"a\u0007\", dr9.plates AS \"a\u0007\"")]
    public void A_name_in_a_message_has_no_control_characters(string query) => Assert.NotNull(Refusal(query));

    [Fact]
    public void A_message_about_a_long_name_is_short()
    {
        var error = Assert.Throws<AdqlException>(() => AdqlTranslator.Translate(Head + new string('x', 100_000) + "\u0001 = 1", TestCatalog.Catalog, new TranslationOptions()));
        Assert.All(error.Errors, e => Assert.InRange(e.ToString().Length, 1, 500));
        error = Assert.Throws<AdqlException>(() => AdqlTranslator.Translate(Head + "\"" + new string('x', 100_000) + "\n\" = 1", TestCatalog.Catalog, new TranslationOptions()));
        Assert.All(error.Errors, e => Assert.InRange(e.ToString().Length, 1, 500));
    }

    static string Repeated(string piece, int characters) => string.Concat(Enumerable.Repeat(piece, characters / piece.Length));

    // With the environment variable LAMOST_VO_FUZZ_SECONDS it goes on for that long, and says how many queries it made.
    void Run(int seed, int count, Func<Random, string> make) => OnSmallStack(() =>
    {
        var seconds = double.Parse(Environment.GetEnvironmentVariable("LAMOST_VO_FUZZ_SECONDS") ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var random = new Random(seconds > 0 ? Environment.TickCount : seed);
        for (var i = 0; i < count || clock.Elapsed.TotalSeconds < seconds; i++)
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
            if (seconds > 0 && clock.Elapsed.TotalSeconds >= seconds && i + 1 >= count) output.WriteLine($"{i + 1} queries in {clock.Elapsed}");
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
            Assert.InRange(e.Errors.Count, 1, AdqlLimits.Errors);
            foreach (var error in e.Errors)
            {
                Assert.True(error.Span.Start < 0 || error.Span.End <= query.Length);
                Assert.DoesNotContain(error.ToString(), c => char.IsControl(c) && c != '\n');
                Assert.DoesNotContain(error.ToString(Language.Chinese), c => char.IsControl(c) && c != '\n');
                Assert.Equal(error.Excerpt is null ? 0 : 1, error.Excerpt?.Count(c => c == '\n') ?? 0);
            }
            return e.Errors[0].Code;
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
