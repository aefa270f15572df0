using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Postgres;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Simulation;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server;
using Lamost.Vo.Testing;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>
/// A whole service over a cluster of its own, for all tests of the collection: <c>dr10.lrs_combined</c> holds the 420 real rows (where the
/// samples are), every table that can be simulated holds simulated ones.
/// </summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    /// <summary>Rows of the simulated general catalogue.</summary>
    public const int SimulatedRows = 60_000;

    /// <summary>Files of simulated spectra, the same.</summary>
    public const int Spectra = 120;

    readonly string _directory = TestCluster.NewDataDirectory();
    CatalogCache _catalog = null!;
    WebApplication _app = null!;

    public EmbeddedCluster Cluster { get; private set; } = null!;

    public ArchiveDatabase Database { get; private set; } = null!;

    /// <summary>The address of the service, without a trailing slash.</summary>
    public string Url { get; private set; } = "";

    public string Tap => Url + "/tap";

    public async Task InitializeAsync()
    {
        Cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(_directory));
        Database = await ArchiveDatabase.OpenAsync(Cluster.ConnectionString);
        var release = ReleaseDefinitions.Get("dr10");
        var survey = SurveySimulator.Create(release, SimulatedRows, seed: 7);
        foreach (var name in SurveySimulator.TableNames)
        {
            using var rows = survey.Open(name);
            await TableLoader.LoadAsync(Database, release, release.Find(name)!, rows, new LoadOptions { Simulated = true }, null, CancellationToken.None);
        }
        var spectra = Path.Combine(_directory, "spectra");
        await SpectrumFileSimulator.MakeAsync(Database, release, spectra, new SpectrumSimulationOptions(Spectra) { Medium = Spectra / 6, MixedLayouts = true });
        await SpectrumLoader.LoadAsync(Database, release, [.. release.Tables.Where(t => t.Spectra is not null)], [spectra], new SpectrumLoadOptions());
        if (Samples.Available)
        {
            var report = await TableLoader.LoadAsync(Database, release, release.Find("lrs_combined")!,
                [Samples.Path("catalogues/dr10v2_combined_420rows.csv")], new LoadOptions(), null, CancellationToken.None);
            Assert.Equal(420, report.Rows);
        }
        _catalog = await CatalogCache.StartAsync(Database);
        _app = VoServer.Build(Database, _catalog, new ServiceOptions { JobsDirectory = Path.Combine(_directory, "jobs") }, new ServiceLimits(), "http://127.0.0.1:0");
        await _app.StartAsync();
        Url = _app.Urls.First();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _catalog.DisposeAsync();
        await Database.DisposeAsync();
        await Cluster.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Queries of users that PostgreSQL is running now, as the owner sees them.</summary>
    public async Task<long> RunningQueriesAsync()
    {
        await using var command = Database.Owner.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'COPY (%' AND pid <> pg_backend_pid()");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

[CollectionDefinition(Name)]
public sealed class ServiceTests : ICollectionFixture<ServiceFixture>
{
    public const string Name = "service";
}
