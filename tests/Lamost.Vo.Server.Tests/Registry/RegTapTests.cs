using Xunit;

namespace Lamost.Vo.Server.Tests.Registry;

/// <summary>That searches as clients make them on a searchable registry find the services of this one.</summary>
[Collection(RegistryTests.Name)]
public sealed class RegTapTests(RegistryFixture service)
{
    const string Authority = RegistryFixture.Authority;

    [Theory]
    [InlineData("ivo://ivoa.net/std/tap", 1)]
    [InlineData("ivo://ivoa.net/std/ssa", 2)]
    [InlineData("ivo://ivoa.net/std/registry", 1)]
    [InlineData("ivo://ivoa.net/std/hips#hipslist-1.0", 1)]
    public async Task A_search_by_standard_finds_one_interface_each(string standard, int count)
    {
        var found = Standard(await ReadAsync(), standard);
        Assert.Equal(count, found.Count);
        Assert.Equal(count, found.Select(f => f["ivoid"]).Distinct().Count());
    }

    // pyvo.registry.search(servicetype=...): capability NATURAL JOIN interface NATURAL JOIN resource, role std.
    [Fact]
    public async Task Every_cone_search_has_a_record_with_a_title_of_its_own()
    {
        var found = Standard(await ReadAsync(), "ivo://ivoa.net/std/conesearch");
        Assert.Equal(service.Published.Tables.Count(t => t.Value.ConeSearch is not null), found.Count);
        Assert.Equal(found.Count, found.Select(f => f["ivoid"]).Distinct().Count());
        Assert.Equal(found.Count, found.Select(f => f["res_title"]).Distinct().Count());
        Assert.All(found, f =>
        {
            Assert.Equal(("vs:paramhttp", "base", "0", "cs:conesearch", "vs:catalogservice"), (f["intf_type"], f["url_use"], f["authenticated_only"], f["cap_type"], f["res_type"]));
            Assert.EndsWith("?", f["access_url"], StringComparison.Ordinal);
        });
    }

    // TOPCAT and pyVO find tables whose TAP service is another record by standard_id LIKE 'ivo://ivoa.net/std/tap%', and join its address.
    [Fact]
    public async Task Tables_are_found_by_column_and_lead_to_TAP()
    {
        var rr = await ReadAsync();
        var columns = rr["rr.table_column"].Where(c => c["ucd"] == "phys.temperature.effective").ToList();
        Assert.Contains(Authority + "/dr10/lrs_stellar", columns.Select(c => c["ivoid"]));
        var tables = RegTap.Join(columns, rr["rr.res_table"]).Select(t => t["table_name"]).ToList();
        Assert.Contains("dr10.lrs_stellar", tables);
        var addresses = RegTap.Join(RegTap.Join(rr["rr.capability"].Where(c => c["standard_id"]?.StartsWith("ivo://ivoa.net/std/tap", StringComparison.Ordinal) is true), rr["rr.interface"]),
            columns.Select(c => new Dictionary<string, string?> { ["ivoid"] = c["ivoid"] })).Where(i => i["intf_role"] == "std").Select(i => i["access_url"]).Distinct();
        Assert.Equal([RegistryFixture.PublicUrl + "/tap"], addresses);
        Assert.Equal(service.Published.Catalog.Find("dr10", "lrs_stellar")!.Columns.Count,
            rr["rr.table_column"].Count(c => c["ivoid"] == Authority + "/dr10/lrs_stellar"));
    }

    [Fact]
    public async Task People_find_it_by_words_subject_creator_waveband_place_time_and_light()
    {
        var rr = await ReadAsync();
        var offered = rr["rr.resource"].Where(r => r["res_type"] == "vs:catalogservice").Select(r => r["ivoid"]).Order().ToList();
        Assert.Contains(Authority + "/dr10", offered);
        Assert.Equal(offered, rr["rr.resource"].Where(r => r["waveband"] == "optical").Select(r => r["ivoid"]).Order());
        Assert.Equal(offered, rr["rr.res_subject"].Where(s => s["res_subject"] == "stellar-spectral-types").Select(s => s["ivoid"]).Order());
        Assert.Equal(offered, rr["rr.res_role"].Where(r => r is { } && r["base_role"] == "creator" && r["role_name"] == "Carberry, J.").Select(r => r["ivoid"]).Order());
        Assert.All(rr["rr.resource"].Where(r => offered.Contains(r["ivoid"])), r => Assert.Equal("LAMOST collaboration; Carberry, J.", r["creator_seq"]));
        foreach (var table in (string[])["rr.stc_spatial", "rr.stc_temporal", "rr.stc_spectral"]) Assert.Equal(offered, rr[table].Select(s => s["ivoid"]).Distinct().Order());
        Assert.Contains(rr["rr.stc_spectral"], s => double.Parse(s["spectral_start"]!, System.Globalization.CultureInfo.InvariantCulture) < 3.03e-19
            && double.Parse(s["spectral_end"]!, System.Globalization.CultureInfo.InvariantCulture) > 3.03e-19);
        Assert.Contains(rr["rr.relationship"], r => r["ivoid"] == Authority + "/dr10" && r["relationship_type"] == "isservedby" && r["related_id"] == Authority + "/tap");
        Assert.Contains(rr["rr.res_date"], d => d["ivoid"] == Authority + "/dr10" && d["value_role"] == "created" && d["date_value"] == "2024-03-30");
        Assert.Contains(rr["rr.alt_identifier"], a => a["ivoid"] == Authority + "/dr10" && a["alt_identifier"] == "doi:10.5072/example.dr10");
        Assert.Contains(rr["rr.alt_identifier"], a => a["alt_identifier"] == "orcid:0000-0002-1825-0097");
        Assert.Contains(rr["rr.res_role"], r => r["base_role"] == "publisher" && r["role_ivoid"] == Authority + "/org");
        Assert.Contains(rr["rr.res_role"], r => r["base_role"] == "contact" && r["email"] == "vo@example.org");
        Assert.Contains(rr["rr.res_detail"], d => d["detail_xpath"] == "/capability/dataModel/@ivo-id" && d["detail_value"] == "ivo://ivoa.net/std/ObsCore#core-1.1");
        Assert.Contains(rr["rr.res_detail"], d => d["detail_xpath"] == "/managedAuthority" && d["detail_value"] == "org.example.lamost");
        Assert.Contains(rr["rr.intf_param"], p => p["name"] == "SR" && p["param_use"] == "required" && p["unit"] == "deg");
        Assert.All(rr["rr.resource"].Where(r => offered.Contains(r["ivoid"])), r => Assert.NotNull(r["rights_uri"]));
    }

    static List<Dictionary<string, string?>> Standard(RegTap rr, string standard) =>
        [.. RegTap.Join(RegTap.Join(rr["rr.capability"].Where(c => c["standard_id"] == standard), rr["rr.interface"]), rr["rr.resource"]).Where(r => r["intf_role"] == "std")];

    async Task<RegTap> ReadAsync() => new((await service.HarvestAsync()).Live.Where(r => !r.Identifier.Contains("/extra", StringComparison.Ordinal)));
}
