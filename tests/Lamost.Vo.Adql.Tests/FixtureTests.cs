using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Sql;
using Xunit;

namespace Lamost.Vo.Adql.Tests;

public sealed class FixtureTests
{
    static readonly TranslationOptions FewRanges = new() { MaxRangesPerRegion = 4 };

    [Theory]
    [InlineData("select.txt")]
    [InlineData("with.txt")]
    [InlineData("sets.txt")]
    [InlineData("subqueries.txt")]
    [InlineData("joins.txt")]
    [InlineData("grouping.txt")]
    [InlineData("order.txt")]
    [InlineData("aggregates.txt")]
    [InlineData("windows.txt")]
    [InlineData("values.txt")]
    [InlineData("casts.txt")]
    [InlineData("functions.txt")]
    [InlineData("ivoa-functions.txt")]
    [InlineData("in-unit.txt")]
    [InlineData("literals.txt")]
    [InlineData("types.txt")]
    [InlineData("names.txt")]
    [InlineData("clients.txt")]
    [InlineData("geometry.txt")]
    [InlineData("fold-geometry.txt")]
    [InlineData("normalise-cones.txt")]
    [InlineData("cover-cones.txt")]
    [InlineData("cover-regions.txt")]
    [InlineData("merge-covers.txt")]
    [InlineData("serve-maps.txt")]
    [InlineData("maps.txt")]
    [InlineData("match-tables.txt")]
    [InlineData("use-lookups.txt")]
    [InlineData("place-regions.txt")]
    public void Accepted_queries_become_the_expected_sql(string file) => Assert.Equal("", Fixture.Differences(file, adql => Sql(adql)));

    [Fact]
    public void Refused_queries_say_what_is_wrong_where_and_what_would_be_right() => Assert.Equal("", Fixture.Differences("refused.txt", Refusal));

    [Fact]
    public void What_means_something_else_elsewhere_is_a_warning() => Assert.Equal("", Fixture.Differences("warnings.txt", Warnings));

    [Fact]
    public void An_extension_is_refused_in_the_strict_mode_with_the_words_of_its_warning()
    {
        foreach (var fixture in Fixture.Read("warnings.txt"))
        {
            var warnings = AdqlTranslator.Translate(fixture.Text, TestCatalog.Catalog, FewRanges).Warnings.Where(w => w.Code == "LVO-ADQL-0501").Select(w => w.Message).ToList();
            if (warnings.Count == 0) continue;
            var refusal = Assert.Throws<AdqlException>(() => AdqlTranslator.Translate(fixture.Text, TestCatalog.Catalog, FewRanges with { Mode = AdqlMode.Strict }));
            Assert.Subset(refusal.Errors.Select(e => e.Message).ToHashSet(), warnings.ToHashSet());
        }
    }

    [Fact]
    public void Every_fixture_file_is_tested()
    {
        var theory = typeof(FixtureTests).GetMethod(nameof(Accepted_queries_become_the_expected_sql))!;
        var files = theory.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().SelectMany(a => a.GetData(theory)).Select(d => (string)d[0])
            .Concat(["refused.txt", "warnings.txt"]);
        // Those of the syntax alone have tests of their own.
        Assert.Equal(Directory.GetFiles(Fixture.Folder).Select(f => Path.GetFileName(f)!).Where(f => !f.StartsWith("syntax-", StringComparison.Ordinal)).Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    static string Sql(string adql)
    {
        try
        {
            return AdqlTranslator.Translate(adql, TestCatalog.Catalog, FewRanges).Sql;
        }
        catch (AdqlException e)
        {
            return $"refused: {e.Message}";
        }
    }

    static string Warnings(string adql)
    {
        try
        {
            return string.Join('\n', AdqlTranslator.Translate(adql, TestCatalog.Catalog, FewRanges).Warnings.Select(d => Told(adql, d)));
        }
        catch (AdqlException e)
        {
            return $"refused: {e.Message}";
        }
    }

    static string Refusal(string adql)
    {
        try
        {
            return $"accepted: {AdqlTranslator.Translate(adql, TestCatalog.Catalog, FewRanges).Sql}";
        }
        catch (AdqlException e)
        {
            return string.Join('\n', e.Errors.Select(d => Told(adql, d)));
        }
    }

    // The code, the place, the piece under the caret; the sentence; the hint.
    static string Told(string adql, AdqlDiagnostic diagnostic)
    {
        var under = new string([.. adql.Substring(diagnostic.Span.Start, Math.Min(diagnostic.Span.Length, 60)).Select(c => c == '\n' || char.IsSurrogate(c) ? '?' : c)]);
        return $"{diagnostic.Code} {diagnostic.Line}:{diagnostic.Column} [{under}]\n{diagnostic.Message}" + (diagnostic.Hint is null ? "" : $"\n{diagnostic.Hint}");
    }
}
