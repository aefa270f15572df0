using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Testing;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Lamost.Vo.Server.Tests;

/// <summary>A running service over all genuine files of spectra, in two releases; nothing where the samples are missing.</summary>
public sealed class SpectraFixture : IAsyncLifetime
{
    readonly DatabaseFixture _database = new();
    readonly string _jobs = TestCluster.NewDataDirectory();
    CatalogCache _catalog = null!;
    WebApplication _app = null!;

    public DatabaseFixture Archive => _database;

    public CatalogCache Catalog => _catalog;

    public GenuineSpectra Genuine { get; private set; } = null!;

    public ServiceClient Client { get; private set; } = null!;

    public ServiceOptions Options => new() { JobsDirectory = _jobs };

    public async Task InitializeAsync()
    {
        if (!Samples.Available) return;
        await _database.InitializeAsync();
        Genuine = await GenuineSpectra.LoadAsync(_database.Database, "dr10", "dr11");
        _catalog = await CatalogCache.StartAsync(_database.Database);
        (_app, Client) = await ServiceFixture.StartAsync(_database.Database, _catalog, new ServiceLimits(), Options);
    }

    public async Task DisposeAsync()
    {
        if (!Samples.Available) return;
        Client.Dispose();
        await _app.DisposeAsync();
        await _catalog.DisposeAsync();
        await _database.DisposeAsync();
        Genuine.Dispose();
        if (Directory.Exists(_jobs)) Directory.Delete(_jobs, recursive: true);
    }

    /// <summary>Asks SSA of one release, or of all.</summary>
    public async Task<SsaAnswer> SsaAsync(string query, string path = "/ssa/dr10") => new((await Client.GetAsync($"{path}?{query}")).Good());
}

/// <summary>An SSA answer that succeeded.</summary>
public sealed record SsaAnswer(Answer Answer)
{
    public string Status => Assert.Single(Answer.QueryStatus);

    /// <summary>Rows by column name.</summary>
    public List<Dictionary<string, string>> Rows { get; } = Read(Answer);

    /// <summary>The keys of the spectra, in the order of the rows.</summary>
    public string[] Keys => [.. Rows.Select(r => r["ssa_pubDID"].Split('?')[1])];

    static List<Dictionary<string, string>> Read(Answer answer)
    {
        var names = answer.FieldNames;
        return [.. answer.Rows.Select(r => names.Zip(r).ToDictionary(p => p.First, p => p.Second))];
    }
}

[CollectionDefinition(Name)]
public sealed class SpectraTests : ICollectionFixture<SpectraFixture>
{
    public const string Name = "spectra";
}
