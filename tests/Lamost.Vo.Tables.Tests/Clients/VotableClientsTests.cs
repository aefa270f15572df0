using Xunit;

namespace Lamost.Vo.Tables.Tests;

/// <summary>Our VOTables in the hands of the programs that astronomers read them with.</summary>
public sealed class VotableClientsTests(VotableClientsFixture fixture) : IClassFixture<VotableClientsFixture>
{
    public static TheoryData<string> Documents => [.. ClientDocuments.All.Select(d => d.Name)];

    public static TheoryData<string> Linted => [.. VotableClientsFixture.Linted];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Astropy_reads_every_value_and_objects_to_nothing(string document) => Assert.Empty((await fixture.Astropy).Complaints[document]);

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Stilts_copies_every_value(string document) => Assert.Empty((await fixture.Astropy).Complaints["stilts:" + document]);

    [Theory]
    [MemberData(nameof(Linted))]
    public async Task Votlint_finds_nothing_to_say(string document) => Assert.Equal("", (await fixture.Lint)[document].Trim());

    [Theory]
    [InlineData("values", null, null)]
    [InlineData("nothing", "OVERFLOW", "MAXREC is 0.")]
    [InlineData("broken", "ERROR", "It <broke> off.")]
    public async Task Astropy_sees_how_a_table_ended(string document, string? value, string? message)
    {
        foreach (var serialization in (string[])["TableData", "Binary", "Binary2"])
        {
            var statuses = (await fixture.Astropy).Infos[$"{serialization}-{document}"].Where(i => i[0] == "QUERY_STATUS").ToList();
            Assert.Equal(["QUERY_STATUS", "OK", null], statuses[0]);
            if (value is null) Assert.Single(statuses);
            else Assert.Equal(["QUERY_STATUS", value, message], statuses[1]);
        }
    }

    [Fact]
    public async Task Astropy_sees_what_is_said_of_the_table_and_its_columns()
    {
        foreach (var serialization in (string[])["TableData", "Binary", "Binary2"])
        {
            var report = await fixture.Astropy;
            Assert.Contains<List<string?>>(["QUERY", "SELECT *\nFROM \"x\" WHERE a < 1 & 2", null], report.Infos[$"{serialization}-values"]);
            Assert.Contains<List<string?>>(["citation", "doi:1", "Cite <us>"], report.Infos[$"{serialization}-values"]);
            var fields = report.Fields[$"{serialization}-values"];
            Assert.Contains<List<string?>>(["ra", "double_", "deg", "pos.eq.ra;meta.main", "stc:a.b", "sys", null], fields);
            Assert.Equal("A <short> & \"quoted\" text", fields.Single(f => f[1] == "short_")[6]);
        }
    }
}
