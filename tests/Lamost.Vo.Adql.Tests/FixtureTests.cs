using Lamost.Vo.Adql.Sql;
using Xunit;

namespace Lamost.Vo.Adql.Tests;

public sealed class FixtureTests
{
    static readonly TranslationOptions FewRanges = new() { MaxRangesPerRegion = 4 };

    [Theory]
    [InlineData("select.txt")]
    [InlineData("joins.txt")]
    [InlineData("grouping.txt")]
    [InlineData("functions.txt")]
    [InlineData("literals.txt")]
    [InlineData("types.txt")]
    [InlineData("names.txt")]
    [InlineData("clients.txt")]
    [InlineData("normalise-cones.txt")]
    [InlineData("cover-cones.txt")]
    public void Accepted_queries_become_the_expected_sql(string file) => Assert.Equal("", Fixture.Differences(file, adql => Sql(adql)));

    [Fact]
    public void Refused_queries_say_what_is_wrong_where_and_what_would_be_right() => Assert.Equal("", Fixture.Differences("refused.txt", Refusal));

    [Fact]
    public void Every_fixture_file_is_tested()
    {
        var theory = typeof(FixtureTests).GetMethod(nameof(Accepted_queries_become_the_expected_sql))!;
        var files = theory.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().SelectMany(a => a.GetData(theory)).Select(d => (string)d[0]);
        Assert.Equal(Directory.GetFiles(Fixture.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal), files.Append("refused.txt").Order(StringComparer.Ordinal));
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

    // The code, the place, the piece under the caret; the sentence; the hint.
    static string Refusal(string adql)
    {
        try
        {
            return $"accepted: {AdqlTranslator.Translate(adql, TestCatalog.Catalog, FewRanges).Sql}";
        }
        catch (AdqlException e)
        {
            var error = Assert.Single(e.Errors);
            var under = new string([.. adql.Substring(error.Span.Start, Math.Min(error.Span.Length, 60)).Select(c => c == '\n' || char.IsSurrogate(c) ? '?' : c)]);
            return $"{error.Code} {error.Line}:{error.Column} [{under}]\n{error.Message}" + (error.Hint is null ? "" : $"\n{error.Hint}");
        }
    }
}
