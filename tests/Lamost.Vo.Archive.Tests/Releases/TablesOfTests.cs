using Lamost.Vo.Archive.Releases;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Releases;

/// <summary>A definition that has the tables of another release.</summary>
public class TablesOfTests
{
    static readonly Dictionary<string, string> Library = new()
    {
        ["early"] = Head("early") + "tables:\n- name: t\n  description: T.\n  columns:\n  - {name: x, datatype: int, description: X.}\n",
        ["later"] = Head("later") + "lvo:tables_of: early\n",
        ["broken"] = Head("broken") + "tables: []\n",
        ["a"] = Head("a") + "lvo:tables_of: b\n",
        ["b"] = Head("b") + "lvo:tables_of: a\n",
    };

    [Fact]
    public void Dr12_has_the_tables_of_dr10_and_its_own_name_and_descriptions()
    {
        var (dr10, dr12) = (ReleaseDefinitions.Get("dr10"), ReleaseDefinitions.Get("dr12"));
        Assert.Equal(("dr12", "v1.0"), (dr12.Name, dr12.Version));
        Assert.Contains("Data Release 12 ", dr12.Description, StringComparison.Ordinal);
        Assert.Contains("DR12", dr12.DescriptionZh, StringComparison.Ordinal);
        Assert.Equal(dr10.Tables.Select(Shape), dr12.Tables.Select(Shape));

        static string Shape(TableDefinition table) => $"{table.Name}: {table.Description} {string.Join(", ", table.Columns.Select(c => $"{c.Name} {c.Type} {c.Unit} {c.Ucd}"))}";
    }

    [Fact]
    public void Tables_come_through_a_release_that_has_them_from_another() =>
        Assert.Equal("t", Assert.Single(Read("third", "lvo:tables_of: later\n").Tables).Name);

    [Theory]
    [InlineData("lvo:tables_of: eraly\n", "t.yaml(4,16): lvo:tables_of: No release 'eraly' is built in. Did you mean 'early'?")]
    [InlineData("lvo:tables_of: early\ntables: []\n", "t.yaml(4,16): lvo:tables_of: Stands beside 'tables'; a release has tables of its own, or those of another.")]
    [InlineData("lvo:tables_of: third\n", "t.yaml(4,16): lvo:tables_of: No release has the tables: third takes those of third.")]
    [InlineData("lvo:tables_of: a\n", "b.yaml(4,16): lvo:tables_of: No release has the tables: a takes those of b takes those of a.")]
    [InlineData("lvo:tables_of: [early]\n", "t.yaml(4,16): lvo:tables_of: Must be a text.")]
    [InlineData("lvo:tables_of: broken\n", "broken.yaml(4,9): tables: A release has at least one table, or 'lvo:tables_of'.")]
    [InlineData("", "t.yaml(1,1): tables: A release has at least one table, or 'lvo:tables_of'.")]
    public void What_leads_to_no_tables_is_told(string end, string expected) =>
        Assert.Contains(expected, Assert.Throws<DefinitionException>(() => Read("third", end)).Errors.Select(e => e.ToString()));

    static ReleaseDefinition Read(string name, string end) => ReleaseReader.ReadText(Head(name) + end, "t.yaml", new KnownReleases([.. Library.Keys], n => Library[n]));

    static string Head(string name) => $"name: {name}\nversion: v\ndescription: D.\n";
}
