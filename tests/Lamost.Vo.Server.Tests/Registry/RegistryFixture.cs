using System.Globalization;
using System.Xml.Linq;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Settings;
using Lamost.Vo.Archive.Simulation;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Testing;
using Microsoft.AspNetCore.Builder;
using Xunit;
using LoadOptions = Lamost.Vo.Archive.Loading.LoadOptions;

namespace Lamost.Vo.Server.Tests.Registry;

/// <summary>A service that has been set up, under a public address, whose registry gives its records in small parts.</summary>
public sealed class RegistryFixture : IAsyncLifetime
{
    public const string PublicUrl = "https://vo.example.org/lamost";
    public const string Authority = "ivo://org.example.lamost";
    public const int PageRecords = 4;

    readonly DatabaseFixture _database = new();
    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lamost-vo-registry-");
    CatalogCache _catalog = null!;
    WebApplication _app = null!;

    public ArchiveDatabase Database => _database.Database;

    public PublishedCatalog Published => _catalog.Current;

    public InstallationSettings Settings { get; } = SettingsReader.ReadText(SettingsReader.Example, "settings.yaml");

    public ServiceOptions Options => new() { JobsDirectory = Path.Combine(_directory.FullName, "jobs"), Settings = Settings, PublicUrl = new Uri(PublicUrl) };

    public ServiceClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        await ServiceFixture.FillAsync(Database, 600);
        var (release, spectra) = (ReleaseDefinitions.Get("dr10"), Path.Combine(_directory.FullName, "spectra"));
        await SpectrumFileSimulator.MakeAsync(Database, release, spectra, new SpectrumSimulationOptions(12) { Medium = 4 });
        await SpectrumLoader.LoadAsync(Database, release, [.. release.Tables.Where(t => t.Spectra is not null)], [spectra], new SpectrumLoadOptions());
        _catalog = await CatalogCache.StartAsync(Database);
        (_app, Client) = await ServiceFixture.StartAsync(Database, _catalog, new ServiceLimits { RegistryPageRecords = PageRecords }, Options);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await _catalog.DisposeAsync();
        await _database.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>A release of two tables, of which one has positions.</summary>
    public static ReleaseDefinition Extra(string name, string description = "A release for tests.") => ReleaseReader.ReadText($$"""
        name: {{name}}
        version: v1
        description: {{description}}
        tables:
        - name: stars
          description: "Stars: some of them."
          primaryKey: id
          lvo:position: [ra, dec]
          lvo:cone_search_id: id
          columns:
          - {name: id, datatype: long, nullable: false, ivoa:ucd: meta.id;meta.main, lvo:verbosity: 1, description: Number.}
          - {name: ra, datatype: double, nullable: false, ivoa:unit: deg, ivoa:ucd: pos.eq.ra;meta.main, lvo:verbosity: 1, description: Longitude.}
          - {name: dec, datatype: double, nullable: false, ivoa:unit: deg, ivoa:ucd: pos.eq.dec;meta.main, lvo:verbosity: 1, description: Latitude.}
        - name: notes
          description: Notes.
          constraints:
          - {"@type": ForeignKeyConstraint, name: notes_star, columns: star, referencedColumns: "#stars.id", description: The star of a note.}
          columns:
          - {name: star, datatype: long, description: Number of the star.}
        """, name + ".yaml");

    /// <summary>Loads it.</summary>
    public async Task LoadAsync(ReleaseDefinition release)
    {
        foreach (var (table, rows) in ((string, string)[])[("stars", "id,ra,dec\n1,10.25,20.5\n2,300,-45\n"), ("notes", "star\n1\n")])
        {
            var file = Path.Combine(_directory.FullName, table + ".csv");
            await File.WriteAllTextAsync(file, rows);
            await TableLoader.LoadAsync(Database, release, release.Find(table)!, [file], new LoadOptions(), null, CancellationToken.None);
        }
    }

