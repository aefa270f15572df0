using System.Runtime.CompilerServices;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Hips;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Microsoft.Extensions.Caching.Memory;

namespace Lamost.Vo.Server.Hips;

/// <summary>
/// The HiPS of the service: those of published tables, and those of results of jobs, which are made when they are first asked for. Holds what they are drawn from, and pictures,
/// in one cache of bounded size. Safe for any number of threads.
/// </summary>
public sealed class HipsLibrary(ArchiveDatabase database, CatalogCache catalog, QueryService queries, JobStore jobs, JobFiles files, JobHipsMaker maker, TileKeeper keeper, ServiceLimits limits) : IAsyncDisposable
{
    readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = limits.HipsCacheBytes });
    readonly ConditionalWeakTable<HipsIndex, TableHips> _tables = [];
    readonly Flights _flights = new();
    readonly SemaphoreSlim _places = new(limits.HipsConcurrentJobs);

    /// <summary>The HiPS of published tables that are ready, in the order of the tables.</summary>
    public IEnumerable<(CatalogTable Table, HipsIndex Index)> Tables
    {
        get
        {
            var published = catalog.Current;
            foreach (var table in HipsBuilder.TablesOf(published))
                if (published.TilesOf(table) is { } index) yield return (table, index);
        }
    }

    /// <summary>The progressive catalogue of a published table.</summary>
    /// <param name="release">The schema's name.</param>
    /// <param name="name">The table's.</param>
    /// <exception cref="VoException">LVO-HTTP-1404: there is none. LVO-HIPS-1101: it is being made.</exception>
    public (CatalogTable Table, HipsIndex Index, TableHips Catalogue) OfTable(string release, string name)
    {
        var published = catalog.Current;
        if (published.Catalog.Find(release, name) is not { Position: not null, IsView: false } table)
            throw HipsErrors.Unknown($"There is no HiPS of {Short(release)}/{Short(name)}.", "The list of all is at /hipslist.");
        if (published.TilesOf(table) is not { } index)
        {
            keeper.Wake();
            throw HipsErrors.BeingMade(release, name);
        }
        return (table, index, _tables.GetValue(index, i => new TableHips(database, queries, table, published.Tables[table], i)));
    }

    /// <summary>The progressive catalogue of the result of a job. Whoever asks first has it made; all wait for it, but not long.</summary>
    /// <param name="id">The job.</param>
    /// <param name="cancel">The client left; the making goes on.</param>
    /// <exception cref="VoException">LVO-JOB-1404, 1405: there is no such job, or it has no result. LVO-HIPS-1001 to 1003, 1102.</exception>
    public async Task<(Job Job, JobHips Catalogue)> OfJobAsync(string id, CancellationToken cancel)
    {
        var job = await jobs.GetAsync(id, cancel).ConfigureAwait(false);
        if (job.Result is null) throw JobErrors.Nothing(job, "result");
        if (_cache.TryGetValue(job.Id, out JobHips? there)) return (job, there!);
        try
        {
            return (job, await _flights.RunAsync(job.Id, stop => MakeAsync(job, stop), cancel).WaitAsync(TimeSpan.FromSeconds(limits.HipsWaitSeconds), cancel).ConfigureAwait(false));
        }
        catch (TimeoutException)
        {
            throw HipsErrors.JobBeingMade(limits.HipsWaitSeconds);
        }
    }

    /// <summary>Has the tiles of tables whose rows were moved made anew.</summary>
    public void Wake() => keeper.Wake();

    /// <summary>What is kept under a key, or is made now: once, however many ask for it at the same time, as a map does that asks for all tiles in view.</summary>
    /// <param name="key">The key; records compare by value.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="size">How many bytes of memory it takes.</param>
    /// <param name="cancel">Ends the wait; what is being made is finished and kept.</param>
    public async Task<T> KeptAsync<T>(object key, Func<CancellationToken, Task<T>> make, Func<T, long> size, CancellationToken cancel)
    {
        if (_cache.TryGetValue(key, out T? there)) return there!;
        return await _flights.RunAsync(key, async stop =>
        {
            var made = await make(stop).ConfigureAwait(false);
            _cache.Set(key, made, new MemoryCacheEntryOptions { Size = size(made), SlidingExpiration = TimeSpan.FromHours(6) });
            return made;
        }, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _flights.DisposeAsync().ConfigureAwait(false);
        _places.Dispose();
        _cache.Dispose();
    }

    async Task<JobHips> MakeAsync(Job job, CancellationToken stop)
    {
        await _places.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            var made = maker.Open(job, files.Directory(job.Id), stop);
            // A job that is gone meanwhile gets no directory back.
            if (await jobs.FindAsync(job.Id, stop).ConfigureAwait(false) is null) files.Remove(job.Id);
            _cache.Set(job.Id, made, new MemoryCacheEntryOptions { Size = made.MemoryBytes, SlidingExpiration = TimeSpan.FromHours(1) });
            return made;
        }
        finally
        {
            _places.Release();
        }
    }

    internal static string Short(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
