using Lamost.Vo.Archive.Releases;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Releases;

/// <summary>What a definition says for exports to VizieR.</summary>
public sealed class VizierDefinitionTests
{
    const string Valid = """
        name: t
        version: v1
        description: D.
        lvo:vizier:
          title: A catalog
          authors: [Luo A.-L., Zhao Y.-H.]
          year: 2026
          bibcode: 2026RAA....26....1L
          adc_keywords: [Surveys, Spectroscopy]
          keywords: surveys
          see_also: ["V/164 : LAMOST DR5 catalogs : all of them"]
          references: [Cui et al.]
        tables:
        - name: a
          description: A.
          columns:
          - {name: teff, datatype: float, lvo:vizier_label: Teff, description: T.}
          - {name: feh, datatype: float, lvo:vizier_label: "[Fe/H]", description: F.}
        - name: b
          description: B.
          columns:
          - lvo:like: a.teff
          - {lvo:like: a.feh, name: feh_cnn}
        """;

    [Fact]
    public void A_release_says_what_its_ReadMe_shall_say()
    {
        var release = ReleaseReader.ReadText(Valid, "t.yaml");
        var vizier = release.Vizier;
        Assert.Equal(("A catalog", 2026, "2026RAA....26....1L"), (vizier.Title, vizier.Year, vizier.Bibcode));
        Assert.Equal(["Luo A.-L.", "Zhao Y.-H."], vizier.Authors);
        Assert.Equal((2, "surveys", "V/164 : LAMOST DR5 catalogs : all of them", "Cui et al."), (vizier.AdcKeywords.Count, vizier.Keywords[0], vizier.SeeAlso[0], vizier.References[0]));
        // A label belongs to a name.
        Assert.Equal(["Teff", "[Fe/H]"], release.Tables[0].Columns.Select(c => c.VizierLabel));
        Assert.Equal(["Teff", null], release.Tables[1].Columns.Select(c => c.VizierLabel));
    }

    [Theory]
    [InlineData("title: A catalog", "title: A catalog with a title that no first line has room for", "t.yaml(5,10): lvo:vizier title: Has more than 45 characters; the first line of a ReadMe has no room for it.")]
    [InlineData("title: A catalog", "titel: A catalog", "t.yaml(5,3): lvo:vizier titel: An unknown key. Did you mean 'title'?")]
    [InlineData("year: 2026", "year: soon", "t.yaml(7,9): lvo:vizier year: Must be a whole number from 1900 to 2999, not 'soon'.")]
    [InlineData("2026RAA....26....1L", "2026RAA", "t.yaml(8,12): lvo:vizier bibcode: A bibcode has 19 characters.")]
    [InlineData("V/164 : LAMOST DR5 catalogs : all", "LAMOST DR5 catalogs, all", "t.yaml(11,13): lvo:vizier see_also: 'LAMOST DR5 catalogs, all of them' is not 'name : what it is', with a name of at most 40 characters.")]
    [InlineData("keywords: surveys", "keywords: Überblick", "t.yaml(10,13): lvo:vizier keywords: Must be ASCII, at most 500 characters.")]
    [InlineData("lvo:vizier_label: Teff", "lvo:vizier_label: T eff", "t.yaml(17,53): a.teff lvo:vizier_label: 'T eff' is no label for VizieR: 1 to 16 letters, digits and characters of _ . + - / ( ) [ ], without blanks.")]
    [InlineData("\"[Fe/H]\"", "Teff", "t.yaml(17,3): a columns: The label for VizieR 'Teff' is that of teff and feh; labels of a table differ.")]
    public void What_is_wrong_is_told_with_its_place(string right, string wrong, string expected)
    {
        var yaml = Valid.Replace(right, wrong, StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Throws<DefinitionException>(() => ReleaseReader.ReadText(yaml, "t.yaml")).Errors.Select(e => e.ToString()));
    }

    [Fact]
    public void Every_key_stands_on_the_page()
    {
        var yaml = Valid.Replace("title: A catalog", "qqqqqqqqqqqqqqqqqqqq: 1", StringComparison.Ordinal);
        var message = Assert.Single(Assert.Throws<DefinitionException>(() => ReleaseReader.ReadText(yaml, "t.yaml")).Errors).Message;
        var keys = message[(message.IndexOf("Known: ", StringComparison.Ordinal) + 7)..].TrimEnd('.').Split(", ");
        Assert.Equal(8, keys.Length);
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Lamost.Vo.sln"))) root = root.Parent;
        var page = File.ReadAllText(Path.Combine(root.FullName, "docs", "reference", "release-definition.md"));
        var section = page[page.IndexOf("## VizieR", StringComparison.Ordinal)..page.IndexOf("## Spectra", StringComparison.Ordinal)];
        Assert.All(keys, k => Assert.Contains($"| `{k}` |", section, StringComparison.Ordinal));
    }
}