    /// <summary>Takes it away.</summary>
    public async Task RemoveAsync(ReleaseDefinition release)
    {
        await using var connection = await Database.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var table in release.Tables) await ReleasePublisher.UnpublishTableAsync(connection, transaction, release.Name, table.Name);
        await transaction.CommitAsync();
    }

    /// <summary>Asks the registry.</summary>
    public async Task<Answer> AskAsync(string query)
    {
        var answer = (await Client.GetAsync("/oai?" + query)).Good();
        Assert.Equal("text/xml;charset=UTF-8", answer.ContentType);
        return answer;
    }

    /// <summary>All records, or those of a time, as a harvester gets them: part by part.</summary>
    public async Task<Harvest> HarvestAsync(string arguments = "", string verb = "ListRecords", string format = "ivo_vor")
    {
        var query = $"verb={verb}&metadataPrefix={format}{(arguments.Length > 0 ? "&" + arguments : "")}";
        var (records, parts, at) = (new List<HarvestedRecord>(), 0, "");
        while (true)
        {
            var answer = await AskAsync(query);
            if (answer.All("error").SingleOrDefault() is { } error)
            {
                Assert.Equal("noRecordsMatch", (string?)error.Attribute("code"));
                return new Harvest(records, parts, answer.All("responseDate").Single().Value);
            }
            if (parts++ == 0) at = answer.All("responseDate").Single().Value;
            Assert.True(parts < 100);
            var token = answer.All("resumptionToken").SingleOrDefault();
            if (token is not null) Assert.Equal(records.Count.ToString(CultureInfo.InvariantCulture), (string?)token.Attribute("cursor"));
            var part = answer.All("header").Select(h => new HarvestedRecord(h, h.Parent!.Element(h.Name.Namespace + "metadata")?.Elements().Single())).ToList();
            Assert.InRange(part.Count, 1, PageRecords);
            records.AddRange(part);
            if (token is null || token.Value.Length == 0)
            {
                if (token is not null) Assert.Equal(records.Count.ToString(CultureInfo.InvariantCulture), (string?)token.Attribute("completeListSize"));
                return new Harvest(records, parts, at);
            }
            query = $"verb={verb}&resumptionToken={Uri.EscapeDataString(token.Value)}";
        }
    }

    /// <summary>Harvests until what is wanted is there: records follow the catalogue with some delay.</summary>
    public async Task<Harvest> UntilAsync(Func<Harvest, bool> there, string arguments = "")
    {
        for (var i = 0; ; i++)
        {
            var harvest = await HarvestAsync(arguments);
            if (there(harvest)) return harvest;
            Assert.True(i < 300, string.Join('\n', harvest.Records.Select(r => $"{r.Identifier} {r.Datestamp} {r.IsDeleted}")));
            await Task.Delay(100);
        }
    }
}

/// <summary>What a harvest gave.</summary>
/// <param name="Records">In the order of their coming.</param>
/// <param name="Parts">Answers that it took.</param>
/// <param name="At">The time of the first.</param>
public sealed record Harvest(IReadOnlyList<HarvestedRecord> Records, int Parts, string At)
{
    public HarvestedRecord this[string identifier] => Records.Single(r => r.Identifier == identifier);

    public HarvestedRecord? Find(string identifier) => Records.SingleOrDefault(r => r.Identifier == identifier);

    /// <summary>Those that were not taken away.</summary>
    public IEnumerable<HarvestedRecord> Live => Records.Where(r => !r.IsDeleted);
}

/// <summary>A record with its header.</summary>
public sealed record HarvestedRecord(XElement Header, XElement? Resource)
{
    public static readonly XName Type = XName.Get("type", "http://www.w3.org/2001/XMLSchema-instance");

    public string Identifier => Child("identifier");

    public string Datestamp => Child("datestamp");

    public bool IsDeleted => (string?)Header.Attribute("status") == "deleted";

    public string XsiType => (string)Resource!.Attribute(Type)!;

    string Child(string name) => Header.Elements().Single(e => e.Name.LocalName == name).Value;
}

[CollectionDefinition(Name)]
public sealed class RegistryTests : ICollectionFixture<RegistryFixture>
{
    public const string Name = "registry";
}
