using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server;
using Lamost.Vo.Testing;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>A whole service over all genuine files of spectra, in two releases, for all tests of the collection; nothing where the samples are missing.</summary>
public sealed class SpectraFixture : IAsyncLifetime
{
    readonly DatabaseFixture _database = new();
    readonly string _jobs = TestCluster.NewDataDirectory();
    ArchiveDatabase _served = null!;
    CatalogCache _catalog = null!;
    WebApplication _app = null!;

    /// <summary>The address of the service, without a trailing slash.</summary>
    public string Url { get; private set; } = "";

    public GenuineSpectra Genuine { get; private set; } = null!;

    /// <summary>A file that tells scripts which spectra there are and where their files are: a JSON array.</summary>
    public string List => Path.Combine(Genuine.Directory, "spectra.json");

    public async Task InitializeAsync()
    {
        if (!Samples.Available) return;
        await _database.InitializeAsync();
        Genuine = await GenuineSpectra.LoadAsync(_database.Database, "dr10", "dr11");
        await File.WriteAllTextAsync(List, JsonSerializer.Serialize(Genuine.Spectra.Select(s =>
            new { key = s.Key, path = Samples.Path(s.Facts["file"]), hdu = s.Hdu, format = s.Facts["format"], uid = s.Uid, ra = s.Ra, dec = s.Dec, minute = s.Minute, arm = s.Arm })));
        // Views give addresses, so the sessions of the database have to know where the service is.
        Url = $"http://127.0.0.1:{FreePort()}";
        _served = await ArchiveDatabase.OpenAsync(_database.ConnectionString, DatabaseFixture.Options with { ServiceUrl = new Uri(Url) });
        _catalog = await CatalogCache.StartAsync(_served);
        _app = VoServer.Build(_served, _catalog, new ServiceOptions { JobsDirectory = _jobs }, new ServiceLimits(), Url);
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (!Samples.Available) return;
        await _app.DisposeAsync();
        await _catalog.DisposeAsync();
        await _served.DisposeAsync();
        await _database.DisposeAsync();
        Genuine.Dispose();
        if (Directory.Exists(_jobs)) Directory.Delete(_jobs, recursive: true);
    }

    static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}

[CollectionDefinition(Name)]
public sealed class SpectraTests : ICollectionFixture<SpectraFixture>
{
    public const string Name = "spectra";
}
