using System.Globalization;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Postgres;
using Npgsql;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>What every part of a run has: the service, its database, and the report.</summary>
sealed class Bench(BenchOptions options, ServiceProcess service, ArchiveDatabase database, Report report, string root, CancellationToken cancel) : IAsyncDisposable
{
    /// <summary>What was asked for.</summary>
    public BenchOptions Options => options;

    /// <summary>The service under test.</summary>
    public ServiceProcess Service => service;

    /// <summary>The database under it, as the service itself has it.</summary>
    public ArchiveDatabase Database => database;

    /// <summary>Where figures go.</summary>
    public Report Report => report;

    /// <summary>The root of the repository.</summary>
    public string Root => root;

    /// <summary>Set when the run is broken off.</summary>
    public CancellationToken Cancel => cancel;

    /// <summary>What is published; read once the data are there.</summary>
    public PublishedCatalog Published { get; set; } = null!;

    /// <summary>The low-resolution general catalogue, which most figures are about.</summary>
    public CatalogTable Catalogue => Table("lrs_catalogue");

    /// <summary>A directory for files of this run, removed at its end.</summary>
    public string Work { get; } = Directory.CreateTempSubdirectory("lamost-vo-bench-work-").FullName;

    /// <summary>Starts the service on the directory, which may be empty, and connects beside it.</summary>
    public static async Task<Bench> StartAsync(BenchOptions options, string root, CancellationToken cancel)
    {
        var service = await ServiceProcess.StartAsync(root, options.Data, cancel);
        try
        {
            var running = EmbeddedCluster.RunningConnectionString(options.Data) ?? throw new InvalidOperationException($"No archive runs in {options.Data}.");
            var unlimited = new NpgsqlConnectionStringBuilder(running) { CommandTimeout = 0, IncludeErrorDetail = true };
            var database = await ArchiveDatabase.OpenAsync(unlimited.ConnectionString, cancel: cancel);
            return new Bench(options, service, database, new Report(), root, cancel);
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>A published table of the release.</summary>
    public CatalogTable Table(string name) => Published.Catalog.Find(BenchOptions.Release, name) ?? throw new InvalidOperationException($"{BenchOptions.Release}.{name} is not there.");

    /// <summary>The name of a table in PostgreSQL.</summary>
    public static string Physical(CatalogTable table) => $"{SqlNames.Quote(table.PhysicalSchema)}.{SqlNames.Quote(table.PhysicalName)}";

    /// <summary>Runs SQL as the owner.</summary>
    public async Task RunAsync(string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The first value of a query, as the owner.</summary>
    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancel) is T value ? value : default;
    }

    /// <summary>The arguments of psql for one statement: as the owner, by the socket, its output to nowhere.</summary>
    public string[] Psql(string sql)
    {
        var to = new NpgsqlConnectionStringBuilder(database.Owner.ConnectionString);
        return ["-qX", "-h", to.Host!, "-p", to.Port.ToString(CultureInfo.InvariantCulture), "-U", to.Username!, "-d", to.Database!, "-o", "/dev/null", "-c", sql];
    }

    /// <summary>Stops the service and removes the files of the run; the archive stays.</summary>
    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await service.DisposeAsync();
        Directory.Delete(Work, recursive: true);
    }
}
