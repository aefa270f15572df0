using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Settings;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Server.Tests.Registry;

/// <summary>What a harvester gets: all, and then what changed.</summary>
[Collection(RegistryTests.Name)]
public sealed class HarvestTests(RegistryFixture service)
{
    const string Authority = RegistryFixture.Authority;

    [Fact]
    public async Task A_harvest_in_parts_gives_every_record_once()
    {
        var harvest = await service.HarvestAsync("set=ivo_managed");
        var tables = service.Published.Tables.Where(t => t.Value.ConeSearch is not null).Select(t => $"{Authority}/{t.Key.Schema}/{t.Key.Name}").ToList();
        string[] expected = [Authority, Authority + "/org", Authority + "/registry", Authority + "/tap", Authority + "/dr10", .. tables];
        Assert.Equal(expected.Order(), harvest.Live.Select(r => r.Identifier).Where(i => !i.Contains("/extra", StringComparison.Ordinal)).Order());
        Assert.Equal(harvest.Records.Count, harvest.Records.Select(r => r.Identifier).Distinct().Count());
        Assert.True(harvest.Parts >= 3);
        var headers = await service.HarvestAsync(verb: "ListIdentifiers");
        Assert.Equal(harvest.Records.Select(r => (r.Identifier, r.Datestamp)), headers.Records.Select(r => (r.Identifier, r.Datestamp)));
        Assert.All(headers.Records, r => Assert.Null(r.Resource));
    }

    [Fact]
    public async Task A_release_that_comes_changes_and_goes_is_told_to_who_asks_for_what_is_new()
    {
        var release = RegistryFixture.Extra("extra");
        var (releaseId, tableId) = (Authority + "/extra", Authority + "/extra/stars");
        await NextSecondAsync();
        var before = await service.HarvestAsync();

        await service.LoadAsync(release);
        var come = await service.UntilAsync(h => h.Find(tableId) is not null && h.Find(releaseId)?.Resource?.ToString().Contains("extra.notes", StringComparison.Ordinal) is true, "from=" + before.At);
        // The service as a whole names its releases; nothing else has to do with the new one.
        Assert.Equal(new[] { releaseId, tableId, Authority + "/tap" }.Order(), come.Records.Select(r => r.Identifier).Order());
        var created = (string)(await service.HarvestAsync())[tableId].Resource!.Attribute("created")!;

        await NextSecondAsync();
        var at = (await service.HarvestAsync()).At;
        await NextSecondAsync();
        await service.LoadAsync(RegistryFixture.Extra("extra", "The same, told otherwise."));
        var changed = await service.UntilAsync(h => h.Find(tableId)?.Resource?.ToString().Contains("told otherwise", StringComparison.Ordinal) is true, "from=" + at);
        Assert.All(changed.Records, r => Assert.Contains("/extra", r.Identifier, StringComparison.Ordinal));
        Assert.Equal(created, (string?)changed[tableId].Resource!.Attribute("created"));
        Assert.Equal(changed[tableId].Datestamp, (string?)changed[tableId].Resource!.Attribute("updated"));

        await NextSecondAsync();
        at = (await service.HarvestAsync()).At;
        await service.RemoveAsync(release);
        var gone = await service.UntilAsync(h => h.Find(tableId)?.IsDeleted is true && h.Find(releaseId)?.IsDeleted is true, "from=" + at);
        Assert.Equal((null, null), (gone[tableId].Resource, gone[releaseId].Resource));
        Assert.Equal("deleted", (string?)(await service.AskAsync($"verb=GetRecord&metadataPrefix=oai_dc&identifier={tableId}")).All("header").Single().Attribute("status"));
        Assert.Equal("noMetadataFormats", (string?)(await service.AskAsync($"verb=ListMetadataFormats&identifier={tableId}")).All("error").Single().Attribute("code"));
        // A stub is listed to those who come for the first time, too.
        Assert.True((await service.HarvestAsync())[releaseId].IsDeleted);
        Assert.DoesNotContain("extra", (await service.HarvestAsync())[Authority + "/tap"].Resource!.ToString(), StringComparison.Ordinal);

        await NextSecondAsync();
        await service.LoadAsync(release);
        var back = await service.UntilAsync(h => h.Find(tableId)?.IsDeleted is false);
        Assert.Equal(created, (string?)back[tableId].Resource!.Attribute("created"));
        await service.RemoveAsync(release);
        await service.UntilAsync(h => h.Find(tableId)?.IsDeleted is true);
    }

    [Fact]
    public async Task What_another_process_or_the_next_start_says_alike_keeps_its_datestamp_and_what_settings_change_gets_a_new_one()
    {
        var database = new DatabaseFixture();
        await database.InitializeAsync();
        await using var catalog = await CatalogCache.StartAsync(database.Database);
        try
        {
            var first = await StampsAsync(service.Options);
            Assert.Equal(4, first.Count);
            await NextSecondAsync();
            Assert.Equal(first, await StampsAsync(service.Options));
            // The title of the service is in its own record, and in those of the registry and the publisher.
            var other = await StampsAsync(service.Options with { Settings = service.Settings with { Title = new BilingualText("Another title") } });
            Assert.Equal(first[Authority], other[Authority]);
            Assert.All((string[])[Authority + "/registry", Authority + "/tap", Authority + "/org"], id => Assert.NotEqual(first[id], other[id]));
            await NextSecondAsync();
            var moved = await StampsAsync(service.Options with { Settings = service.Settings with { Authority = "org.example.other" } });
            Assert.Equal(8, moved.Count);
        }
        finally
        {
            await database.DisposeAsync();
        }

        async Task<Dictionary<string, string>> StampsAsync(ServiceOptions options)
        {
            var (app, client) = await ServiceFixture.StartAsync(database.Database, catalog, new ServiceLimits(), options);
            await using (app)
            using (client)
                return (await client.GetAsync("/oai?verb=ListIdentifiers&metadataPrefix=ivo_vor")).Good().All("header").ToDictionary(h => h.Elements().First().Value, h => h.Elements().ElementAt(1).Value);
        }
    }

    [Fact]
    public async Task Without_settings_the_registry_answers_and_says_that_it_is_not_set_up()
    {
        var database = new DatabaseFixture();
        await database.InitializeAsync();
        await using var catalog = await CatalogCache.StartAsync(database.Database);
        try
        {
            var (app, client) = await ServiceFixture.StartAsync(database.Database, catalog, new ServiceLimits(), service.Options with { Settings = InstallationSettings.Default });
            await using (app)
            using (client)
            {
                var identify = (await client.GetAsync("/oai?verb=Identify")).Good();
                Assert.Matches(@"^\S+@(\S+\.)+\S+$", identify.All("adminEmail").Single().Value);
                Assert.Contains("not been set up", identify.All("description").Single(d => d.Parent!.Name.LocalName == "content").Value);
                Assert.DoesNotContain("Who publishes this", (await client.GetAsync("/")).Good().Text);
            }
        }
        finally
        {
            await database.DisposeAsync();
        }
    }

    static Task NextSecondAsync() => Task.Delay(1100);
}
