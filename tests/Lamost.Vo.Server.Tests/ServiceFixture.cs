using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Simulation;
using Lamost.Vo.Testing;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Lamost.Vo.Server.Tests;

/// <summary>A running service over a small simulated release, for all tests of the collection.</summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    /// <summary>Rows of the simulated general catalogue.</summary>
    public const int Rows = 3_000;

    readonly DatabaseFixture _database = new();

    /// <summary>Options of services on the database of these tests, which share its jobs.</summary>
    public static ServiceOptions Options { get; } = new() { JobsDirectory = TestCluster.NewDataDirectory() };

    public ArchiveDatabase Database => _database.Database;

    public string ConnectionString => _database.ConnectionString;

    public CatalogCache Catalog { get; private set; } = null!;

    public WebApplication App { get; private set; } = null!;

    public ServiceClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        await FillAsync(Database, Rows);
        Catalog = await CatalogCache.StartAsync(Database);
        (App, Client) = await StartAsync(Database, Catalog, new ServiceLimits());
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        await Catalog.DisposeAsync();
        await _database.DisposeAsync();
        if (Directory.Exists(Options.JobsDirectory)) Directory.Delete(Options.JobsDirectory, recursive: true);
    }

    /// <summary>Loads simulated rows into every table that can be simulated.</summary>
    public static async Task FillAsync(ArchiveDatabase database, int rows)
    {
        var release = ReleaseDefinitions.Get("dr10");
        var survey = SurveySimulator.Create(release, rows, seed: 7);
        foreach (var name in SurveySimulator.TableNames)
        {
            using var source = survey.Open(name);
            await TableLoader.LoadAsync(database, release, release.Find(name)!, source, new LoadOptions { Simulated = true }, null, CancellationToken.None);
        }
    }

    /// <summary>Starts a service on a free port.</summary>
    public static async Task<(WebApplication App, ServiceClient Client)> StartAsync(
        ArchiveDatabase database, CatalogCache catalog, ServiceLimits limits, ServiceOptions? options = null)
    {
        var app = VoServer.Build(database, catalog, options ?? Options, limits, "http://127.0.0.1:0");
        await app.StartAsync();
        return (app, new ServiceClient(app.Urls.First()));
    }

    /// <summary>Waits until so many queries of users run in the database.</summary>
    public static async Task UntilRunningAsync(ArchiveDatabase database, long count)
    {
        const string sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE 'COPY (%' AND pid <> pg_backend_pid()";
        for (var i = 0; (long)(await DatabaseFixture.ScalarAsync(database.Owner, sql))! is var running && running != count; i++)
        {
            Assert.True(i < 1000, $"{running} queries run, not {count}.");
            await Task.Delay(20);
        }
    }
}

[CollectionDefinition(Name)]
public sealed class ServiceTests : ICollectionFixture<ServiceFixture>
{
    public const string Name = "service";
}
