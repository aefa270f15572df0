using System.Text;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Syntax;
using Xunit;

namespace Lamost.Vo.Adql.Tests.Syntax;

public sealed class SyntaxFixtureTests
{
    [Fact]
    public void A_query_becomes_its_canonical_text() => Assert.Equal("", Fixture.Differences("syntax-roundtrip.txt", Canonical));

    [Fact]
    public void The_canonical_text_is_read_as_the_same_tree()
    {
        foreach (var pair in Fixture.Read("syntax-roundtrip.txt").Concat(Fixture.Read("syntax-extensions.txt")))
        {
            var first = AdqlParser.Parse(pair.Text).Query;
            var text = AdqlWriter.Write(first);
            var second = AdqlParser.Parse(text).Query;
            Assert.Equal("", TreeDifference.Of(first, second));
            Assert.Equal(text, AdqlWriter.Write(second));
        }
    }

    [Fact]
    public void A_query_of_ADQL_2_1_needs_no_tolerance()
    {
        foreach (var pair in Fixture.Read("syntax-roundtrip.txt")) Assert.Empty(AdqlParser.Parse(pair.Text, AdqlMode.Strict).Warnings);
    }

    [Fact]
    public void What_is_refused_says_what_is_wrong_where_and_what_would_be_right() => Assert.Equal("", Fixture.Differences("syntax-refused.txt", q => Refusal(q, AdqlMode.Tolerant)));

    [Fact]
    public void Extensions_are_warnings() => Assert.Equal("", Fixture.Differences("syntax-extensions.txt", Warnings));

    [Fact]
    public void Extensions_are_refused_in_the_strict_mode_with_the_same_words()
    {
        foreach (var pair in Fixture.Read("syntax-extensions.txt"))
        {
            var warnings = AdqlParser.Parse(pair.Text).Warnings;
            var errors = Assert.Throws<AdqlException>(() => AdqlParser.Parse(pair.Text, AdqlMode.Strict)).Errors;
            Assert.All(errors, e => Assert.Equal((Severity.Error, "LVO-ADQL-0501"), (e.Severity, e.Code)));
            Assert.Equal(warnings.Select(w => w.Message).Order(Comparer<Wording>.Create((a, b) => string.CompareOrdinal(a.English, b.English))),
                errors.Select(e => e.Message).Distinct().Order(Comparer<Wording>.Create((a, b) => string.CompareOrdinal(a.English, b.English))));
        }
    }

    static string Canonical(string adql)
    {
        try
        {
            return AdqlWriter.Write(AdqlParser.Parse(adql).Query);
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
            return Told(adql, AdqlParser.Parse(adql).Warnings);
        }
        catch (AdqlException e)
        {
            return $"refused: {e.Message}";
        }
    }

    static string Refusal(string adql, AdqlMode mode)
    {
        try
        {
            return $"accepted: {AdqlWriter.Write(AdqlParser.Parse(adql, mode).Query)}";
        }
        catch (AdqlException e)
        {
            return Told(adql, e.Errors);
        }
    }

    // Of each the code, the place, the piece under the caret; the sentence; the hint.
    static string Told(string adql, IReadOnlyList<AdqlDiagnostic> diagnostics)
    {
        var told = new StringBuilder();
        foreach (var d in diagnostics)
        {
            var under = new string([.. adql.Substring(d.Span.Start, Math.Min(d.Span.Length, 60)).Select(c => c == '\n' || char.IsSurrogate(c) || char.IsControl(c) ? '?' : c)]);
            told.Append(told.Length > 0 ? "\n" : "").Append(d.Code).Append(' ').Append(d.Line).Append(':').Append(d.Column).Append(" [").Append(under).Append("]\n").Append(d.Message);
            if (d.Hint is not null) told.Append('\n').Append(d.Hint);
        }
        return told.ToString();
    }
}
