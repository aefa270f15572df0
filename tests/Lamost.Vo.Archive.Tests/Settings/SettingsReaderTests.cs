using System.Text.RegularExpressions;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Settings;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Settings;

/// <summary>What the reader makes of a file of settings, and what it says of a wrong one.</summary>
public partial class SettingsReaderTests
{
    const string Least = """
        authority: org.example.lamost
        publisher:
          name: Example Observatory
        contact:
          name: Data Center
          email: vo@example.org

        """;

    [Fact]
    public void The_example_is_read_and_uses_every_key()
    {
        var settings = SettingsReader.ReadText(SettingsReader.Example, "settings.example.yaml");
        Assert.True(settings.IsSetUp);
        Assert.Equal("org.example.lamost", settings.Authority);
        Assert.Equal(new DateOnly(2025, 3, 1), settings.Created);
        Assert.Equal(new BilingualText("Example Observatory", "示例天文台"), settings.Publisher.Name);
        Assert.Equal("ivo://org.example.lamost/org", settings.PublisherId);
        Assert.Equal("vo@example.org", settings.Contact.Email);
        Assert.Equal("+86 10 1234 5678", settings.Contact.Telephone);
        Assert.Equal("https://creativecommons.org/licenses/by/4.0/", settings.Rights!.Uri!.AbsoluteUri);
        Assert.Equal([new CreatorSettings("LAMOST collaboration"), new CreatorSettings("Carberry, J.", "0000-0002-1825-0097")], settings.Creators);
        Assert.Equal(["10.5072/example"], settings.Dois);
        Assert.Equal(new DateOnly(2024, 3, 30), settings.Releases["dr10"].Published);
        Assert.Equal(["10.5072/example.dr10"], settings.Releases["DR10"].Dois);
        Assert.StartsWith("Guoshoujing Telescope", settings.Acknowledgement!.English, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', settings.Description.English);
        Assert.All(Keys(), key => Assert.Contains($"{key}:", SettingsReader.Example, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_key_that_the_reader_knows_stands_on_the_page_and_no_other_does()
    {
        var page = File.ReadAllText(Find("docs/reference/settings.md"));
        var written = Row().Matches(page).SelectMany(m => Code().Matches(m.Groups[1].Value)).Select(m => m.Groups[1].Value).Distinct();
        Assert.Equal(Keys().Order(), written.Order());
        Assert.All(Example().Matches(page), m => SettingsReader.ReadText(m.Groups[1].Value, "page.yaml"));
        Assert.NotEmpty(Example().Matches(page));
    }

    [Fact]
    public void What_is_left_out_has_a_value_that_makes_sense()
    {
        var settings = SettingsReader.ReadText(Least, "s.yaml");
        Assert.Equal(InstallationSettings.Default.Title, settings.Title);
        Assert.Equal(InstallationSettings.Default.Subjects, settings.Subjects);
        Assert.Null(settings.Rights);
        Assert.True(settings.RegistersPublisher);
        Assert.False(InstallationSettings.Default.IsSetUp);
    }

    [Fact]
    public void A_publisher_that_is_registered_elsewhere_is_not_registered_here()
    {
        var settings = SettingsReader.ReadText(Least.Replace("name: Example Observatory", "name: X\n  identifier: ivo://org.other/org", StringComparison.Ordinal), "s.yaml");
        Assert.Equal(("ivo://org.other/org", false), (settings.PublisherId, settings.RegistersPublisher));
    }

    [Fact]
    public void All_faults_are_told_together_with_their_places()
    {
        var errors = Faults("""
            authority: ivo://org.example/lamost
            creatd: 2025-03-01
            publisher: {name_zh: 天文台, homepage: www.example.org}
            contact: {name: Office, email: nobody, telephone: 12345}
            """);
        Assert.Equal(
        [
            "s.yaml(1,12): authority: Must be the authority alone: 'org.example'.",
            "s.yaml(2,1): creatd: An unknown key. Did you mean 'created'?",
        ], errors.Take(2).Select(e => e.ToString()));
        Assert.Equal([1, 2, 3, 3, 3, 4, 4], errors.Select(e => e.Line));
        Assert.Contains(errors, e => e.Key == "publisher homepage" && e.Message.Contains("https://", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Key == "contact email" && e.Message.Contains("vo@example.org", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("authority: lamost.vo", "authority", "chosen none")]
    [InlineData("authority: a", "authority", "at least three")]
    [InlineData("authority: org_example/x", "authority", "no authority")]
    [InlineData("created: 2025-13-01", "created", "a day")]
    [InlineData("created: 2999-01-01", "created", "has not come yet")]
    [InlineData("publisher: Example", "publisher", "a mapping")]
    [InlineData("publisher: {name: X, identifier: registry}", "publisher identifier", "another record")]
    [InlineData("publisher: {name: X, identifier: 'a b'}", "publisher identifier", "neither a key")]
    [InlineData("publisher: {name: X, logo: logo.png}", "publisher logo", "https://")]
    [InlineData("publisher: {name: 天文台}", "publisher name", "name_zh")]
    [InlineData("contact: {name: X}", "contact", "email")]
    [InlineData("contact: {name: X, email: a@b}", "contact email", "address of mail")]
    [InlineData("contact: {name: X, email: a@b.org, telephone: 010 1234}", "contact telephone", "code of the country")]
    [InlineData("contact: {name: X, email: a@b.org, address_zh: 北京}", "contact address_zh", "without 'address'")]
    [InlineData("title: X\ntitle_zh: LAMOST", "title_zh", "no Chinese")]
    [InlineData("short_name: LAMOST spectra", "short_name", "at most 11")]
    [InlineData("rights: {uri: https://creativecommons.org/licenses/by/4.0/}", "rights", "text")]
    [InlineData("rights: {text: Free., uri: CC-BY-4.0}", "rights uri", "https://")]
    [InlineData("citation: Cui et al. 2012", "citation", "2012RAA")]
    [InlineData("subjects: [Stellar Spectral Types]", "subjects", "stellar-spectral-types")]
    [InlineData("creators: [{orcid: 0000-0002-1825-0097}]", "creators", "name")]
    [InlineData("creators: [{name: X, orcid: 0000-0002-1825-0098}]", "creators orcid", "slip of the pen")]
    [InlineData("creators: [{name: X, orcid: 12}]", "creators orcid", "sixteen")]
    [InlineData("dois: [10/abc]", "dois", "doi:10.")]
    [InlineData("releases: [{name: dr10}, {name: DR10}]", "releases name", "twice")]
    [InlineData("releases: [{published: 2024-01-01}]", "releases", "name")]
    [InlineData("data_policy: [a]", "data_policy", "a text")]
    [InlineData("a: [", "", "YAML")]
    public void A_fault_is_told_with_its_key_and_with_what_would_be_right(string line, string key, string words)
    {
        // The line takes the place of the key that it sets.
        var name = line.Split(':')[0];
        var rest = Regex.Replace(Least, $"(?m)^{name}:.*\n(  .*\n)*", "");
        var fault = Assert.Single(Faults(rest + line));
        Assert.StartsWith(key, fault.Key, StringComparison.Ordinal);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- a", "mapping")]
    [InlineData("", "empty")]
    [InlineData("authority: *x", "alias")]
    public void A_document_that_is_none_is_told_so(string yaml, string words) => Assert.Contains(words, Assert.Single(Faults(yaml)).Message, StringComparison.Ordinal);

    static IReadOnlyList<DefinitionError> Faults(string yaml) => Assert.Throws<DefinitionException>(() => SettingsReader.ReadText(yaml, "s.yaml")).Errors;

    // The reader names the keys it knows when one is nothing like any of them.
    static List<string> Keys()
    {
        const string nonsense = "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq: 1";
        var faults = Faults($$"""
            {{nonsense}}
            authority: org.example
            publisher: { {{nonsense}}, name: x}
            contact: { {{nonsense}}, name: x, email: a@b.org}
            rights: { {{nonsense}}, text: x}
            creators: [{ {{nonsense}}, name: x}]
            releases: [{ {{nonsense}}, name: x}]
            """);
        Assert.Equal(6, faults.Count);
        return [.. faults.SelectMany(f => Known().Match(f.Message).Groups[1].Value.Split(", ")).Distinct()];
    }

    static string Find(string relative)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, relative))) return Path.Combine(at.FullName, relative);
        throw new FileNotFoundException(relative);
    }

    [GeneratedRegex(@"Known: (.*)\.$")]
    private static partial Regex Known();

    [GeneratedRegex(@"^\| (`.*?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
