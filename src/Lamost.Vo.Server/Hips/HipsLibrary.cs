using System.Collections.Concurrent;
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
public sealed class HipsLibrary(ArchiveDatabase database, CatalogCache catalog, QueryService queries, JobStore jobs, JobFiles files, JobHipsMaker maker, TileKeeper keeper, ServiceLimits limits) : IDisposable
{
    readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = limits.HipsCacheBytes });
    readonly ConditionalWeakTable<HipsIndex, TableHips> _tables = [];
    readonly ConcurrentDictionary<string, Lazy<Task<JobHips>>> _making = new();
    readonly SemaphoreSlim _places = new(limits.HipsConcurrentJobs);
    readonly CancellationTokenSource _stop = new();

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
        var making = _making.GetOrAdd(job.Id, _ => new Lazy<Task<JobHips>>(() => Task.Run(() => MakeAsync(job), CancellationToken.None)));
        try
        {
            return (job, await making.Value.WaitAsync(TimeSpan.FromSeconds(limits.HipsWaitSeconds), cancel).ConfigureAwait(false));
        }
        catch (TimeoutException)
        {
            throw HipsErrors.JobBeingMade(limits.HipsWaitSeconds);
        }
    }

    /// <summary>Has the tiles of tables whose rows were moved made anew.</summary>
    public void Wake() => keeper.Wake();

    /// <summary>What is kept under a key, or is made now. Several that ask for the same at once may make it each for themselves.</summary>
    /// <param name="key">The key; records compare by value.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="size">How many bytes of memory it takes.</param>
    public async Task<T> KeptAsync<T>(object key, Func<Task<T>> make, Func<T, long> size)
    {
        if (_cache.TryGetValue(key, out T? there)) return there!;
        var made = await make().ConfigureAwait(false);
        _cache.Set(key, made, new MemoryCacheEntryOptions { Size = size(made), SlidingExpiration = TimeSpan.FromHours(6) });
        return made;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _cache.Dispose();
    }

    async Task<JobHips> MakeAsync(Job job)
    {
        try
        {
            await _places.WaitAsync(_stop.Token).ConfigureAwait(false);
            try
            {
                var made = maker.Open(job, files.Directory(job.Id), _stop.Token);
                // A job that is gone meanwhile gets no directory back.
                if (await jobs.FindAsync(job.Id, _stop.Token).ConfigureAwait(false) is null) files.Remove(job.Id);
                _cache.Set(job.Id, made, new MemoryCacheEntryOptions { Size = made.MemoryBytes, SlidingExpiration = TimeSpan.FromHours(1) });
                return made;
            }
            finally
            {
                _places.Release();
            }
        }
        finally
        {
            _making.TryRemove(job.Id, out _);
        }
    }

    internal static string Short(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
