using System.Net;
using System.Xml.Linq;
using Xunit;

namespace Lamost.Vo.Server.Tests.ConeSearch;

/// <summary>The form of a good answer (SCS 1.03, 2.2).</summary>
[Collection(ServiceTests.Name)]
public sealed class ConeResponseTests(ServiceFixture service)
{
    public const string Base = "/scs/dr10/lrs_catalogue";

    [Theory]
    [InlineData("VERB=1")]
    [InlineData("VERB=2")]
    [InlineData("VERB=3")]
    [InlineData("")]
    public async Task The_three_columns_that_must_be_there_are_there_once_with_their_old_words(string verb)
    {
        var answer = (await service.Client.GetAsync($"{Base}?RA=120&DEC=30&SR=180&{verb}")).Good();
        Check(answer, "ID_MAIN", "char", "*", null);
        Check(answer, "POS_EQ_RA_MAIN", "double", null, "deg");
        Check(answer, "POS_EQ_DEC_MAIN", "double", null, "deg");
        Assert.DoesNotContain(answer.All("FIELD"), f => ((string?)f.Attribute("ucd") ?? "").Contains("meta.main", StringComparison.Ordinal));
        Assert.Single(answer.All("RESOURCE"));
        Assert.Single(answer.All("TABLE"));
        Assert.Single(answer.All("TABLEDATA"));
        Assert.Equal("application/x-votable+xml", answer.ContentType);
        Assert.Equal(["OK"], answer.QueryStatus);
        Assert.All(answer.All("FIELD"), f => Assert.NotEqual("1", (string?)f.Attribute("arraysize")));
        Assert.All(answer.All("FIELD"), f => Assert.Contains(f.Elements(), e => e.Name.LocalName == "DESCRIPTION"));
        Assert.Equal(ServiceFixture.Rows, answer.Rows.Count);
        Assert.Equal(ServiceFixture.Rows, answer.Rows.Select(r => r[0]).Distinct().Count());
        Assert.DoesNotContain("", answer.Rows.Select(r => r[0]));
    }

    [Fact]
    public async Task More_verbosity_gives_more_columns_and_the_usual_one_is_2()
    {
        var columns = new List<string[]>();
        foreach (var verb in new[] { 1, 2, 3 }) columns.Add((await service.Client.GetAsync($"{Base}?RA=120&DEC=30&SR=0&VERB={verb}")).Good().FieldNames);
        Assert.Subset(columns[1].ToHashSet(), columns[0].ToHashSet());
        Assert.Subset(columns[2].ToHashSet(), columns[1].ToHashSet());
        Assert.True(columns[0].Length < columns[1].Length && columns[1].Length < columns[2].Length);
        Assert.Equal(columns[1], (await service.Client.GetAsync($"{Base}?RA=120&DEC=30&SR=0")).FieldNames);
        Assert.Equal((await service.Client.QueryAsync("SELECT * FROM dr10.lrs_catalogue", "MAXREC=0")).FieldNames, columns[2].Except(["distance"]));
    }

    [Fact]
    public async Task A_radius_of_0_gives_the_columns_and_no_row()
    {
        var first = (await service.Client.QueryAsync("SELECT TOP 1 ra, dec FROM dr10.lrs_catalogue", "FORMAT=csv")).CsvRows.Single().Split(',');
        var answer = (await service.Client.GetAsync($"{Base}?RA={first[0]}&DEC={first[1]}&SR=0")).Good();
        Assert.Empty(answer.Rows);
        Assert.Equal(["OK"], answer.QueryStatus);
        Assert.Contains("ID_MAIN", answer.All("FIELD").Select(f => (string?)f.Attribute("ucd")));
    }

    [Fact]
    public async Task A_cone_without_a_source_is_an_empty_table()
    {
        var answer = (await service.Client.GetAsync($"{Base}?RA=120&DEC=-89&SR=0.5")).Good();
        Assert.Empty(answer.Rows);
        Assert.Single(answer.All("TABLE"));
        Assert.Empty(answer.Infos("Error"));
    }

    [Theory]
    [InlineData("RA=360&DEC=40&SR=5", "RA=0&DEC=40&SR=5")]
    [InlineData("RA=-10&DEC=40&SR=5", "RA=350&DEC=40&SR=5")]
    [InlineData("RA=400&DEC=40&SR=5", "RA=40&DEC=40&SR=5")]
    [InlineData("RA=0&DEC=90&SR=30", "RA=213&DEC=90&SR=30")]
    [InlineData("RA=0&DEC=-90&SR=130", "RA=77&DEC=-90&SR=130")]
    [InlineData("RA=1.2e2&DEC=%2B30&SR=.5e1", "RA=120&DEC=30&SR=5")]
    [InlineData("ra=120&dec=30&sr=5&verb=1&unknown=x", "SR=5&VERB=1&DEC=30&RA=120")]
    public async Task The_same_cone_said_otherwise_has_the_same_rows(string one, string other) =>
        Assert.Equal(Ids((await service.Client.GetAsync($"{Base}?{one}")).Good()), Ids((await service.Client.GetAsync($"{Base}?{other}")).Good()));

    [Fact]
    public async Task POST_and_names_of_tables_in_any_case_are_borne()
    {
        var posted = (await service.Client.PostFormAsync("/scs/DR10/LRS_Catalogue", ("RA", "120"), ("DEC", "30"), ("SR", "10"))).Good();
        Assert.Equal(Ids((await service.Client.GetAsync($"{Base}?RA=120&DEC=30&SR=10")).Good()), Ids(posted));
    }

    [Theory]
    [InlineData("RESPONSEFORMAT=text/xml", "text/xml")]
    [InlineData("RESPONSEFORMAT=votable", "application/x-votable+xml")]
    [InlineData("RESPONSEFORMAT=application/x-votable%2Bxml", "application/x-votable+xml")]
    [InlineData("RESPONSEFORMAT=votable/b2", "application/x-votable+xml")]
    public async Task The_media_type_can_be_chosen_and_the_table_is_TABLEDATA(string format, string contentType)
    {
        var answer = (await service.Client.GetAsync($"{Base}?RA=120&DEC=30&SR=10&{format}")).Good();
        Assert.Equal(contentType, answer.ContentType);
        Assert.Single(answer.All("TABLEDATA"));
    }

    [Fact]
    public async Task MAXREC_cuts_and_the_sign_of_it_stands_after_the_table()
    {
        var cut = (await service.Client.GetAsync($"{Base}?RA=120&DEC=30&SR=180&MAXREC=5")).Good();
        Assert.Equal(5, cut.Rows.Count);
        Assert.Equal(["OK", "OVERFLOW"], cut.QueryStatus);
        Assert.Equal("TABLE", Assert.IsType<XElement>(cut.Infos("QUERY_STATUS")[1].PreviousNode).Name.LocalName);
        Assert.Equal(["OK"], (await service.Client.GetAsync($"{Base}?RA=120&DEC=30&SR=180&MAXREC={ServiceFixture.Rows}")).Good().QueryStatus);
        var none = (await service.Client.GetAsync($"{Base}?RA=120&DEC=30&SR=180&MAXREC=0")).Good();
        Assert.Empty(none.Rows);
        Assert.Equal(["OK", "OVERFLOW"], none.QueryStatus);
        Assert.Equal(HttpStatusCode.OK, none.Status);
    }

    static IEnumerable<string> Ids(Answer answer) => answer.Rows.Select(r => r[0]).Order(StringComparer.Ordinal);

    static void Check(Answer answer, string ucd, string datatype, string? arraysize, string? unit)
    {
        var field = Assert.Single(answer.All("FIELD"), f => (string?)f.Attribute("ucd") == ucd);
        Assert.Equal((datatype, arraysize, unit), ((string?)field.Attribute("datatype"), (string?)field.Attribute("arraysize"), (string?)field.Attribute("unit")));
        Assert.DoesNotContain(answer.All("PARAM"), p => (string?)p.Attribute("ucd") == ucd);
    }
}
